import { z } from 'zod';
import {
  boundIdsSchema,
  heldShareSchema,
  sealedHalfSchema,
  sealedShareSchema,
  shareKindSchema,
  wrapSchema,
} from './envelope.js';
import {
  digestSchema,
  disclosureIdSchema,
  encapsulationKeySchema,
  keyVersionSchema,
  mspIdSchema,
  pseudonymSchema,
  timeSchema,
  transactionIdSchema,
} from './primitives.js';

/** One of its own shares as a key agent receives it from `ReadRelease`. */
export const releasableShareSchema = z.strictObject({
  kind: shareKindSchema,
  generation: z.int().min(1),
  ...heldShareSchema.shape,
});
export type ReleasableShare = Readonly<z.infer<typeof releasableShareSchema>>;

/** Answer of the evaluated function `ReadRelease`: what a key agent needs to reseal its shares for the reader. */
export const releaseSchema = z.strictObject({
  disclosureId: disclosureIdSchema,
  /** The transaction that recorded the disclosure, and its signed time. */
  recorded: z.strictObject({ tx: transactionIdSchema, at: timeSchema }),
  ids: boundIdsSchema,
  reader: z.strictObject({
    pseudonym: pseudonymSchema,
    mspId: mspIdSchema,
    keyVersion: keyVersionSchema,
    encapsulationKey: encapsulationKeySchema,
    /** PEM of the TLS root registered for the reader's organization: the caller's certificate must chain to it. */
    tlsRoot: z.string(),
  }),
  shares: z.array(releasableShareSchema),
  /** This organization's wrap of the patient half, when the reading's basis is a consent to this organization. */
  wrap: wrapSchema.optional(),
  /** Commitment to the patient half, against which the opened wrap is checked. */
  patientHalfCommitment: digestSchema,
});
export type Release = Readonly<z.infer<typeof releaseSchema>>;

/** Body of the key agent's `POST /releases`. */
export const releaseRequestSchema = z.strictObject({ disclosureId: disclosureIdSchema });

/** A share resealed to the reader's registered key. */
export const releasedShareSchema = z.strictObject({
  kind: shareKindSchema,
  generation: z.int().min(1),
  sealed: sealedShareSchema,
});

/** The key agent's answer to `POST /releases`. */
export const releaseAnswerSchema = z.strictObject({
  disclosureId: disclosureIdSchema,
  mspId: mspIdSchema,
  shares: z.array(releasedShareSchema),
  /** The patient half, resealed to the reader, from the organization's own wrap. */
  half: sealedHalfSchema.optional(),
});
export type ReleaseAnswer = Readonly<z.infer<typeof releaseAnswerSchema>>;
