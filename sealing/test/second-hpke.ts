import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ml_kem768_x25519 as xWing } from '@noble/post-quantum/hybrid.js';

/**
 * A second HPKE base mode, from the text of RFC 9180 and on another X-Wing (noble), to compare with the package.
 * `entropy` fixes an encapsulation: 32 bytes for ML-KEM, 32 for X25519.
 */
export function secondSeal(
  input: Readonly<{ publicKey: Uint8Array; info: Uint8Array; plaintext: Uint8Array; entropy?: Uint8Array }>,
): Uint8Array {
  const { cipherText, sharedSecret } = xWing.encapsulate(input.publicKey, input.entropy);
  const { key, nonce } = schedule(sharedSecret, input.info);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([cipherText, cipher.update(input.plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what either implementation sealed. */
export function secondOpen(
  input: Readonly<{ seed: Uint8Array; info: Uint8Array; sealed: Uint8Array }>,
): Uint8Array {
  const { secretKey } = xWing.keygen(input.seed);
  const { key, nonce } = schedule(xWing.decapsulate(input.sealed.subarray(0, 1120), secretKey), input.info);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(input.sealed.subarray(-16));
  return Buffer.concat([decipher.update(input.sealed.subarray(1120, -16)), decipher.final()]);
}

/** The X-Wing public key of a seed, by noble. */
export function secondPublicKey(seed: Uint8Array): Uint8Array {
  return xWing.keygen(seed).publicKey;
}

const suiteId = Buffer.concat([Buffer.from('HPKE'), Buffer.from('647a00010002', 'hex')]);
const none = new Uint8Array(0);

/** RFC 9180, section 5.1, mode 0: keys of the first message. */
function schedule(
  sharedSecret: Uint8Array,
  info: Uint8Array,
): Readonly<{ key: Uint8Array; nonce: Uint8Array }> {
  const pskIdHash = labeledExtract(none, 'psk_id_hash', none);
  const infoHash = labeledExtract(none, 'info_hash', info);
  const context = Buffer.concat([Uint8Array.of(0), pskIdHash, infoHash]);
  const secret = labeledExtract(sharedSecret, 'secret', none);
  return {
    key: labeledExpand(secret, 'key', context, 32),
    nonce: labeledExpand(secret, 'base_nonce', context, 12),
  };
}

function labeledExtract(salt: Uint8Array, label: string, input: Uint8Array): Buffer {
  return hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), input]));
}

function labeledExpand(key: Uint8Array, label: string, info: Uint8Array, length: number): Buffer {
  const size = Uint8Array.of(0, length);
  const text = Buffer.concat([
    size,
    Buffer.from('HPKE-v1'),
    suiteId,
    Buffer.from(label),
    info,
    Uint8Array.of(1),
  ]);
  return hmac(key, text).subarray(0, length);
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
