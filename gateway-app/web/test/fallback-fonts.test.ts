import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FallbackFonts } from '../src/parts/viewer/pdf/fallback-fonts.js';

/** A font whose file loads, or fails, when the test says so. */
class FakeFace {
  static readonly made: FakeFace[] = [];
  readonly #file = Promise.withResolvers<this>();

  constructor(
    readonly family: string,
    readonly source: string,
  ) {
    FakeFace.made.push(this);
  }

  load(): Promise<this> {
    return this.#file.promise;
  }

  come(): void {
    this.#file.resolve(this);
  }

  fail(): void {
    this.#file.reject(new Error('no network'));
  }
}

const inDocument = new Set<FakeFace>();
const text = new Set('検');
let fonts: FallbackFonts;

beforeEach(() => {
  FakeFace.made.length = 0;
  inDocument.clear();
  vi.stubGlobal('FontFace', FakeFace);
  vi.stubGlobal('document', { fonts: inDocument });
  fonts = new FallbackFonts('/fonts/');
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The latest requested font, once there are that many. */
async function face(number: number): Promise<FakeFace> {
  return await vi.waitFor(() => {
    expect(FakeFace.made).toHaveLength(number);
    return FakeFace.made[number - 1] ?? expect.fail();
  });
}

test('two pages that request the same part at once load it once, and both wait for it', async () => {
  const done: string[] = [];
  const first = fonts.provide('mincho', text).then(() => done.push('first'));
  const loading = await face(1);
  const second = fonts.provide('mincho', text).then(() => done.push('second'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(done).toEqual([]);
  loading.come();
  await Promise.all([first, second]);
  expect(FakeFace.made).toHaveLength(1);
});

test('a part that could not be loaded is tried again', async () => {
  const first = expect(fonts.provide('mincho', text)).rejects.toThrow('no network');
  (await face(1)).fail();
  await first;
  expect(inDocument.size).toBe(0);
  const second = fonts.provide('mincho', text);
  (await face(2)).come();
  await expect(second).resolves.toEqual([]);
  expect([...inDocument]).toEqual([FakeFace.made[1]]);
});

test('what was provided can be removed', async () => {
  const provided = fonts.provide('mincho', text);
  (await face(1)).come();
  await provided;
  fonts.forget();
  expect(inDocument.size).toBe(0);
});
