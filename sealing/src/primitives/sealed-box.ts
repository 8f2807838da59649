import { argon2, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { CannotOpenError } from './errors.js';

const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;

/** OWASP and RFC 9106 recommend several settings; this one takes about 0.15 s of one core and 64 MiB. */
const argon2Cost = { memory: 65_536, passes: 3, parallelism: 1 } as const;

/** {@link passwordKey} refuses longer passwords, so that no one can occupy a server's thread with one. */
const maxPasswordBytes = 256;

/**
 * Seals a small secret with AES-256-GCM: nonce (12 bytes, random) ‖ ciphertext ‖ tag (16 bytes).
 * @param box a 32-byte key; `aad` is bound to the result but not contained in it.
 */
export function sealBox(
  box: Readonly<{ key: Uint8Array; aad: Uint8Array; plaintext: Uint8Array }>,
): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', box.key, nonce);
  cipher.setAAD(box.aad);
  return Buffer.concat([nonce, cipher.update(box.plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link sealBox} made under the same key and associated data.
 * @throws {CannotOpenError}
 */
export function openBox(box: Readonly<{ key: Uint8Array; aad: Uint8Array; sealed: Uint8Array }>): Uint8Array {
  const { sealed } = box;
  if (sealed.length < nonceLength + tagLength) throw new CannotOpenError('length');
  const decipher = createDecipheriv('aes-256-gcm', box.key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(box.aad);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  const plaintext = decipher.update(sealed.subarray(nonceLength, -tagLength));
  try {
    decipher.final();
  } catch {
    throw new CannotOpenError('key');
  }
  return plaintext;
}

/**
 * A 32-byte key from a password: Argon2id (RFC 9106) with 64 MiB, 3 passes, 1 lane and `pepper` as its secret.
 * The password is first normalized to NFKC, so that it is the same when typed on another keyboard (NIST SP 800-63B).
 * @param input `salt` has 16 bytes or more.
 * @throws {RangeError} when the password is longer than {@link maxPasswordBytes}.
 */
export async function passwordKey(
  input: Readonly<{ password: string; salt: Uint8Array; pepper: Uint8Array }>,
): Promise<Uint8Array> {
  const message = Buffer.from(input.password.normalize('NFKC'));
  if (message.length > maxPasswordBytes) throw new RangeError('the password is too long');
  const cost = { ...argon2Cost, tagLength: keyLength, nonce: input.salt, secret: input.pepper };
  return promisify(argon2)('argon2id', { message, ...cost });
}
