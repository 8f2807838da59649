/** A part of a font: the file that holds some characters, and which ones. */
interface Slice {
  readonly url: string;
  /** As CSS writes it: `U+4e00-4e8c,U+4e91`. */
  readonly range: string;
  readonly has: (codePoint: number) => boolean;
}

/** A part of a font under a family's name; `loaded` resolves when text can be painted with it. */
interface LoadedFace {
  readonly face: FontFace;
  readonly loaded: Promise<unknown>;
}

/** What a package says about its files: the characters by name of the slice. */
type Ranges = Readonly<Record<string, string>>;

/**
 * One design in four scripts; together they cover nearly everything printed in Chinese, Japanese, Korean, Latin and
 * Cyrillic.
 */
const designs: Readonly<Record<string, () => Promise<{ readonly default: Ranges }>>> = {
  jp: () => import('@fontsource-variable/noto-sans-jp/unicode.json'),
  kr: () => import('@fontsource-variable/noto-sans-kr/unicode.json'),
  sc: () => import('@fontsource-variable/noto-sans-sc/unicode.json'),
  tc: () => import('@fontsource-variable/noto-sans-tc/unicode.json'),
};

/**
 * This gateway's fonts, which replace those that a PDF expects its reader to have. Only the parts with characters of
 * the text are loaded, under the name by which the file asks for its font.
 */
export class FallbackFonts {
  readonly #base: string;
  /** Faces that are loaded or loading, by family and file. */
  readonly #faces = new Map<string, LoadedFace>();
  #slices: Promise<readonly (readonly Slice[])[]> | undefined;

  /** @param base address of the folder with the parts */
  constructor(base: string) {
    this.#base = base;
  }

  /**
   * Makes a text's characters paintable under a family's name. Concurrent calls for the same part load it once. The
   * next call retries a part that could not be loaded.
   * @returns the characters for which there is no font here
   */
  async provide(family: string, characters: ReadonlySet<string>): Promise<readonly string[]> {
    const { chosen, rest } = choose(await this.#allSlices(), characters);
    await Promise.all(chosen.map((slice) => this.#load(family, slice)));
    return rest;
  }

  /** Undoes what was provided. */
  forget(): void {
    for (const { face } of this.#faces.values()) document.fonts.delete(face);
    this.#faces.clear();
  }

  async #allSlices(): Promise<readonly (readonly Slice[])[]> {
    this.#slices ??= slicesOf(this.#base);
    try {
      return await this.#slices;
    } catch (error) {
      this.#slices = undefined;
      throw error;
    }
  }

  async #load(family: string, { url, range }: Slice): Promise<void> {
    const key = `${family} ${url}`;
    const { face, loaded } = this.#faces.get(key) ?? this.#begin(key, { family, url, range });
    try {
      await loaded;
    } catch (error) {
      document.fonts.delete(face);
      if (this.#faces.get(key)?.face === face) this.#faces.delete(key);
      throw error;
    }
  }

  #begin(
    key: string,
    { family, url, range }: Readonly<Record<'family' | 'url' | 'range', string>>,
  ): LoadedFace {
    const face = new FontFace(family, `url(${url})`, { unicodeRange: range, weight: '100 900' });
    document.fonts.add(face);
    const begun = { face, loaded: face.load() };
    this.#faces.set(key, begun);
    return begun;
  }
}

async function slicesOf(base: string): Promise<readonly (readonly Slice[])[]> {
  return await Promise.all(
    Object.entries(designs).map(async ([script, load]) => {
      const ranges = Object.entries((await load()).default);
      return ranges.map(([name, range]) => ({
        // Numbered slices have brackets in the list, but not in the file's name.
        url: `${base}noto-sans-${script}-${name.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`,
        range,
        has: inRange(range),
      }));
    }),
  );
}

function inRange(range: string): Slice['has'] {
  const parts = range.split(',').map((part) => {
    const [first = '', last = first] = part.trim().slice(2).split('-');
    return [parseInt(first, 16), parseInt(last, 16)] as const;
  });
  return (codePoint) => parts.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/**
 * Takes first the design that has most of the text, so that its characters look alike; then what is missing from
 * others.
 */
function choose(fonts: readonly (readonly Slice[])[], characters: ReadonlySet<string>) {
  const chosen: Slice[] = [];
  let rest = [...characters];
  const found = fonts
    .map((slices) => ({ slices, count: rest.filter((each) => sliceWith(slices, each) !== undefined).length }))
    .toSorted((one, other) => other.count - one.count);
  for (const { slices } of found) {
    chosen.push(...new Set(rest.map((each) => sliceWith(slices, each)).filter((each) => each !== undefined)));
    rest = rest.filter((each) => sliceWith(slices, each) === undefined);
  }
  return { chosen, rest };
}

function sliceWith(slices: readonly Slice[], character: string): Slice | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  return slices.find(({ has }) => has(codePoint));
}
