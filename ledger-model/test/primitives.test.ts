import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64Schema, digestSchema, mspIdSchema, timeSchema } from '../src/primitives.js';
import { digestOf, digestOfJson } from '../src/digest.js';

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('base64', () => {
  test('is standard, padded, with a fixed range of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(accepts(base64Schema(16, 64), text)).toBe(bytes.length >= 16 && bytes.length <= 64);
        expect(accepts(base64Schema(bytes.length), text)).toBe(true);
        expect(accepts(base64Schema(bytes.length + 1), text)).toBe(false);
      }),
    );
  });

  test.each([
    ['without padding', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['with bits left over', 'AAAAAAAAAAAAAAAAAAAAAB=='],
    ['with a line break', 'AAAAAAAAAAA\nAAAAAAAAAAA=='],
    ['in the URL alphabet', '-_AAAAAAAAAAAAAAAAAAAA=='],
    ['with trailing text', 'AAAAAAAAAAAAAAAAAAAAAA==A'],
    ['no text', 16],
  ])('is refused %s', (_, value) => {
    expect(accepts(base64Schema(16), value)).toBe(false);
  });
});

describe('a time', () => {
  test('is RFC 3339 in UTC with milliseconds, so that text order is time order', () => {
    const times = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const [first, second] = [one.toISOString(), other.toISOString()];
        expect(accepts(timeSchema, first)).toBe(true);
        expect(first < second).toBe(one.getTime() < other.getTime());
      }),
    );
  });

  test.each([
    '2026-11-24T10:00:00Z',
    '2026-11-24T10:00:00.0Z',
    '2026-11-24T10:00:00.000000Z',
    '2026-11-24T10:00:00.000+00:00',
    '2026-11-24 10:00:00.000Z',
    '2026-11-24t10:00:00.000z',
    '2026-02-29T10:00:00.000Z',
    '2026-13-01T10:00:00.000Z',
    '2026-11-24T24:00:00.000Z',
    '2026-11-24T10:60:00.000Z',
    '2026-12-31T23:59:60.000Z',
    '+012026-11-24T10:00:00.000Z',
    '',
    '1764000000000',
  ])('is not %j', (text) => {
    expect(accepts(timeSchema, text)).toBe(false);
  });
});

describe('a digest', () => {
  test('is sha256:<hex> of bytes, or of canonical JSON', () => {
    // FIPS 180-4 example: SHA-256 of "abc"
    const abc = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(digestOf('abc')).toBe(abc);
    expect(digestOf(Buffer.from('abc'))).toBe(abc);
    expect(digestOfJson({ b: 1, a: 2 })).toBe(digestOf('{"a":2,"b":1}'));
    expect(accepts(digestSchema, abc)).toBe(true);
  });

  test.each([
    'sha256:00',
    `sha256:${'A'.repeat(64)}`,
    'b'.repeat(64),
    `sha512:${'0'.repeat(64)}`,
    `sha256:${'0'.repeat(65)}`,
  ])('is not %j', (text) => {
    expect(accepts(digestSchema, text)).toBe(false);
  });
});

describe('an MSP id', () => {
  test.each([
    ['HospitalAMSP', true],
    ['a', true],
    ['org-1.example', true],
    ['1org', false],
    ['org 1', false],
    ['org\u0000', false],
    ['', false],
    ['o'.repeat(64), false],
  ])('%j: %s', (text, expected) => {
    expect(accepts(mspIdSchema, text)).toBe(expected);
  });
});
