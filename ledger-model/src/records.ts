import { z } from 'zod';
import { auditQuerySchema } from './audit-query.js';
import {
  consentKindSchemas,
  exclusionsSchema,
  heldGranteeSchema,
  permissionSchema,
  reportListSchema,
} from './consent.js';
import {
  envelopeSchema,
  heldShareSchema,
  sealedReasonSchema,
  shareKindSchema,
  wrapSchema,
} from './envelope.js';
import { organizationKeysSchema } from './organization.js';
import {
  assignmentIdSchema,
  auditQueryIdSchema,
  base64Schema,
  consentIdSchema,
  digestSchema,
  disclosureIdSchema,
  encapsulationKeySchema,
  keyVersionSchema,
  mspIdSchema,
  personIdSchema,
  pseudonymSchema,
  reportIdSchema,
  requestIdSchema,
  signatureKeySchema,
  timeSchema,
  transactionIdSchema,
  versionIdSchema,
} from './primitives.js';
import { locationSchema } from './statements.js';
import {
  personRoleSchema,
  personStateSchema,
  profileSchema,
  purposeSchema,
  refusalReasonSchema,
  reportClassSchema,
} from './vocabulary.js';

/** Where a kind of record lives: public world state or a private collection. */
export const places = {
  organization: 'public',
  version: 'public',
  person: 'directory',
  profile: 'directory',
  patient: 'care',
  assignment: 'care',
  request: 'care',
  report: 'care',
  proposal: 'care',
  consent: 'care',
  disclosure: 'care',
  auditQuery: 'care',
  envelope: 'envelopes',
  shareSet: 'envelopes',
  share: 'envelopes',
  wrap: 'envelopes',
} as const;
export type RecordType = keyof typeof places;
export type Collection = Exclude<(typeof places)[RecordType], 'public'>;
/** Names of the private data collections. */
export const collections: readonly Collection[] = ['directory', 'care', 'envelopes'];

/** Who wrote a record last, when (transaction time), in which transaction and under which rules. */
const written = {
  v: z.literal(1),
  by: z.union([pseudonymSchema, mspIdSchema]),
  at: timeSchema,
  tx: transactionIdSchema,
};

/** Private records also name the rules (digest of code and consortium file) and carry a salt, new at each write. */
const privatelyWritten = {
  ...written,
  rules: z.string().regex(/^[0-9a-f]{64}$/),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
};

/** A signed act as a record embeds it: from the statement anyone can recompute the digest that is in the block. */
export const embeddedActSchema = z.strictObject({
  function: z.string(),
  tx: written.tx,
  statement: z.record(z.string(), z.json()),
});

/** Facts embed the act that made them and, if there is one, the act that last changed them. */
const acted = { ...privatelyWritten, made: embeddedActSchema, changed: embeddedActSchema.optional() };

/** Schema of each kind of record. */
export const recordSchemas = {
  organization: z.strictObject({
    ...written,
    mspId: mspIdSchema,
    gatewayUrl: z.string(),
    memberUrl: z.string(),
    keyAgentUrl: z.string(),
    tlsRoot: z.string(),
    keys: organizationKeysSchema,
  }),
  version: z.strictObject({
    ...written,
    versionId: versionIdSchema,
    locations: z.array(locationSchema).min(1),
    ciphertextSha256: digestSchema,
    suite: z.string(),
    manifest: digestSchema,
    state: z.enum(['proposed', 'accepted', 'rejected', 'withdrawn', 'superseded', 'erased']),
  }),
  person: z.strictObject({
    ...acted,
    pseudonym: pseudonymSchema,
    personId: personIdSchema,
    nonce: base64Schema(32),
    mspId: mspIdSchema,
    role: personRoleSchema,
    encapsulationKey: encapsulationKeySchema,
    signatureKey: signatureKeySchema,
    keyVersion: keyVersionSchema,
    state: personStateSchema,
    /** End of a patient's current or last suspension; absent for patients who have never had one with an end. */
    suspendedUntil: timeSchema.optional(),
    identityVerified: z.boolean(),
  }),
  /** Written at registration, shown to others once the doctor is approved, and purged when the doctor leaves. */
  profile: z.strictObject({ ...acted, pseudonym: pseudonymSchema, ...profileSchema.shape }),
  patient: z.strictObject({
    ...acted,
    patient: pseudonymSchema,
    mspId: mspIdSchema,
    emergencyHalf: z.boolean(),
    exclusions: exclusionsSchema,
  }),
  assignment: z.strictObject({
    ...acted,
    assignmentId: assignmentIdSchema,
    patient: pseudonymSchema,
    doctor: pseudonymSchema,
    /** Organization of the patient, whose registrar made the assignment. */
    mspId: mspIdSchema,
    from: timeSchema,
    until: timeSchema,
    state: z.enum(['active', 'ended']),
  }),
  request: z.strictObject({
    ...acted,
    requestId: requestIdSchema,
    patient: pseudonymSchema,
    /** Who asked. */
    doctor: pseudonymSchema,
    /** Whom the permission is for. */
    grantee: z.strictObject({ person: pseudonymSchema }),
    permission: permissionSchema,
    purpose: purposeSchema,
    until: timeSchema,
    /** If absent, the whole record. */
    reports: reportListSchema.optional(),
    state: z.enum(['pending', 'granted', 'refused', 'withdrawn']),
    consentId: consentIdSchema.optional(),
  }),
  report: z.strictObject({
    ...acted,
    reportId: reportIdSchema,
    patient: pseudonymSchema,
    class: reportClassSchema,
    restricted: z.boolean(),
    state: z.enum(['active', 'withdrawn', 'erasing', 'erased']),
    /** Accepted versions in order. */
    versions: z.array(
      z.strictObject({
        versionId: versionIdSchema,
        number: z.int().min(1),
        relation: z.enum(['original', 'replaces', 'appends']),
      }),
    ),
  }),
  proposal: z.strictObject({
    ...acted,
    versionId: versionIdSchema,
    reportId: reportIdSchema,
    patient: pseudonymSchema,
    author: pseudonymSchema,
    relation: z.enum(['original', 'replaces', 'appends']),
    /** Bytes in the store. */
    size: z.int().min(0),
    state: z.enum(['proposed', 'accepted', 'rejected', 'withdrawn']),
    /** Why it was rejected, for the author. */
    reason: sealedReasonSchema.optional(),
    /** Organizations whose agents could not be checked when it was accepted. */
    unverified: z.array(mspIdSchema).optional(),
  }),
  consent: z.strictObject({
    ...acted,
    consentId: consentIdSchema,
    patient: pseudonymSchema,
    ...consentKindSchemas,
    grantee: heldGranteeSchema,
    state: z.enum(['active', 'revoked']),
    /** The wraps made under this consent, so that ending it can purge them. */
    wraps: z.array(z.strictObject({ versionId: versionIdSchema, keyVersion: keyVersionSchema })),
  }),
  disclosure: z.strictObject({
    ...acted,
    disclosureId: disclosureIdSchema,
    patient: pseudonymSchema,
    reportId: reportIdSchema,
    versionId: versionIdSchema,
    reader: pseudonymSchema,
    mspId: mspIdSchema,
    keyVersion: keyVersionSchema,
    purpose: purposeSchema,
    outcome: z.enum(['permit', 'refuse']),
    /** What permitted it; absent for a refusal. */
    basis: z
      .union([
        z.strictObject({ kind: z.enum(['own', 'author']) }),
        z.strictObject({ kind: z.literal('consent'), id: consentIdSchema }),
      ])
      .optional(),
    /** Why it was refused; absent for a permit. */
    reason: refusalReasonSchema.optional(),
    /** For every record that the decision read, the transaction that last wrote it: enough to replay the decision. */
    reads: z.array(z.strictObject({ record: z.string(), tx: written.tx })),
  }),
  auditQuery: z.strictObject({
    ...acted,
    auditQueryId: auditQueryIdSchema,
    auditor: pseudonymSchema,
    mspId: mspIdSchema,
    query: auditQuerySchema,
  }),
  envelope: z.strictObject({ ...privatelyWritten, versionId: versionIdSchema, ...envelopeSchema.shape }),
  shareSet: z.strictObject({
    ...privatelyWritten,
    versionId: versionIdSchema,
    kind: shareKindSchema,
    generation: z.int().min(1),
    threshold: z.int().min(1),
    /** Who made the set. */
    maker: pseudonymSchema,
    holders: z.array(heldShareSchema.omit({ sealed: true })),
  }),
  share: z.strictObject({
    ...privatelyWritten,
    versionId: versionIdSchema,
    kind: shareKindSchema,
    generation: z.int().min(1),
    ...heldShareSchema.shape,
  }),
  wrap: z.strictObject({ ...privatelyWritten, ...wrapSchema.shape }),
} as const;

/** The record of one kind. */
export type RecordOf<Type extends RecordType> = Readonly<z.infer<(typeof recordSchemas)[Type]>>;

/**
 * Parts of the composite key of each kind, after the kind itself. No key holds a person id. A wrap's key does not hold
 * its holder: version and basis already identify the holder, and no one can test from a block's key hashes whether a
 * pseudonym holds one (docs/decisions).
 */
export const keyParts: { readonly [Type in RecordType]: (record: RecordKey<Type>) => readonly string[] } = {
  organization: (key) => [key.mspId],
  version: (key) => [key.versionId],
  person: (key) => [key.pseudonym],
  profile: (key) => [key.pseudonym],
  patient: (key) => [key.patient],
  assignment: (key) => [key.assignmentId],
  request: (key) => [key.requestId],
  report: (key) => [key.reportId],
  proposal: (key) => [key.versionId],
  consent: (key) => [key.consentId],
  disclosure: (key) => [key.disclosureId],
  auditQuery: (key) => [key.auditQueryId],
  envelope: (key) => [key.versionId],
  shareSet: (key) => [key.versionId, key.kind, String(key.generation)],
  share: (key) => [key.versionId, key.kind, String(key.generation), key.mspId, String(key.keyVersion)],
  wrap: (key) => [key.versionId, key.basis, String(key.keyVersion)],
};

interface KeyFields {
  organization: 'mspId';
  version: 'versionId';
  person: 'pseudonym';
  profile: 'pseudonym';
  patient: 'patient';
  assignment: 'assignmentId';
  request: 'requestId';
  report: 'reportId';
  proposal: 'versionId';
  consent: 'consentId';
  disclosure: 'disclosureId';
  auditQuery: 'auditQueryId';
  envelope: 'versionId';
  shareSet: 'versionId' | 'kind' | 'generation';
  share: 'versionId' | 'kind' | 'generation' | 'mspId' | 'keyVersion';
  wrap: 'versionId' | 'basis' | 'keyVersion';
}

/** The fields of a record that make its key. */
export type RecordKey<Type extends RecordType> = {
  readonly [Field in KeyFields[Type] & keyof RecordOf<Type>]: RecordOf<Type>[Field];
};

/** A composite key as Fabric writes it (shim: U+0000, object type, U+0000, then each part followed by U+0000). */
export function compositeKey(type: RecordType, parts: readonly string[]): string {
  return `\u0000${type}\u0000${parts.map((part) => `${part}\u0000`).join('')}`;
}

/** Kind of record and key parts of a composite key; `undefined` for keys that are not ours. */
export function parseCompositeKey(key: string): { type: RecordType; parts: readonly string[] } | undefined {
  if (!key.startsWith('\u0000') || !key.endsWith('\u0000')) return undefined;
  const [type = '', ...parts] = key.slice(1, -1).split('\u0000');
  return Object.hasOwn(places, type) ? { type: type as RecordType, parts } : undefined;
}
