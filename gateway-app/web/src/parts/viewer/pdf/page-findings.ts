import type { PDFPageProxy } from 'pdfjs-dist';
import type { VisibleContent } from './visible-content.js';

/** What of a page is not to be seen. */
export type PageFinding =
  'characters' | 'pictures' | 'failed' | 'empty' | 'media' | 'attached' | 'comments' | 'fields';

/** A picture as it was decoded. */
interface Picture {
  readonly width: number;
  readonly height: number;
  /** Absent for the masks of pictures, which have one bit for each point too. */
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

/** One bit for each point. */
const blackAndWhite = 1;
/** Points of a picture that may well be of one colour: a rule, a corner. */
const small = 1_024;

/** Did decoding a picture of the page give no picture? Asked after the page was painted. */
export function lacksPictures({ objs, commonObjs }: PDFPageProxy, { pictures }: VisibleContent): boolean {
  return [...pictures].some((name) => {
    const place = name.startsWith('g_') ? commonObjs : objs;
    const picture = place.has(name) ? (place.get(name) as Picture | null) : null;
    return picture === null || isBlank(picture);
  });
}

/** Some decoders make an empty picture of what they cannot read, without a word. */
function isBlank({ width, height, kind = blackAndWhite, data }: Picture): boolean {
  if (data === undefined || width * height < small) return false;
  const [first] = data;
  return (kind === blackAndWhite || first === 0) && data.every((byte) => byte === first);
}

/** Rows that are looked at together: a whole page may be 64 MB of points. */
const band = 256;

/** Is nothing on a page that has something to show? Everything is of one colour then. */
export function looksEmpty(canvas: HTMLCanvasElement, { text, pictures }: VisibleContent): boolean {
  const isMeant =
    pictures.size > 0 || [...text.values()].some((glyphs) => glyphs.some(({ isSpace }) => !isSpace));
  return isMeant && isOneColour(canvas);
}

function isOneColour(canvas: HTMLCanvasElement): boolean {
  const pen = canvas.getContext('2d');
  const { width, height } = canvas;
  let first: number | undefined;
  for (let top = 0; pen !== null && top < height; top += band) {
    const pixels = new Uint32Array(pen.getImageData(0, top, width, Math.min(band, height - top)).data.buffer);
    first ??= pixels[0];
    if (pixels.some((pixel) => pixel !== first)) return false;
  }
  return pen !== null;
}

interface Annotation {
  readonly subtype?: string;
  readonly contentsObj?: Readonly<{ str?: string }>;
  /** Has it a picture of itself, or does pdf.js make one? */
  readonly hasAppearance?: boolean;
  /** Of a field of a form. */
  readonly fieldValue?: unknown;
}

const media: readonly unknown[] = ['RichMedia', '3D', 'Movie', 'Sound', 'Screen'];
/** Their text is what the page shows, or says where a link leads. */
const shownText: readonly unknown[] = ['Link', 'Widget', 'FreeText', 'FileAttachment', ...media];

/** Which annotations over a page keep something back, by kind. */
const kept: Readonly<Partial<Record<PageFinding, (annotation: Annotation) => boolean>>> = {
  media: ({ subtype }) => media.includes(subtype),
  attached: ({ subtype }) => subtype === 'FileAttachment',
  comments: ({ subtype, contentsObj }) => !shownText.includes(subtype) && (contentsObj?.str ?? '') !== '',
  fields: ({ subtype, hasAppearance, fieldValue }) =>
    subtype === 'Widget' && hasAppearance !== true && isFilled(fieldValue),
  failed: ({ subtype, hasAppearance }) => subtype === 'Stamp' && hasAppearance !== true,
};

/**
 * What annotations over a page do not show: films, files, words of comments, and annotations without a picture of
 * their own.
 */
export async function overlays(page: PDFPageProxy): Promise<readonly PageFinding[]> {
  const annotations = (await page.getAnnotations({ intent: 'display' })) as readonly Annotation[];
  const kinds = Object.entries(kept) as [PageFinding, (annotation: Annotation) => boolean][];
  return kinds.filter(([, isKept]) => annotations.some(isKept)).map(([kind]) => kind);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string'
    ? value !== '' && value !== 'Off'
    : Array.isArray(value) && value.length > 0;
}
