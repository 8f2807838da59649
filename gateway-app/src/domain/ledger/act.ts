import { randomBytes } from 'node:crypto';
import {
  type Attachments,
  digestOfJson,
  type Digest,
  factId,
  type IdKind,
  type SubmittedFunction,
} from '@medseal/ledger-model';

/** 16 fresh random bytes, base64, for a statement. */
export function newSalt(): string {
  return randomBytes(16).toString('base64');
}

/** A salt for a statement that creates a fact, and the id that the fact gets from it. */
export function newFact<Kind extends IdKind>(
  kind: Kind,
  act: Readonly<{ function: SubmittedFunction; actor: string }>,
): Readonly<{ salt: string; id: ReturnType<typeof factId<Kind>> }> {
  const salt = newSalt();
  return { salt, id: factId(kind, { ...act, salt }) };
}

/** The digests of attachments, as a statement names them. */
export function attachmentDigests<const Given extends Attachments>(
  given: Given,
): { [Name in keyof Given]: Digest } {
  const entries = Object.entries(given).map(([name, value]) => [name, digestOfJson(value)]);
  return Object.fromEntries(entries) as { [Name in keyof Given]: Digest };
}
