import type { PDFPageProxy } from 'pdfjs-dist';
import type { FallbackFonts } from './fallback-fonts.js';
import type { Glyph, VisibleContent } from './visible-content.js';

/** A font as pdf.js is going to paint with it; one that could not be made is the text of an error. */
interface UsedFont {
  /** The file does not bring it along, or what it brings is not a font. */
  readonly missingFile?: boolean;
  /** Family by which a missing one is asked for. */
  readonly loadedName?: string;
  readonly composite?: boolean;
  readonly toFontChar?: ReadonlyMap<number, number>;
}

/** Provides the fonts of a page that its file lacks. @returns true when every sign of its text can be painted. */
export async function provideFonts(
  page: PDFPageProxy,
  { text }: VisibleContent,
  fonts: FallbackFonts,
): Promise<boolean> {
  const whole = await Promise.all(
    [...text].map(async ([name, glyphs]) => await provide(await usedFont(page, name), glyphs, fonts)),
  );
  return whole.every(Boolean);
}

async function provide(
  font: UsedFont | undefined,
  glyphs: readonly Glyph[],
  fonts: FallbackFonts,
): Promise<boolean> {
  if (font === undefined) return glyphs.length === 0;
  if (font.missingFile !== true) return glyphs.every((glyph) => glyph.isInFont || !isSign(glyph.unicode));
  const signs = glyphs.filter(({ isSpace }) => !isSpace).map(({ fontChar }) => fontChar);
  const known = new Set(signs.filter((sign) => isSign(sign)));
  const missing = await fonts.provide(font.loadedName ?? 'sans-serif', known);
  return missing.length === 0 && !standsForItself(font) && signs.every((sign) => sign !== '');
}

/** Fonts are handed over one by one. An error comes as its text. */
async function usedFont({ commonObjs }: PDFPageProxy, name: string): Promise<UsedFont | undefined> {
  const font = await new Promise<unknown>((resolve) => {
    commonObjs.get(name, resolve);
  });
  return typeof font === 'object' && font !== null ? font : undefined;
}

/** Whether the codes of a text only mean glyphs of a font that is missing: then nothing says which characters those are. */
function standsForItself({ composite, toFontChar }: UsedFont): boolean {
  if (composite !== true || toFontChar === undefined || toFontChar.size < 0xffff) return false;
  return [0x24, 0x41, 0x4e00].every((code) => toFontChar.get(code) === code);
}

/** Something that leaves ink. */
function isSign(character: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character);
}
