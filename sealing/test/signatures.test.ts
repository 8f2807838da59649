import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { newP256Key, p256Signer } from '../src/primitives/p256.js';
import { newSignatureSeed, signAct, signaturePublicKey, verifyAct } from '../src/primitives/signatures.js';
import { flipBit } from './fixtures.js';

const message = Buffer.from('{"act":"GrantConsent"}');
const context = 'medseal/GrantConsent/v1';

describe('ML-DSA-65', () => {
  const seed = newSignatureSeed();
  const publicKey = signaturePublicKey(seed);
  const signature = signAct({ seed, message, context });

  test('agrees with a second implementation on keys and signatures', () => {
    const second = ml_dsa65.keygen(Uint8Array.from(seed));
    expect(Buffer.from(publicKey).equals(second.publicKey)).toBe(true);
    expect(ml_dsa65.verify(signature, message, publicKey, { context: Buffer.from(context) })).toBe(true);
    const theirs = ml_dsa65.sign(message, second.secretKey, { context: Buffer.from(context) });
    expect(verifyAct({ publicKey, message, context, signature: theirs })).toBe(true);
  });

  test('verifies nothing else', () => {
    const act = { publicKey, message, context, signature };
    expect(verifyAct(act)).toBe(true);
    expect(verifyAct({ ...act, context: 'medseal/RevokeConsent/v1' })).toBe(false);
    expect(verifyAct({ ...act, context: '' })).toBe(false);
    expect(verifyAct({ ...act, message: flipBit(message, 3) })).toBe(false);
    expect(verifyAct({ ...act, publicKey: signaturePublicKey(newSignatureSeed()) })).toBe(false);
    expect(verifyAct({ ...act, signature: signature.subarray(1) })).toBe(false);
    expect(verifyAct({ ...act, publicKey: publicKey.subarray(1) })).toBe(false);
    expect(verifyAct({ ...act, publicKey: new Uint8Array(1952) })).toBe(false);
    for (let bit = 0; bit < signature.length * 8; bit += 97) {
      expect(verifyAct({ ...act, signature: flipBit(signature, bit) }), `bit ${bit}`).toBe(false);
    }
  });

  test('does not accept a seed of another length', () => {
    expect(() => signaturePublicKey(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('the signer for Fabric', () => {
  test('gives DER with a low s that OpenSSL and a second implementation accept', async () => {
    const pem = newP256Key();
    const sign = p256Signer(pem);
    const publicKey = createPublicKey(pem);
    const raw = publicKey.export({ format: 'raw-public' });
    for (let turn = 0; turn < 300; turn++) {
      const text = Buffer.from(`message ${turn}`);
      const signature = await sign(text);
      expect(verify('sha256', text, publicKey, signature)).toBe(true);
      const { s } = p256.Signature.fromBytes(signature, 'der');
      expect(s <= p256.Point.Fn.ORDER / 2n).toBe(true);
      if (turn < 10) expect(p256.verify(signature, text, raw, { format: 'der', lowS: true })).toBe(true);
    }
  });

  test('does not accept another curve', () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-384',
      privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
      publicKeyEncoding: { format: 'pem', type: 'spki' },
    });
    expect(() => p256Signer(privateKey)).toThrow(TypeError);
  });
});
