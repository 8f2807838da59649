import type { PDFDocumentProxy, PDFPageProxy, TextLayer } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** A PDF file that can be painted page by page. */
export interface PdfFile {
  readonly pages: number;
  /** Paints a page at a scale into a canvas, and its text over it. */
  readonly paint: (page: number, place: PaintPlace) => Painting;
  /** Forgets the file and ends its worker. */
  readonly close: () => void;
}

/** Where a page is painted, and how large. */
interface PaintPlace {
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
  /** Pixels of the style sheet that the page is wide at zoom 1. */
  readonly width: number;
  readonly zoom: number;
}

/** A page being painted. */
interface Painting {
  readonly done: Promise<void>;
  readonly cancel: () => void;
}

/** Where the build puts the decoders that scripts of pdf.js load by themselves. */
const decoders = `${import.meta.env.BASE_URL}pdfjs/`;
/** A canvas of more pixels is refused by some phones. */
const canvasLimit = 16_000_000;

/**
 * Opens a PDF from memory. Its scripts are never run, nothing is fetched but our own decoders, which do without WebAssembly: the
 * pages' policy allows none.
 * @throws when the bytes are no PDF, or when it wants a password of its own.
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const pdf = await import('pdfjs-dist');
  pdf.GlobalWorkerOptions.workerSrc = workerUrl;
  // The worker takes the bytes for itself, so it gets its own.
  const task = pdf.getDocument({
    data: bytes.slice(),
    wasmUrl: new URL(decoders, location.href).href,
    useWasm: false,
    enableXfa: false,
  });
  try {
    const file = await task.promise;
    return { pages: file.numPages, paint: painter(file, pdf.TextLayer), close: () => void task.destroy() };
  } catch (error) {
    await task.destroy();
    throw error;
  }
}

function painter(file: PDFDocumentProxy, Layer: typeof TextLayer): PdfFile['paint'] {
  return (number, place) => {
    let stop: (() => void) | undefined;
    let cancelled = false;
    const run = async (): Promise<void> => {
      const page = await file.getPage(number);
      if (cancelled) return;
      const { viewport, density } = sizes(page, place);
      const { canvas, text } = place;
      canvas.width = Math.floor(viewport.width * density);
      canvas.height = Math.floor(viewport.height * density);
      canvas.style.width = `${Math.floor(viewport.width)}px`;
      text.style.setProperty('--total-scale-factor', String(viewport.scale));
      text.replaceChildren();
      const drawing = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
      const layer = new Layer({ textContentSource: page.streamTextContent(), container: text, viewport });
      stop = () => {
        drawing.cancel();
        layer.cancel();
      };
      await Promise.all([drawing.promise, layer.render()]);
    };
    return {
      done: run().catch((error: unknown) => {
        if (!cancelled) throw error;
      }),
      cancel: () => {
        cancelled = true;
        stop?.();
      },
    };
  };
}

function sizes(page: PDFPageProxy, { width, zoom }: PaintPlace) {
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (width / natural.width) * zoom });
  const pixels = viewport.width * viewport.height;
  return { viewport, density: Math.min(devicePixelRatio, Math.sqrt(canvasLimit / pixels)) };
}
