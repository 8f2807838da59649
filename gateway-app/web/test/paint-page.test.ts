import { expect, test, vi } from 'vitest';
import { paintPage, type PaintOutcome, type PaintPlace } from '../src/parts/viewer/pdf/paint-page.js';

type Parts = Parameters<typeof paintPage>[0];

/** A file whose pages arrive, or fail, when the test says so. */
function slowFile() {
  const page = Promise.withResolvers<never>();
  const document = { getPage: () => page.promise };
  const parts = { documents: { strict: document, lenient: () => Promise.resolve(document) } };
  return { parts: parts as unknown as Parts, fail: page.reject };
}

const place = {} as PaintPlace;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('reports a page that cannot be painted', async () => {
  const { parts, fail } = slowFile();
  const tell = vi.fn<(outcome: PaintOutcome) => void>();
  paintPage(parts, 1, place, tell);
  fail(new Error('no such page'));
  await settled();
  expect(tell.mock.calls).toEqual([['broken']]);
});

test('reports nothing about a cancelled painting, whatever its result', async () => {
  const { parts, fail } = slowFile();
  const tell = vi.fn<(outcome: PaintOutcome) => void>();
  const cancel = paintPage(parts, 1, place, tell);
  cancel();
  fail(new Error('the file was closed'));
  await settled();
  expect(tell).not.toHaveBeenCalled();
});
