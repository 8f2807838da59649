import { canonicalBytes, digestOf, envelopeSchema, type JsonValue } from '@medseal/ledger-model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { sealMessage } from '../src/floe/floe.js';
import { openMetadata, sealMetadata, type Metadata } from '../src/report/metadata.js';
import { metadataSecret, newHalves } from '../src/halves/report-key.js';
import { flipBit, ids, otherIds } from './fixtures.js';

const { patientHalf } = newHalves();
const metadata: Metadata = {
  title: 'Röntgen, linker Fuß',
  fileName: 'foot.pdf',
  mediaType: 'application/pdf',
  plaintextSha256: digestOf('foot'),
  plaintextSize: 4,
};
const seal = (changes: Partial<Metadata>) =>
  sealMetadata({ patientHalf, ids, metadata: { ...metadata, ...changes } });
const open = (sealedMetadata: Uint8Array) => openMetadata({ patientHalf, ids, sealedMetadata });

function sealPadded(value: JsonValue | Uint8Array, length: number): Uint8Array {
  const padded = Buffer.alloc(length);
  padded.set(value instanceof Uint8Array ? value : canonicalBytes(value));
  return sealMessage(metadataSecret(patientHalf, ids), padded);
}

describe('metadata', () => {
  test('open exactly as they were sealed', () => {
    expect(open(seal({}))).toEqual(metadata);
  });

  test('open with any words', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, (title) => {
        fc.pre(/^[^\p{Cc}\p{Cs}]+$/u.test(title));
        expect(open(seal({ title })).title).toBe(title);
      }),
    );
  });

  test('reveal only a bucket by their length', () => {
    expect(seal({ title: 'x' })).toHaveLength(74 + 32 + 512);
    expect(seal({ title: 'x'.repeat(200) })).toHaveLength(74 + 32 + 512);
    expect(seal({ title: 'x'.repeat(300), fileName: 'x'.repeat(255) })).toHaveLength(74 + 32 + 1024);
    const longest = seal({ title: '𝕏'.repeat(150), fileName: '𝕏'.repeat(127) });
    expect(longest).toHaveLength(74 + 32 + 2048);
    expect(
      envelopeSchema.shape.sealedMetadata.safeParse(Buffer.from(longest).toString('base64')).success,
    ).toBe(true);
  });

  test.each<[string, Partial<Metadata>]>([
    ['an empty title', { title: '' }],
    ['a long title', { title: 'x'.repeat(301) }],
    ['a line break', { title: 'one\ntwo' }],
    ['half a surrogate pair', { fileName: '\ud800' }],
    ['a media type with parameters', { mediaType: 'text/html; charset=utf-8' }],
    ['a negative size', { plaintextSize: -1 }],
  ])('with %s are not sealed', (_name, change) => {
    expect(() => seal(change)).toThrow();
  });

  test('do not open for another half or another version', () => {
    const sealedMetadata = seal({});
    expect(() => openMetadata({ patientHalf: newHalves().patientHalf, ids, sealedMetadata })).toThrow(
      CannotOpenError,
    );
    for (const other of otherIds) {
      expect(() => openMetadata({ patientHalf, ids: other, sealedMetadata })).toThrow(CannotOpenError);
    }
  });

  test('do not open with a flipped bit', () => {
    const sealed = seal({});
    for (let bit = 0; bit < sealed.length * 8; bit += 3) {
      expect(() => open(flipBit(sealed, bit)), `bit ${bit}`).toThrow(CannotOpenError);
    }
  });

  test.each<[string, Uint8Array]>([
    ['of a length that is not a bucket', sealPadded(metadata, 600)],
    ['with an unknown member', sealPadded({ ...metadata, more: 1 }, 512)],
    ['with a missing member', sealPadded({ title: 'x' }, 512)],
    ['not canonical', sealPadded(Buffer.from(JSON.stringify(metadata, undefined, 1)), 512)],
    [
      'with non-zero padding',
      sealPadded(Buffer.concat([canonicalBytes(metadata), Uint8Array.of(0, 1)]), 512),
    ],
    ['of nothing', sealPadded(new Uint8Array(0), 512)],
    ['too long for the ledger', sealPadded(metadata, 16_384)],
  ])('%s, though sealed with the right key, do not open', (_name, sealed) => {
    expect(() => open(sealed)).toThrow(CannotOpenError);
  });
});
