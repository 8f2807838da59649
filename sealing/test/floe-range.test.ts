import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { FloeSealing, runSteps } from '../src/floe/floe.js';
import type { FloeShape } from '../src/floe/floe-layout.js';
import { FloeRangeOpener } from '../src/floe/floe-range.js';
import { countingBytes, flipBit } from './fixtures.js';

const secret = { key: new Uint8Array(32).fill(7), aad: Buffer.from('bound to this') };
const shape: FloeShape = { segmentLength: 48, rotationBits: 1 };

function openerOf(sealed: Uint8Array, sealedBytes = sealed.length): FloeRangeOpener {
  return new FloeRangeOpener({ ...secret, header: sealed.subarray(0, 74), sealedBytes }, shape);
}

describe('a range', () => {
  const plaintext = countingBytes(100);
  const sealed = runSteps(new FloeSealing({ ...secret, shape }), plaintext);

  test('opens from the segments that hold it, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (one, other) => {
        const range = { start: Math.min(one, other), end: Math.max(one, other) + 1 };
        const opener = openerOf(sealed);
        const { start, end } = opener.sealedRange(range);
        expect(end - start).toBeLessThanOrEqual(range.end - range.start + 2 * 48 + 32 * 7);
        expect(opener.open(range, sealed.subarray(start, end))).toEqual(
          Buffer.from(plaintext.subarray(range.start, range.end)),
        );
      }),
    );
  });

  test('needs one segment for one byte', () => {
    expect(openerOf(sealed).sealedRange({ start: 20, end: 21 })).toEqual({ start: 74 + 48, end: 74 + 96 });
  });

  test.each([
    [0, 0],
    [5, 4],
    [-1, 4],
    [0, 101],
    [0.5, 2],
  ])('from %d to %d is refused', (start, end) => {
    expect(() => openerOf(sealed).sealedRange({ start, end })).toThrow(RangeError);
  });

  test('does not open from altered or other bytes', () => {
    const range = { start: 20, end: 40 };
    const { start, end } = openerOf(sealed).sealedRange(range);
    const needed = sealed.subarray(start, end);
    expect(() => openerOf(sealed).open(range, flipBit(needed, 400))).toThrow(CannotOpenError);
    expect(() => openerOf(sealed).open(range, needed.subarray(0, -1))).toThrow(CannotOpenError);
    expect(() => openerOf(sealed).open(range, sealed.subarray(74))).toThrow(CannotOpenError);
  });

  test('at the end of a message with a wrong total length does not open', () => {
    const cut = openerOf(sealed, 74 + 2 * 48);
    expect(() => cut.open({ start: 20, end: 21 }, sealed.subarray(74 + 48, 74 + 96))).toThrow(
      CannotOpenError,
    );
    expect(() =>
      openerOf(sealed, sealed.length + 1).open({ start: 99, end: 100 }, sealed.subarray(-36)),
    ).toThrow(CannotOpenError);
    expect(() => openerOf(sealed, 80)).toThrow(CannotOpenError);
  });
});
