import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AnswerTooLargeError, readBounded } from '../src/bounded-answer.js';

const pieces = (...sizes: readonly number[]) => sizes.map((size) => Buffer.alloc(size, 'x'));

describe('a bounded answer', () => {
  test.each([[[]], [[10]], [[1, 2, 7]]])('in pieces of %j bytes is read completely', async (sizes) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect((await readBounded(Readable.from(pieces(...sizes)), 10)).length).toBe(total);
  });

  test('that is too large is not read further, and its stream ends', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given++;
          yield Buffer.alloc(1_000);
        }
      })(),
    );
    await expect(readBounded(endless, 10_000)).rejects.toThrow(AnswerTooLargeError);
    expect(given).toBeLessThan(30);
    expect(endless.destroyed).toBe(true);
  });

  test('fails as its stream does', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('broken off')) });
    await expect(readBounded(broken, 10)).rejects.toThrow('broken off');
  });
});
