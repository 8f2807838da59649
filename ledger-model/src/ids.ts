import type { JsonValue } from './canonical.js';
import { canonicalize } from './canonical.js';
import { sha256 } from './digest.js';

/** Crockford's base 32: no I, L, O, U, so that an id can be read aloud and typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What an id names, by its prefix. */
export const idPrefixes = {
  person: 'per',
  pseudonym: 'nym',
  report: 'rep',
  version: 'ver',
  consent: 'con',
  disclosure: 'dis',
  assignment: 'asg',
  request: 'req',
  auditQuery: 'aud',
} as const;

export type IdKind = keyof typeof idPrefixes;
type Branded<Kind extends IdKind> = string & { readonly __id: Kind };

/** Printed on a patient's card and used in REST; never in a block. */
export type PersonId = Branded<'person'>;
/** A person's only name on the ledger; the enrolment id of the certificate. */
export type Pseudonym = Branded<'pseudonym'>;
export type ReportId = Branded<'report'>;
export type VersionId = Branded<'version'>;
export type ConsentId = Branded<'consent'>;
export type DisclosureId = Branded<'disclosure'>;
export type AssignmentId = Branded<'assignment'>;
export type RequestId = Branded<'request'>;
export type AuditQueryId = Branded<'auditQuery'>;

/**
 * Writes 128 bits as `<prefix>_<26 base-32 characters><check character>`.
 * The check character is ISO/IEC 7064 MOD 37,36 over the 26 characters: it detects any single wrong character.
 * @throws {RangeError} when `bits` is not 16 bytes.
 */
export function encodeId<Kind extends IdKind>(kind: Kind, bits: Uint8Array): Branded<Kind> {
  if (bits.length !== 16) throw new RangeError('an id has 16 bytes');
  let number = BigInt(`0x${Buffer.from(bits).toString('hex')}`);
  let body = '';
  for (let digit = 0; digit < 26; digit++) {
    body = alphabet.charAt(Number(number & 31n)) + body;
    number >>= 5n;
  }
  return `${idPrefixes[kind]}_${body}${checkCharacter(body)}` as Branded<Kind>;
}

/** True when the text is a well-formed id of this kind with the right check character. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Branded<Kind> {
  const match = /^([a-z]{3})_([0-7][0-9A-HJKMNP-TV-Z]{25})([0-9A-Z])$/.exec(text);
  return match !== null && match[1] === idPrefixes[kind] && checkCharacter(match[2] ?? '') === match[3];
}

/** The person id, made from pseudonym and secret nonce (base64 of 32 bytes), without which no one can link them. */
export function personIdOf(pseudonym: Pseudonym, nonce: string): PersonId {
  return derive('person', ['medseal/person/v1', pseudonym, nonce]);
}

/**
 * The id of the fact that an act creates, from the salt (base64 of 16 bytes) of its statement. Client and contract
 * compute the same id, and a replayed statement collides with itself. A block shows only the statement's digest, so no
 * one can compute the id, and thus the hashed key name, from a block.
 */
export function factId<Kind extends IdKind>(
  kind: Kind,
  act: Readonly<{ function: string; actor: string; salt: string }>,
): Branded<Kind> {
  return derive(kind, ['medseal/fact/v1', act.function, act.actor, act.salt]);
}

function derive<Kind extends IdKind>(kind: Kind, input: JsonValue): Branded<Kind> {
  return encodeId(kind, sha256(canonicalize(input)).subarray(0, 16));
}

function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + checkAlphabet.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return checkAlphabet.charAt((37 - product) % 36);
}
