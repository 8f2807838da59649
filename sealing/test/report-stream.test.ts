import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { type Digest, digestOf, type Manifest } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { buildManifest } from '../src/report/envelope.js';
import { CannotOpenError } from '../src/primitives/errors.js';
import { sealedLength } from '../src/floe/floe-layout.js';
import { dataKey, newHalves } from '../src/halves/report-key.js';
import { openReport, plaintextSize, sealReport } from '../src/report/report-stream.js';
import { countingBytes, flipBit, ids, otherIds } from './fixtures.js';
import { repeated, through } from './streams.js';

const halves = newHalves();
const key = dataKey({ ...halves, ids });
const perSegment = 65_536 - 32;

async function seal(plaintext: Uint8Array) {
  const sealing = sealReport({ ids, halves });
  const { output } = await through(plaintext, sealing.stream, [100_000]);
  const report = await sealing.result;
  const manifest = buildManifest({ ids, halves, report, sealedMetadata: new Uint8Array(0) });
  return { output, report, manifest, plaintextSha256: report.plaintextSha256 };
}

function open(sealed: Uint8Array, manifest: Manifest, plaintextSha256: Digest) {
  return through(sealed, openReport({ ids, dataKey: key, manifest, plaintextSha256 }), [50_000]);
}

describe('a report', () => {
  test.each([0, 1, perSegment - 1, perSegment, perSegment + 1, 3 * perSegment + 7])(
    'of %i bytes comes back byte for byte',
    async (length) => {
      const plaintext = countingBytes(length);
      const { output, report, manifest } = await seal(plaintext);
      expect(report).toEqual({
        ciphertextSha256: digestOf(output),
        size: sealedLength(length),
        plaintextSha256: `sha256:${createHash('sha256').update(plaintext).digest('hex')}`,
        plaintextSize: length,
        floeHeader: output.subarray(0, 74),
      });
      expect(plaintextSize(manifest)).toBe(length);
      const opened = await open(output, manifest, digestOf(plaintext));
      expect(opened.error).toBeUndefined();
      expect(opened.output.equals(plaintext)).toBe(true);
    },
  );

  test('of 256 MiB takes constant memory', async () => {
    const mebibyte = countingBytes(2 ** 20);
    const sealing = sealReport({ ids, halves });
    const before = process.memoryUsage().arrayBuffers;
    let size = 0;
    let most = 0;
    sealing.stream.on('data', (piece: Uint8Array) => {
      size += piece.length;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    });
    await pipeline(repeated(mebibyte, 256), sealing.stream);
    expect((await sealing.result).size).toBe(size);
    expect(most).toBeLessThan(128 * 2 ** 20);
  });
});

describe('a report does not open', async () => {
  const plaintext = countingBytes(2 * perSegment + 100);
  const { output: sealed, manifest, plaintextSha256 } = await seal(plaintext);
  const again = await seal(plaintext);

  async function expectRefused(bytes: Uint8Array, by = manifest) {
    const { output, error } = await open(bytes, by, plaintextSha256);
    expect(error).toBeInstanceOf(CannotOpenError);
    expect(output.length).toBeLessThanOrEqual(2 * perSegment);
    expect(output.equals(plaintext.subarray(0, output.length))).toBe(true);
  }

  test.each([0, 5, 20, 60, 74, 100, 65_600, 131_200])('with a flipped bit in byte %i', async (byte) => {
    await expectRefused(flipBit(sealed, byte * 8));
  });

  test('with a flipped bit in its last byte', async () => {
    await expectRefused(flipBit(sealed, sealed.length * 8 - 1));
  });

  test('if it is truncated, extended or empty', async () => {
    for (const length of [0, 73, 74, 200, 74 + 65_536, 74 + 2 * 65_536, sealed.length - 1]) {
      await expectRefused(sealed.subarray(0, length));
    }
    await expectRefused(Buffer.concat([sealed, Uint8Array.of(0)]));
    await expectRefused(Buffer.concat([sealed, sealed]));
  });

  test('if another sealing of the same bytes under the same key replaces it', async () => {
    const swapped = await open(again.output, manifest, plaintextSha256);
    expect(swapped.error).toMatchObject({ reason: 'header' });
    expect(swapped.output).toHaveLength(0);
  });

  test('if a holder of the key sealed other segments after the same header', async () => {
    const { error } = await open(
      sealed,
      { ...manifest, ciphertextSha256: digestOf('another') },
      plaintextSha256,
    );
    expect(error).toMatchObject({ reason: 'digest' });
  });

  test('with another size in the manifest', async () => {
    await expectRefused(sealed, { ...manifest, size: sealed.length - 1 });
    await expectRefused(sealed, { ...manifest, size: sealed.length + 1 });
  });

  test('under the manifest of another version', () => {
    for (const other of otherIds) {
      const secret = { dataKey: key, plaintextSha256 };
      expect(() => openReport({ ...secret, ids: other, manifest })).toThrow(CannotOpenError);
      expect(() => openReport({ ...secret, ids, manifest: { ...manifest, ...other } })).toThrow(
        CannotOpenError,
      );
    }
  });

  test('as another version whose manifest was forged to fit', async () => {
    for (const other of otherIds) {
      const forged = { ...manifest, ...other };
      const { output, error } = await through(
        sealed,
        openReport({ ids: other, dataKey: key, manifest: forged, plaintextSha256 }),
      );
      expect(error).toBeInstanceOf(CannotOpenError);
      expect(output).toHaveLength(0);
    }
  });
});

describe('an abandoned sealing', () => {
  test('rejects its result', async () => {
    const sealing = sealReport({ ids, halves });
    sealing.stream.destroy();
    await expect(sealing.result).rejects.toThrow('abandoned');
  });

  test('rejects its result with the failure', async () => {
    const sealing = sealReport({ ids, halves });
    sealing.stream.destroy(new Error('the store is full'));
    await expect(sealing.result).rejects.toThrow('the store is full');
  });
});
