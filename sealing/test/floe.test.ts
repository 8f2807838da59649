import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import {
  FloeOpener,
  FloeOpening,
  FloeSealer,
  FloeSealing,
  openMessage,
  runSteps,
  sealMessage,
} from '../src/floe/floe.js';
import { openedLength, sealedLength, type FloeShape } from '../src/floe/floe-layout.js';
import { StepTransform } from '../src/floe/step-transform.js';
import { countingBytes, flipBit } from './fixtures.js';
import { chunksOf, through } from './streams.js';

const secret = { key: new Uint8Array(32).fill(7), aad: Buffer.from('bound to this') };
const shape: FloeShape = { segmentLength: 48, rotationBits: 20 };
const small = { ...secret, shape };
const perSegment = shape.segmentLength - 32;
const lengths = [0, 1, perSegment - 1, perSegment, perSegment + 1, 2 * perSegment, 3 * perSegment + 5];

const sealSmall = (plaintext: Uint8Array) => runSteps(new FloeSealing(small), plaintext);
const openSmall = (sealed: Uint8Array) => runSteps(new FloeOpening(small), sealed);

describe('lengths', () => {
  test('are the same in both directions for every size', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.constantFrom(33, 40, 4096, 65_536), (bytes, segmentLength) => {
        fc.pre(bytes / (segmentLength - 32) < 2 ** 40);
        expect(openedLength(sealedLength(bytes, segmentLength), segmentLength)).toBe(bytes);
      }),
    );
  });

  test.each(lengths)('match the result of sealing %i bytes', (length) => {
    expect(sealSmall(countingBytes(length))).toHaveLength(sealedLength(length, shape.segmentLength));
  });

  test.each([0, 73, 74, 75, 74 + 31, 74 + 48 + 1, 74 + 48 + 31, -1, 106.5, Number.NaN])(
    'refuse %d, which no message has',
    (bytes) => {
      expect(() => openedLength(bytes, shape.segmentLength)).toThrow(CannotOpenError);
    },
  );

  test.each([-1, 0.5, Number.MAX_SAFE_INTEGER, Number.NaN])('refuse to seal %d bytes', (bytes) => {
    expect(() => sealedLength(bytes)).toThrow(RangeError);
  });
});

describe('streams', () => {
  test('return any bytes in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 }),
        async (plaintext, sealingChunks, openingChunks) => {
          const sealed = await through(plaintext, new StepTransform(new FloeSealing(small)), sealingChunks);
          const opened = await through(
            sealed.output,
            new StepTransform(new FloeOpening(small)),
            openingChunks,
          );
          expect(opened).toEqual({ output: Buffer.from(plaintext), error: undefined });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('return a report of several full segments in chunks larger and smaller than a segment', async () => {
    const plaintext = countingBytes(5 * (65_536 - 32));
    const sealer = new FloeSealer(secret);
    const sealed = await through(plaintext, sealer, [200_000, 1, 70_000]);
    expect(sealed.output).toHaveLength(sealedLength(plaintext.length));
    expect(sealed.output.subarray(0, 74)).toEqual(sealer.header);
    const opened = await through(sealed.output, new FloeOpener(secret), [1_000_000]);
    expect(opened).toEqual({ output: Buffer.from(plaintext), error: undefined });
  });

  test('pause within one big chunk when the reader does not read', async () => {
    const sealer = new FloeSealer(secret);
    sealer.write(new Uint8Array(8 * 2 ** 20));
    await new Promise(setImmediate);
    expect(sealer.readableLength).toBeLessThanOrEqual(2 * 65_536);
    sealer.resume().end();
    await new Promise((resolve) => sealer.once('end', resolve));
  });

  test('stop when the reader goes away', async () => {
    const gone = new PassThrough();
    const sealing = pipeline(chunksOf(new Uint8Array(2 ** 20), [65_536]), new FloeSealer(secret), gone);
    gone.destroy();
    await expect(sealing).rejects.toThrow('Premature close');
  });

  test('release a segment only after it is verified, and nothing after a bad one', async () => {
    const plaintext = countingBytes(4 * perSegment);
    const damaged = flipBit(sealSmall(plaintext), (74 + 2 * shape.segmentLength + 20) * 8);
    const released: Uint8Array[] = [];
    const opener = new StepTransform(new FloeOpening(small)).on('data', (piece: Uint8Array) =>
      released.push(piece),
    );
    await expect(pipeline(chunksOf(damaged, [7]), opener)).rejects.toThrow(CannotOpenError);
    expect(Buffer.concat(released)).toEqual(Buffer.from(plaintext.subarray(0, 2 * perSegment)));
    expect(opener.readableEnded).toBe(false);
  });

  test('continue after every pause, whatever ends during it', async () => {
    const plaintext = new Uint8Array(600_000);
    const sizes = fc.array(fc.integer({ min: 1000, max: 300_000 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (sealingChunks, openingChunks) => {
        const sealed = await through(plaintext, new FloeSealer(secret), sealingChunks);
        const opened = await through(sealed.output, new FloeOpener(secret), openingChunks);
        expect(opened.output.equals(plaintext)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('keep the last segment until the input has ended', async () => {
    const opener = new StepTransform(new FloeOpening(small));
    opener.write(sealSmall(countingBytes(2 * perSegment)));
    await new Promise(setImmediate);
    expect(opener.readableLength).toBe(perSegment);
    opener.resume().end();
    await new Promise((resolve) => opener.once('end', resolve));
  });
});

describe('a message does not open', () => {
  const plaintext = countingBytes(2 * perSegment + 5);
  const sealed = sealSmall(plaintext);
  const header = sealed.subarray(0, 74);
  const segment = (position: number) => sealed.subarray(74 + 48 * position, 74 + 48 * (position + 1));

  test('with any single flipped bit', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      expect(() => openSmall(flipBit(sealed, bit)), `bit ${bit}`).toThrow(CannotOpenError);
    }
  });

  test('if it is cut at any length', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openSmall(sealed.subarray(0, length)), `${length} bytes`).toThrow(CannotOpenError);
    }
  });

  test.each([
    ['reordered', [header, segment(1), segment(0), segment(2)]],
    ['with a segment twice', [header, segment(0), segment(0), segment(1), segment(2)]],
    ['without its first segment', [header, segment(1), segment(2)]],
    ['with its last segment twice', [header, segment(0), segment(1), segment(2), segment(2)]],
    ['with a byte after it', [sealed, Uint8Array.of(0)]],
    ['with a whole message after it', [sealed, sealed]],
    [
      'with a segment of another message',
      [header, sealSmall(plaintext).subarray(74, 122), segment(1), segment(2)],
    ],
    ['empty', []],
  ])('%s', (_name, parts) => {
    expect(() => openSmall(Buffer.concat(parts))).toThrow(CannotOpenError);
  });

  test('with a full last segment and a byte after it', () => {
    const full = sealSmall(countingBytes(2 * perSegment));
    expect(() => openSmall(Buffer.concat([full, Uint8Array.of(0)]))).toThrow(CannotOpenError);
  });

  test('under another key, other associated data or another segment length', () => {
    const others = [
      { ...small, key: new Uint8Array(32).fill(8) },
      { ...small, aad: Buffer.from('bound to that') },
      { ...small, shape: { ...shape, segmentLength: 49 } },
    ];
    for (const other of others) {
      expect(() => runSteps(new FloeOpening(other), sealed)).toThrow(CannotOpenError);
    }
  });

  test('and always gives the caller the same error', () => {
    const error = catchError(() => openMessage(secret, sealMessage(secret, plaintext).subarray(1)));
    expect(error).toMatchObject({ kind: 'CANNOT_OPEN', message: 'cannot open', reason: 'parameters' });
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
