import { canonicalBytes, parseCanonical, type BoundIds, type SealedReason } from '@medseal/ledger-model';
import { z } from 'zod';
import { CannotOpenError } from '../primitives/errors.js';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.js';
import { contextBytes } from '../primitives/labels.js';
import { pad, unpad } from './padding.js';

/** The recipient of a reason: the author of the rejected version, with their registered X-Wing key (1216 bytes). */
export type ReasonRecipient = Readonly<
  Pick<SealedReason, 'holder' | 'keyVersion'> & { publicKey: Uint8Array }
>;

const textSchema = z.string().min(1);

/** Lengths to which the canonical text is padded. */
const buckets = [128, 256, 512, 1024, 2048] as const;

/**
 * Seals why a version was rejected, to its author only.
 * @param input `text` of at most 2048 bytes as canonical JSON (UTF-8 with quotes, control characters escaped)
 * @throws {RangeError} when the text is too long, or the public key is invalid; {z.ZodError} when the text is empty.
 */
export async function sealReason(
  input: ReasonRecipient & Readonly<{ text: string; ids: BoundIds }>,
): Promise<SealedReason> {
  const { text, ids, holder, keyVersion, publicKey } = input;
  const plaintext = pad(canonicalBytes(textSchema.parse(text)), buckets);
  const sealed = await hpkeSeal({ publicKey, info: reasonInfo(ids, { holder, keyVersion }), plaintext });
  return { holder, keyVersion, sealed: Buffer.from(sealed).toString('base64') };
}

/**
 * Opens a reason with its holder's seed.
 * @throws {CannotOpenError} also for a reason copied from another record.
 */
export async function openReason(
  input: Readonly<{ reason: SealedReason; seed: Uint8Array; ids: BoundIds }>,
): Promise<string> {
  const { reason, seed, ids } = input;
  const sealed = Buffer.from(reason.sealed, 'base64');
  return read(unpad(await hpkeOpen({ seed, info: reasonInfo(ids, reason), sealed }), buckets));
}

function read(canonical: Uint8Array): string {
  try {
    return textSchema.parse(parseCanonical(canonical));
  } catch {
    throw new CannotOpenError('content');
  }
}

function reasonInfo(ids: BoundIds, { holder, keyVersion }: Pick<SealedReason, 'holder' | 'keyVersion'>) {
  return contextBytes('reason', ids, [holder, keyVersion]);
}
