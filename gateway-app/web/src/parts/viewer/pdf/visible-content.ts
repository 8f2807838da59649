import type { OPS, PDFPageProxy } from 'pdfjs-dist';

type Operators = typeof OPS;
/** A page as pdf.js is going to paint it. */
export type Operations = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;

/** The visible content of a page. */
export interface VisibleContent {
  /** The text that is shown, by the page's name for its font. */
  readonly text: ReadonlyMap<string, readonly Glyph[]>;
  /** Names of the pictures. */
  readonly pictures: ReadonlySet<string>;
}

/** One character of a text. */
export interface Glyph {
  /** What is painted with the font. */
  readonly fontChar: string;
  /** What it means. */
  readonly unicode: string;
  readonly isSpace: boolean;
  readonly isInFont: boolean;
}

/** How text is painted at a position of the list. */
interface TextState {
  readonly font: string | undefined;
  readonly isVisible: boolean;
}

/** Modes in which text exists only to be searched (ISO 32000-2, 9.3.6). */
const invisibleModes: readonly unknown[] = [3, 7];

/** Walks the operators of a page and collects what they show. */
export function visibleContent({ fnArray, argsArray }: Operations, ops: Operators): VisibleContent {
  const text = new Map<string, Glyph[]>();
  const pictures = new Set<string>();
  const saved: TextState[] = [];
  let state: TextState = { font: undefined, isVisible: true };
  const save = (): void => void saved.push(state);
  const restore = (): void => {
    state = saved.pop() ?? state;
  };
  const walk: Partial<Record<number, (args: readonly unknown[]) => void>> = {
    [ops.save]: save,
    [ops.restore]: restore,
    [ops.paintFormXObjectBegin]: save,
    [ops.paintFormXObjectEnd]: restore,
    [ops.setFont]: ([name]) => {
      state = { ...state, font: String(name) };
    },
    [ops.setGState]: ([entries]) => {
      for (const [key, value] of entries as readonly (readonly [string, unknown])[])
        if (key === 'Font') state = { ...state, font: String((value as readonly unknown[])[0]) };
    },
    [ops.setTextRenderingMode]: ([mode]) => {
      state = { ...state, isVisible: !invisibleModes.includes(mode) };
    },
    [ops.showText]: ([shown]) => {
      const { font, isVisible } = state;
      if (font === undefined || !isVisible) return;
      const glyphs = text.get(font) ?? [];
      text.set(font, glyphs);
      for (const each of shown as readonly unknown[]) if (isGlyph(each)) glyphs.push(each);
    },
    [ops.paintImageXObject]: ([name]) => pictures.add(String(name)),
    [ops.paintImageXObjectRepeat]: ([name]) => pictures.add(String(name)),
    [ops.paintImageMaskXObject]: ([mask]) => {
      for (const name of namesOf([mask])) pictures.add(name);
    },
    [ops.paintImageMaskXObjectRepeat]: ([mask]) => {
      for (const name of namesOf([mask])) pictures.add(name);
    },
    [ops.paintImageMaskXObjectGroup]: ([masks]) => {
      for (const name of namesOf(masks as readonly unknown[])) pictures.add(name);
    },
  };
  fnArray.forEach((operator, at) => walk[operator]?.((argsArray[at] ?? []) as readonly unknown[]));
  return { text, pictures };
}

/** A text also contains numbers, which move the next character. */
function isGlyph(value: unknown): value is Glyph {
  return typeof value === 'object' && value !== null && 'fontChar' in value;
}

/** Masks name their picture, or contain it. */
function namesOf(masks: readonly unknown[]): string[] {
  return masks
    .map((mask) => (mask as { readonly data?: unknown }).data)
    .filter((data) => typeof data === 'string');
}
