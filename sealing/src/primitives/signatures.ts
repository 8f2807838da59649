import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { sizes } from '@medseal/ledger-model';

const algorithm = 'ml-dsa-65';
const seedLength = 32;

/** A new private ML-DSA-65 key: its 32-byte seed, the only form in which the key is kept. */
export function newSignatureSeed(): Uint8Array {
  return randomBytes(seedLength);
}

/**
 * The raw 1952-byte ML-DSA-65 public key of a seed (FIPS 204).
 * @throws {RangeError} when the seed does not have 32 bytes.
 */
export function signaturePublicKey(seed: Uint8Array): Uint8Array {
  return createPublicKey(privateKeyOf(seed)).export({ format: 'raw-public' });
}

/**
 * Signs the bytes of an act: ML-DSA-65, 3309 bytes.
 * @param act `context` names the kind of act (ASCII, at most 255 bytes); a signature is valid only under its context.
 * @throws {RangeError} when the seed does not have 32 bytes.
 */
export function signAct(
  act: Readonly<{ seed: Uint8Array; message: Uint8Array; context: string }>,
): Uint8Array {
  return sign(null, act.message, { key: privateKeyOf(act.seed), context: Buffer.from(act.context) });
}

/** True when `signature` was made for this message under this context by the holder of this raw public key. */
export function verifyAct(
  act: Readonly<{ publicKey: Uint8Array; message: Uint8Array; context: string; signature: Uint8Array }>,
): boolean {
  if (act.publicKey.length !== sizes.signatureKey || act.signature.length !== sizes.signature) return false;
  const key = createPublicKey({
    key: Buffer.from(act.publicKey),
    format: 'raw-public',
    asymmetricKeyType: algorithm,
  });
  return verify(null, act.message, { key, context: Buffer.from(act.context) }, act.signature);
}

function privateKeyOf(seed: Uint8Array) {
  if (seed.length !== seedLength) throw new RangeError('an ML-DSA-65 seed has 32 bytes');
  return createPrivateKey({ key: Buffer.from(seed), format: 'raw-seed', asymmetricKeyType: algorithm });
}
