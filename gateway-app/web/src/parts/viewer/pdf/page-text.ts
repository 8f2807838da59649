import type { PDFPageProxy } from 'pdfjs-dist';
import type { FallbackFonts } from './fallback-fonts.js';
import type { Glyph, VisibleContent } from './visible-content.js';

/** A font as pdf.js is going to paint with it; for one that could not be made, pdf.js gives an error text instead. */
interface UsedFont {
  /** The file does not contain it, or what it contains is not a font. */
  readonly missingFile?: boolean;
  /** Family under which a missing font is requested. */
  readonly loadedName?: string;
  readonly composite?: boolean;
  readonly toFontChar?: ReadonlyMap<number, number>;
}

/** Provides the fonts of a page that its file lacks. @returns true when every character of its text can be painted. */
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

/** pdf.js delivers fonts one by one; an error arrives as its text. */
async function usedFont({ commonObjs }: PDFPageProxy, name: string): Promise<UsedFont | undefined> {
  const font = await new Promise<unknown>((resolve) => {
    commonObjs.get(name, resolve);
  });
  return typeof font === 'object' && font !== null ? font : undefined;
}

/** Do the codes of a text only mean glyphs of a missing font? Then nothing says which characters they are. */
function standsForItself({ composite, toFontChar }: UsedFont): boolean {
  if (composite !== true || toFontChar === undefined || toFontChar.size < 0xffff) return false;
  return [0x24, 0x41, 0x4e00].every((code) => toFontChar.get(code) === code);
}

/** A character that leaves ink. */
function isSign(character: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character);
}
