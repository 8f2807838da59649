import { createHash } from 'node:crypto';
import { ml_kem768_x25519 as xWing } from '@noble/post-quantum/hybrid.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { hpkeOpen, hpkeSeal, kemPublicKey, newKemSeed } from '../src/primitives/hpke.js';
import { flipBit } from './fixtures.js';
import { secondOpen, secondPublicKey, secondSeal } from './second-hpke.js';

const info = Buffer.from('what it is for');
const plaintext = Buffer.from('a half of thirty-two bytes, say.');

/** draft-connolly-cfrg-xwing-kem, appendix C, first vector; public key and ciphertext by their SHA-256. */
const published = {
  seed: '7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26',
  entropy:
    '3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2',
  publicKeySha256: '2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb',
  sharedSecret: 'd2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384',
} as const;

function bytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

describe('X-Wing', () => {
  test('derives the published public key from the published seed', () => {
    const publicKey = kemPublicKey(bytes(published.seed));
    expect(createHash('sha256').update(publicKey).digest('hex')).toBe(published.publicKeySha256);
  });

  test('opens a message to the published key with the published shared secret', async () => {
    const publicKey = kemPublicKey(bytes(published.seed));
    const entropy = bytes(published.entropy);
    const { sharedSecret } = xWing.encapsulate(publicKey, entropy);
    expect(Buffer.from(sharedSecret).toString('hex')).toBe(published.sharedSecret);
    const sealed = secondSeal({ publicKey, info, plaintext, entropy });
    await expect(hpkeOpen({ seed: bytes(published.seed), info, sealed })).resolves.toEqual(
      new Uint8Array(plaintext),
    );
  });

  test('agrees with a second implementation on the public key of any seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        expect(Buffer.from(kemPublicKey(seed)).equals(secondPublicKey(seed))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test.each([0, 31, 33, 64])('does not accept a seed of %i bytes', async (length) => {
    const seed = new Uint8Array(length);
    expect(() => kemPublicKey(seed)).toThrow(RangeError);
    await expect(hpkeOpen({ seed, info, sealed: new Uint8Array(1200) })).rejects.toThrow(RangeError);
  });
});

describe('HPKE', () => {
  test('is compatible with a second implementation in both directions', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const seed = newKemSeed();
      const publicKey = kemPublicKey(seed);
      const ours = await hpkeSeal({ publicKey, info, plaintext });
      expect(secondOpen({ seed, info, sealed: ours })).toEqual(plaintext);
      const theirs = secondSeal({ publicKey, info, plaintext });
      expect(Buffer.from(await hpkeOpen({ seed, info, sealed: theirs }))).toEqual(plaintext);
    }
  });

  test('adds 1136 bytes and never seals twice alike', async () => {
    const publicKey = kemPublicKey(newKemSeed());
    const [one, other] = await Promise.all([1, 2].map(() => hpkeSeal({ publicKey, info, plaintext })));
    expect(one).toHaveLength(1120 + 32 + 16);
    expect(one).not.toEqual(other);
  });

  test('does not open with a flipped bit, a missing byte or an extra byte', async () => {
    const seed = newKemSeed();
    const sealed = await hpkeSeal({ publicKey: kemPublicKey(seed), info, plaintext });
    // Every bit after the encapsulation, and one bit in each of 35 places in it, except X25519's ignored top bit.
    const bits = [...Array(48 * 8).keys()].map((bit) => 1120 * 8 + bit);
    for (let byte = 0; byte < 1120; byte += 32) bits.push(byte * 8 + (byte % 7));
    for (const bit of bits) {
      await expect(hpkeOpen({ seed, info, sealed: flipBit(sealed, bit) }), `bit ${bit}`).rejects.toThrow(
        CannotOpenError,
      );
    }
    for (const other of [
      sealed.subarray(0, -1),
      sealed.subarray(0, 1135),
      new Uint8Array(0),
      Buffer.concat([sealed, sealed]),
    ]) {
      await expect(hpkeOpen({ seed, info, sealed: other })).rejects.toThrow(CannotOpenError);
    }
  });

  test('does not open for another seed or another info', async () => {
    const seed = newKemSeed();
    const sealed = await hpkeSeal({ publicKey: kemPublicKey(seed), info, plaintext });
    await expect(hpkeOpen({ seed: newKemSeed(), info, sealed })).rejects.toThrow(CannotOpenError);
    await expect(hpkeOpen({ seed, info: Buffer.from('else'), sealed })).rejects.toThrow(CannotOpenError);
  });

  test('does not seal to an invalid key', async () => {
    const short = new Uint8Array(1215);
    const impossible = new Uint8Array(1216).fill(255);
    await expect(hpkeSeal({ publicKey: short, info, plaintext })).rejects.toThrow(RangeError);
    await expect(hpkeSeal({ publicKey: impossible, info, plaintext })).rejects.toThrow(RangeError);
  });
});
