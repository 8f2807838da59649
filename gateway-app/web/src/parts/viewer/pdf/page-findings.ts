import type { PDFPageProxy } from 'pdfjs-dist';
import type { VisibleContent } from './visible-content.js';

/** What cannot be seen of a page. */
export type PageFinding =
  'characters' | 'pictures' | 'failed' | 'empty' | 'media' | 'attached' | 'comments' | 'fields';

/** A decoded picture. */
interface Picture {
  readonly width: number;
  readonly height: number;
  /** Absent for masks of pictures, which also have one bit per point. */
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

/** One bit per point. */
const blackAndWhite = 1;
/** Points of a picture that may legitimately have one colour: a rule, a corner. */
const small = 1_024;

/** Did the decoding of one of the page's pictures fail? Call it after the page was painted. */
export function lacksPictures({ objs, commonObjs }: PDFPageProxy, { pictures }: VisibleContent): boolean {
  return [...pictures].some((name) => {
    const place = name.startsWith('g_') ? commonObjs : objs;
    const picture = place.has(name) ? (place.get(name) as Picture | null) : null;
    return picture === null || isBlank(picture);
  });
}

/** Some decoders silently produce an empty picture of what they cannot read. */
function isBlank({ width, height, kind = blackAndWhite, data }: Picture): boolean {
  if (data === undefined || width * height < small) return false;
  const [first] = data;
  return (kind === blackAndWhite || first === 0) && data.every((byte) => byte === first);
}

/** Rows that are checked together: a whole page may be 64 MB of points. */
const band = 256;

/** Does a page that has content show nothing? Then everything has one colour. */
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
  /** Does it have its own picture, or does pdf.js make one? */
  readonly hasAppearance?: boolean;
  /** For a field of a form. */
  readonly fieldValue?: unknown;
}

const media: readonly unknown[] = ['RichMedia', '3D', 'Movie', 'Sound', 'Screen'];
/** Their text is what the page shows, or says where a link leads. */
const shownText: readonly unknown[] = ['Link', 'Widget', 'FreeText', 'FileAttachment', ...media];

/** Which annotations over a page withhold something, by kind. */
const kept: Readonly<Partial<Record<PageFinding, (annotation: Annotation) => boolean>>> = {
  media: ({ subtype }) => media.includes(subtype),
  attached: ({ subtype }) => subtype === 'FileAttachment',
  comments: ({ subtype, contentsObj }) => !shownText.includes(subtype) && (contentsObj?.str ?? '') !== '',
  fields: ({ subtype, hasAppearance, fieldValue }) =>
    subtype === 'Widget' && hasAppearance !== true && isFilled(fieldValue),
  failed: ({ subtype, hasAppearance }) => subtype === 'Stamp' && hasAppearance !== true,
};

/**
 * What annotations over a page do not show: films, files, the words of comments, and annotations without their own
 * picture.
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
