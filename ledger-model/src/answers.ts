import { z } from 'zod';
import { consortiumSettingsSchema } from './consortium.js';
import { boundIdsSchema, envelopeSchema, wrapSchema } from './envelope.js';
import { digestSchema, disclosureIdSchema, mspIdSchema } from './primitives.js';
import { recordSchemas } from './records.js';
import { locationSchema } from './statements.js';

/** Answer of `ReadPerson`: what others need to know about a person, without nonce and embedded acts. */
export const personAnswerSchema = recordSchemas.person
  .pick({
    pseudonym: true,
    personId: true,
    mspId: true,
    role: true,
    encapsulationKey: true,
    signatureKey: true,
    keyVersion: true,
    state: true,
    suspendedUntil: true,
    identityVerified: true,
  })
  .extend({ keys: digestSchema });
export type PersonAnswer = Readonly<z.infer<typeof personAnswerSchema>>;

/** Answer of `ReadVersion`: what a wrap's holder needs to open the metadata or, with the ledger half, the report. */
export const versionAnswerSchema = z.strictObject({
  ids: boundIdsSchema,
  envelope: envelopeSchema,
  /** The caller's own wrap; absent for a consent to the caller's organization, whose key agent releases the half. */
  wrap: wrapSchema.optional(),
  ledgerShares: recordSchemas.shareSet.pick({ generation: true, threshold: true, holders: true }),
});
export type VersionAnswer = Readonly<z.infer<typeof versionAnswerSchema>>;

/** Answer of `ReadFetch`: these sealed bytes may leave now, to a caller that chains to this root. */
export const fetchAnswerSchema = z.strictObject({
  disclosureId: disclosureIdSchema,
  locations: z.array(locationSchema).min(1),
  ciphertextSha256: digestSchema,
  /** Bytes in the store. */
  size: z.int().min(0),
  reader: z.strictObject({ mspId: mspIdSchema, tlsRoot: z.string() }),
});
export type FetchAnswer = Readonly<z.infer<typeof fetchAnswerSchema>>;

/** Answer of `ReadConsortium`. */
export const consortiumAnswerSchema = z.strictObject({
  rules: z.string(),
  settings: consortiumSettingsSchema,
  organizations: z.array(z.strictObject({ mspId: mspIdSchema, name: z.string(), kind: z.string() })),
});
export type ConsortiumAnswer = Readonly<z.infer<typeof consortiumAnswerSchema>>;
