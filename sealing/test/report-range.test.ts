import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '@medseal/ledger-model';
import { buildManifest } from '../src/report/envelope.js';
import { CannotOpenError } from '../src/primitives/errors.js';
import type { ByteRange } from '../src/floe/floe-range.js';
import { dataKey, newHalves } from '../src/halves/report-key.js';
import { openReportRange } from '../src/report/report-range.js';
import { sealReport } from '../src/report/report-stream.js';
import { countingBytes, flipBit, ids, otherIds } from './fixtures.js';
import { through } from './streams.js';

const halves = newHalves();
const key = dataKey({ ...halves, ids });
const perSegment = 65_536 - 32;
const size = 3 * perSegment + 7;
const plaintext = countingBytes(size);
let sealed: Buffer;
let manifest: Manifest;

beforeAll(async () => {
  const sealing = sealReport({ ids, halves });
  sealed = (await through(plaintext, sealing.stream, [100_000])).output;
  manifest = buildManifest({
    ids,
    halves,
    report: await sealing.result,
    sealedMetadata: new Uint8Array(0),
  });
});

async function open(range: ByteRange, change: (part: Buffer) => Buffer = (part) => part, pieces = [50_000]) {
  const { sealedRange, stream } = openReportRange({ ids, dataKey: key, manifest }, range);
  return await through(change(sealed.subarray(sealedRange.start, sealedRange.end)), stream, pieces);
}

describe('a part of a report', () => {
  test.each([
    [0, 1],
    [0, size],
    [size - 1, size],
    [perSegment - 1, perSegment + 1],
    [perSegment, 2 * perSegment],
    [10, 3 * perSegment],
  ])('from %i to %i comes back byte for byte', async (start, end) => {
    const { output, error } = await open({ start, end });
    expect(error).toBeUndefined();
    expect(output.equals(plaintext.subarray(start, end))).toBe(true);
  });

  test('comes back for any range, in pieces of any size', async () => {
    const range = fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: 100, max: 200_000 }));
    await fc.assert(
      fc.asyncProperty(range, async ([one, other, piece]) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other) + 1];
        const { output, error } = await open({ start, end }, undefined, [piece]);
        expect(error).toBeUndefined();
        expect(output.equals(plaintext.subarray(start, end))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('needs only the segments that contain it', () => {
    const { sealedRange } = openReportRange(
      { ids, dataKey: key, manifest },
      { start: perSegment, end: perSegment + 1 },
    );
    expect(sealedRange).toEqual({ start: 74 + 65_536, end: 74 + 2 * 65_536 });
  });
});

describe('a part of a report never ends cleanly', () => {
  const range = { start: 100, end: 2 * perSegment + 50 };
  const length = 65_536;
  test.each<readonly [string, (part: Buffer) => Buffer]>([
    ['with a flipped bit in its first segment', (part) => Buffer.from(flipBit(part, 500))],
    ['with a flipped bit in its last segment', (part) => Buffer.from(flipBit(part, part.length * 8 - 1))],
    ['if it is cut inside a segment', (part) => part.subarray(0, part.length - 1)],
    ['if it is cut after a segment', (part) => part.subarray(0, 2 * length)],
    ['with nothing', () => Buffer.alloc(0)],
    ['with one byte more', (part) => Buffer.concat([part, Buffer.alloc(1)])],
    ['with one segment more', (part) => Buffer.concat([part, part.subarray(0, length)])],
    [
      'with two segments swapped',
      (part) =>
        Buffer.concat([
          part.subarray(length, 2 * length),
          part.subarray(0, length),
          part.subarray(2 * length),
        ]),
    ],
    ['with the bytes from another place', () => sealed.subarray(74 + length, 74 + 3 * length + 39)],
  ])('%s', async (_how, change) => {
    const { output, error } = await open(range, change);
    expect(error).toBeInstanceOf(CannotOpenError);
    expect(output.length).toBeLessThan(range.end - range.start);
    expect(output.equals(plaintext.subarray(100, 100 + output.length))).toBe(true);
  });

  test('under another version’s manifest, or outside the report', () => {
    const whole = { ids, dataKey: key, manifest };
    expect(() => openReportRange({ ...whole, ids: otherIds[0] ?? expect.fail() }, range)).toThrow(
      CannotOpenError,
    );
    for (const outside of [
      { start: 0, end: size + 1 },
      { start: 5, end: 5 },
      { start: -1, end: 3 },
    ])
      expect(() => openReportRange(whole, outside)).toThrow(RangeError);
  });
});
