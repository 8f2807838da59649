import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { openBox, passwordKey, sealBox } from '../src/primitives/sealed-box.js';
import { flipBit } from './fixtures.js';

const key = randomBytes(32);
const aad = Buffer.from('keyring');
const plaintext = Buffer.from('seeds');

describe('a sealed box', () => {
  const sealed = sealBox({ key, aad, plaintext });

  test('opens', () => {
    expect(openBox({ key, aad, sealed })).toEqual(plaintext);
  });

  test('does not open with a flipped bit, if it is cut, or with another key or other data', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      expect(() => openBox({ key, aad, sealed: flipBit(sealed, bit) }), `bit ${bit}`).toThrow(
        CannotOpenError,
      );
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openBox({ key, aad, sealed: sealed.subarray(0, length) })).toThrow(CannotOpenError);
    }
    expect(() => openBox({ key: randomBytes(32), aad, sealed })).toThrow(CannotOpenError);
    expect(() => openBox({ key, aad: Buffer.from('other'), sealed })).toThrow(CannotOpenError);
  });
});

describe('a password key', () => {
  const salt = new Uint8Array(16).fill(2);
  const pepper = new Uint8Array(8).fill(3);

  test('is 32 bytes that depend on password, salt and pepper', async () => {
    const input = { password: 'correct horse', salt, pepper };
    const keys = await Promise.all([
      passwordKey(input),
      passwordKey({ ...input, password: 'correct horsf' }),
      passwordKey({ ...input, salt: new Uint8Array(16) }),
      passwordKey({ ...input, pepper: new Uint8Array(8) }),
    ]);
    expect(new Set(keys.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(4);
    expect(keys[0]).toHaveLength(32);
  });

  test('is the same for the same letters typed differently', async () => {
    const composed = await passwordKey({ password: 'm\u00fcller', salt, pepper });
    expect(await passwordKey({ password: 'mu\u0308ller', salt, pepper })).toEqual(composed);
  });

  test('is not made of a password longer than 256 bytes', async () => {
    await expect(passwordKey({ password: 'x'.repeat(257), salt, pepper })).rejects.toThrow(RangeError);
  });
});
