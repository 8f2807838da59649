import type * as pdfjs from 'pdfjs-dist';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { FallbackFonts } from './fallback-fonts.js';
import { lacksPictures, looksEmpty, overlays, type PageFinding } from './page-findings.js';
import { provideFonts } from './page-text.js';
import type { SheetPart } from './sheet-part.js';
import { type VisibleContent, visibleContent } from './visible-content.js';
import type { Size } from '../zoom-scale.js';

/** Where a page is painted, and how large. */
export interface PaintPlace {
  readonly canvas: HTMLCanvasElement;
  /** For its text; `undefined` if the text is already there. */
  readonly text: HTMLElement | undefined;
  /** Multiple of the page's own size. */
  readonly scale: number;
  readonly part: SheetPart;
}

/** The result for a page: what cannot be seen of it, or `broken` if nothing could be painted. */
export type PaintOutcome = readonly PageFinding[] | 'broken';

/** What painting needs. */
interface PaintParts {
  readonly pdf: Pick<typeof pdfjs, 'OPS' | 'TextLayer'>;
  readonly documents: Readonly<{
    /** The file, read so that every fault in it is an error. */
    strict: PDFDocumentProxy;
    /** The same file, read so that faulty content is left out. */
    lenient: () => Promise<PDFDocumentProxy>;
  }>;
  readonly fonts: FallbackFonts;
}

/** CSS pixels per point of a PDF. */
const pointSize = 96 / 72;
/** Points of the small picture of a whole page, which shows whether there is anything on it. */
const overviewPoints = 1_000_000;

/** The size of a page at scale 1. */
export function pageSize(page: PDFPageProxy): Size {
  const { width, height } = page.getViewport({ scale: pointSize });
  return { width, height };
}

/**
 * Paints a page of a file; a faulty page as far as possible.
 * @param tell receives the result, except of a cancelled painting
 * @returns a function that cancels the painting
 */
export function paintPage(
  parts: PaintParts,
  number: number,
  place: PaintPlace,
  tell: (outcome: PaintOutcome) => void,
): () => void {
  const over = new AbortController();
  const end = (outcome: PaintOutcome): void => {
    if (!over.signal.aborted) tell(outcome);
  };
  paint(parts, number, { place, signal: over.signal }).then(end, () => {
    end('broken');
  });
  return () => {
    over.abort();
  };
}

interface Painted {
  readonly place: PaintPlace;
  readonly signal: AbortSignal;
}

async function paint(parts: PaintParts, number: number, painted: Painted): Promise<readonly PageFinding[]> {
  const { strict, lenient } = parts.documents;
  try {
    return await paintOf(parts, await strict.getPage(number), painted);
  } catch (error) {
    if (painted.signal.aborted) throw error;
    const rest = await paintOf(parts, await (await lenient()).getPage(number), painted);
    return ['failed', ...rest];
  }
}

async function paintOf(
  { pdf, fonts }: PaintParts,
  page: PDFPageProxy,
  { place, signal }: Painted,
): Promise<readonly PageFinding[]> {
  const content = visibleContent(await page.getOperatorList(), pdf.OPS);
  const hasAllSigns = await provideFonts(page, content, fonts);
  signal.throwIfAborted();
  const { canvas, text, scale, part } = place;
  const viewport = page.getViewport({ scale: scale * pointSize });
  const picture = await pictureOf(page, viewport, { part, signal });
  if (text !== undefined) await layText(pdf, page, { text, viewport, signal });
  signal.throwIfAborted();
  show(picture, canvas, part);
  // A page that already has its text was checked when it was first painted.
  if (text === undefined) return [];
  return [
    ...(hasAllSigns ? [] : (['characters'] as const)),
    ...(lacksPictures(page, content) ? (['pictures'] as const) : []),
    ...((await isEmpty(page, content, { picture, signal })) ? (['empty'] as const) : []),
    ...(await overlays(page)),
  ];
}

type Viewport = ReturnType<PDFPageProxy['getViewport']>;

/** Paints off screen; the earlier picture stays on the screen until this one is complete. */
async function pictureOf(
  page: PDFPageProxy,
  viewport: Viewport,
  { part, signal }: Readonly<{ part: SheetPart; signal: AbortSignal }>,
): Promise<HTMLCanvasElement> {
  const { left, top, width, height, density } = part;
  const picture = document.createElement('canvas');
  picture.width = Math.max(1, Math.floor(width * density));
  picture.height = Math.max(1, Math.floor(height * density));
  const transform = [density, 0, 0, density, -left * density, -top * density];
  const drawing = page.render({ canvas: picture, viewport, transform });
  const cancel = (): void => {
    drawing.cancel();
  };
  signal.addEventListener('abort', cancel);
  await drawing.promise;
  signal.removeEventListener('abort', cancel);
  return picture;
}

function show(picture: HTMLCanvasElement, canvas: HTMLCanvasElement, part: SheetPart): void {
  const { left, top, width, height } = part;
  canvas.width = picture.width;
  canvas.height = picture.height;
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}

async function layText(
  pdf: PaintParts['pdf'],
  page: PDFPageProxy,
  { text, viewport, signal }: Readonly<{ text: HTMLElement; viewport: Viewport; signal: AbortSignal }>,
): Promise<void> {
  text.style.setProperty('--total-scale-factor', String(viewport.scale));
  text.replaceChildren();
  const layer = new pdf.TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
  signal.addEventListener('abort', () => {
    layer.cancel();
  });
  await layer.render();
}

/**
 * Does a page that has content show nothing? Part of a page may well be empty, so a small picture of the whole page
 * decides.
 */
async function isEmpty(
  page: PDFPageProxy,
  content: VisibleContent,
  { picture, signal }: Readonly<{ picture: HTMLCanvasElement; signal: AbortSignal }>,
): Promise<boolean> {
  if (!looksEmpty(picture, content)) return false;
  const { width, height } = pageSize(page);
  const scale = Math.min(1, Math.sqrt(overviewPoints / (width * height)));
  const viewport = page.getViewport({ scale: scale * pointSize });
  const whole = { left: 0, top: 0, width: viewport.width, height: viewport.height, density: 1 };
  return looksEmpty(await pictureOf(page, viewport, { part: whole, signal }), content);
}
