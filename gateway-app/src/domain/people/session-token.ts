import { hkdfSync, randomBytes } from 'node:crypto';
import {
  base64Schema,
  canonicalBytes,
  encapsulationKeySchema,
  keyVersionSchema,
  mspIdSchema,
  parseCanonical,
  personIdSchema,
  personRoleSchema,
  pseudonymSchema,
} from '@medseal/ledger-model';
import { openBox, sealBox } from '@medseal/sealing';
import { z } from 'zod';

const tokenBytes = 32;

/** What a session token yields, each by HKDF under a label of its own. The token itself is not kept. */
export interface TokenKeys {
  /** Finds the session in the table (64 hex digits); the token cannot be computed from it. */
  readonly id: string;
  /** Seals what the session holds. */
  readonly contentKey: Uint8Array;
  /** Seals what must wait for a later request of the same session. */
  readonly sealingKey: Uint8Array;
}

/** What a session holds between requests. */
const sessionContentSchema = z.strictObject({
  person: z.strictObject({
    personId: personIdSchema,
    pseudonym: pseudonymSchema,
    role: personRoleSchema,
    mspId: mspIdSchema,
    organization: z.string(),
    fullName: z.string(),
  }),
  keyVersion: keyVersionSchema,
  kemSeed: base64Schema(32),
  encapsulationKey: encapsulationKeySchema,
  signatureSeed: base64Schema(32),
  certificate: z.string(),
  privateKey: z.string(),
});
export type SessionContent = Readonly<z.infer<typeof sessionContentSchema>>;

/** A new token: 32 random bytes in base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** The keys of a token; `undefined` for a text that cannot be one. */
export function tokenKeys(token: string): TokenKeys | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== tokenBytes || bytes.toString('base64url') !== token) return undefined;
  return {
    id: derive(bytes, 'medseal/session/id/v1').toString('hex'),
    contentKey: derive(bytes, 'medseal/session/content/v1'),
    sealingKey: derive(bytes, 'medseal/session/sealing/v1'),
  };
}

/** Seals what a session holds under its token. */
export function sealSession(keys: TokenKeys, content: SessionContent): Uint8Array {
  return sealBox({ key: keys.contentKey, aad: associatedData(keys), plaintext: canonicalBytes(content) });
}

/** @throws {CannotOpenError} when it was not sealed under this token. */
export function openSealedSession(keys: TokenKeys, sealed: Uint8Array): SessionContent {
  const content = openBox({ key: keys.contentKey, aad: associatedData(keys), sealed });
  return sessionContentSchema.parse(parseCanonical(content));
}

function associatedData(keys: TokenKeys): Uint8Array {
  return canonicalBytes(['medseal/session/v1', keys.id]);
}

function derive(token: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, new Uint8Array(), label, 32));
}
