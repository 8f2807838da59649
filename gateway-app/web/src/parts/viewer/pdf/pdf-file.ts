import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { type FileFinding, findingsOf } from './file-findings.js';
import { FallbackFonts } from './fallback-fonts.js';
import { type PaintOutcome, type PaintPlace, pageSize, paintPage } from './paint-page.js';
import type { Size } from '../zoom-scale.js';

/** A PDF file that can be painted page by page. */
export interface PdfFile {
  readonly pages: number;
  /** What no page of the file shows. */
  readonly findings: readonly FileFinding[];
  /** A page's own size. */
  readonly sizeOf: (page: number) => Promise<Size>;
  /**
   * Paints a page, or a part of it, at a scale into a canvas, and its text over it. Reports the result, unless the
   * painting was cancelled.
   * @returns a function that cancels the painting
   */
  readonly paint: (page: number, place: PaintPlace, tell: (outcome: PaintOutcome) => void) => () => void;
  /** Forgets the file and ends its worker. */
  readonly close: () => void;
}

/** Where the build puts what pdf.js itself loads. */
const base = new URL(`${import.meta.env.BASE_URL}pdfjs/`, location.href).href;

/**
 * Opens a PDF from memory. Its scripts never run, and only our own decoders, code tables and fonts are fetched.
 * Decoders work without WebAssembly, which the pages' policy does not allow. Fonts of this device are not used, so that
 * a file looks the same everywhere.
 * @throws when the bytes are not a PDF, or when it requires its own password.
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const pdf = await import('pdfjs-dist');
  pdf.GlobalWorkerOptions.workerSrc = workerUrl;
  const fonts = new FallbackFonts(`${base}fonts/`);
  const tasks: PDFDocumentLoadingTask[] = [];
  const open = (stopAtErrors: boolean): Promise<PDFDocumentProxy> => {
    const task = pdf.getDocument({
      // The worker takes ownership of the bytes, so it gets a copy.
      data: bytes.slice(),
      stopAtErrors,
      cMapUrl: `${base}cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${base}standard_fonts/`,
      useSystemFonts: false,
      wasmUrl: `${base}wasm/`,
      useWasm: false,
      enableXfa: false,
      // The pixels of decoded pictures are inspected.
      isOffscreenCanvasSupported: false,
      // There is no other way to learn which codes a missing font has.
      fontExtraProperties: true,
    });
    tasks.push(task);
    return task.promise;
  };
  const close = (): void => {
    fonts.forget();
    for (const task of tasks) void task.destroy();
  };
  try {
    const strict = await open(true);
    let lenient: Promise<PDFDocumentProxy> | undefined;
    const documents = { strict, lenient: () => (lenient ??= open(false)) };
    return {
      pages: strict.numPages,
      findings: await findingsOf(strict),
      sizeOf: async (number) => pageSize(await strict.getPage(number)),
      paint: (number, place, tell) => paintPage({ pdf, documents, fonts }, number, place, tell),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
