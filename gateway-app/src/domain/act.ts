import { randomBytes } from 'node:crypto';
import { type Attachments, digestOfJson, type Digest } from '@medseal/ledger-model';

/** 16 fresh random bytes, base64, for a statement. */
export function newSalt(): string {
  return randomBytes(16).toString('base64');
}

/** The digests of attachments as a statement names them. */
export function attachmentDigests<const Given extends Attachments>(
  given: Given,
): { [Name in keyof Given]: Digest } {
  const entries = Object.entries(given).map(([name, value]) => [name, digestOfJson(value)]);
  return Object.fromEntries(entries) as { [Name in keyof Given]: Digest };
}
