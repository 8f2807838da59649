import { createHash, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { sizes } from '@medseal/ledger-model';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from 'hpke';
import { CannotOpenError } from './errors.js';

/** Bytes of a private encapsulation key: the X-Wing seed. */
const seedLength = 32;
const mlKemSeedLength = 64;

/** draft-ietf-hpke-pq: KEM 0x647a (X-Wing), HKDF-SHA256, AES-256-GCM. */
const cipherSuite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** A new private encapsulation key: 32 random bytes, the only form in which the key is kept. */
export function newKemSeed(): Uint8Array {
  return randomBytes(seedLength);
}

/**
 * The 1216-byte X-Wing public key of a 32-byte seed: SHAKE256 stretches the seed to ML-KEM-768's d and z
 * and X25519's secret (draft-connolly-cfrg-xwing-kem, expandDecapsulationKey).
 * @throws {RangeError} when the seed does not have 32 bytes.
 */
export function kemPublicKey(seed: Uint8Array): Uint8Array {
  checkSeed(seed);
  const stretched = createHash('shake256', { outputLength: mlKemSeedLength + 32 })
    .update(seed)
    .digest();
  return Buffer.concat([
    rawPublicKey('ml-kem-768', 'raw-seed', stretched.subarray(0, mlKemSeedLength)),
    rawPublicKey('x25519', 'raw-private', stretched.subarray(mlKemSeedLength)),
  ]);
}

/**
 * HPKE base mode (RFC 9180), one message: encapsulation (1120 bytes) ‖ ciphertext ‖ tag (16 bytes).
 * @throws {RangeError} when `publicKey` is not an X-Wing public key.
 */
export async function hpkeSeal(
  message: Readonly<{ publicKey: Uint8Array; info: Uint8Array; plaintext: Uint8Array }>,
): Promise<Uint8Array> {
  if (message.publicKey.length !== sizes.encapsulationKey)
    throw new RangeError('an X-Wing public key has 1216 bytes');
  const publicKey = await cipherSuite.DeserializePublicKey(message.publicKey).catch(() => {
    throw new RangeError('not an X-Wing public key');
  });
  const { encapsulatedSecret, ciphertext } = await cipherSuite.Seal(publicKey, message.plaintext, {
    info: message.info,
  });
  return Buffer.concat([encapsulatedSecret, ciphertext]);
}

/**
 * Opens what {@link hpkeSeal} made for this seed and this info.
 * @throws {CannotOpenError}
 * @throws {RangeError} when the seed does not have 32 bytes.
 */
export async function hpkeOpen(
  message: Readonly<{ seed: Uint8Array; info: Uint8Array; sealed: Uint8Array }>,
): Promise<Uint8Array> {
  const { seed, info, sealed } = message;
  checkSeed(seed);
  if (sealed.length < sizes.encapsulation + sizes.tag) throw new CannotOpenError('length');
  // The package reads a private key as the seed itself; its DeriveKeyPair, which hashes it again, is never used.
  const privateKey = await cipherSuite.DeserializePrivateKey(seed);
  const encapsulation = sealed.subarray(0, sizes.encapsulation);
  try {
    return await cipherSuite.Open(privateKey, encapsulation, sealed.subarray(sizes.encapsulation), { info });
  } catch {
    throw new CannotOpenError('key');
  }
}

function checkSeed(seed: Uint8Array): void {
  if (seed.length !== seedLength) throw new RangeError('an X-Wing seed has 32 bytes');
}

type RawPrivateFormat = 'raw-seed' | 'raw-private';

function rawPublicKey(
  asymmetricKeyType: 'ml-kem-768' | 'x25519',
  format: RawPrivateFormat,
  key: Uint8Array,
): Uint8Array {
  const privateKey = createPrivateKey({ key: Buffer.from(key), format, asymmetricKeyType });
  return createPublicKey(privateKey).export({ format: 'raw-public' });
}
