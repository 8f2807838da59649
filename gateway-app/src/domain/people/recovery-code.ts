import { hkdfSync, randomBytes } from 'node:crypto';

/** A recovery code: 128 random bits, as bytes and as the person writes them down (eight groups of four hex digits). */
export interface RecoveryCode {
  readonly secret: Uint8Array;
  readonly text: string;
}

/** A new recovery code. It is shown once and not kept. */
export function newRecoveryCode(): RecoveryCode {
  const secret = randomBytes(16);
  const groups = secret.toString('hex').match(/.{4}/g) ?? [];
  return { secret, text: groups.join('-') };
}

/** The key of a keyring's second seal, 32 bytes. Random bits need no Argon2; the pepper binds the seal to this gateway. */
export function recoveryKey(secret: Uint8Array, pepper: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, pepper, 'medseal/recovery-key/v1', 32));
}
