import { z } from 'zod';
import {
  base64Schema,
  consentIdSchema,
  digestSchema,
  keyVersionSchema,
  mspIdSchema,
  pseudonymSchema,
  reportIdSchema,
  sizes,
  versionIdSchema,
} from './primitives.js';

/** The only suite so far: FLOE/AES-256-GCM, HPKE with X-Wing, Shamir over GF(256), ML-DSA-65, SHA-256. */
export const suite = 'medseal-1';

/** The ids to which every key, wrap, share and ciphertext of one version is bound. */
export const boundIdsSchema = z.strictObject({
  suite: z.literal(suite),
  channel: z.string().min(1).max(249),
  reportId: reportIdSchema,
  versionId: versionIdSchema,
  patient: pseudonymSchema,
});
export type BoundIds = Readonly<z.infer<typeof boundIdsSchema>>;

/** What never changes about one sealed version; the public version record holds its digest. */
export const manifestSchema = z.strictObject({
  ...boundIdsSchema.shape,
  /** SHA-256 of the stored bytes. */
  ciphertextSha256: digestSchema,
  /** Bytes in the store. */
  size: z.int().min(sizes.floeHeader),
  floeHeader: base64Schema(sizes.floeHeader),
  sealedMetadataSha256: digestSchema,
  patientHalfCommitment: digestSchema,
  ledgerHalfCommitment: digestSchema,
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Largest sealed metadata, bytes. */
export const maxSealedMetadata = 16_384;

export const envelopeSchema = z.strictObject({
  manifest: manifestSchema,
  sealedMetadata: base64Schema(sizes.floeHeader, maxSealedMetadata),
});
export type Envelope = Readonly<z.infer<typeof envelopeSchema>>;

/** `ledger`: shares of the ledger half. `emergency`: shares of the patient half, deposited only by the patient. */
export const shareKindSchema = z.enum(['ledger', 'emergency']);
export type ShareKind = z.infer<typeof shareKindSchema>;

/** A sealed Shamir share: HPKE encapsulation, 32 bytes of value and one x coordinate, tag. */
export const sealedShareSchema = base64Schema(sizes.encapsulation + sizes.half + 1 + sizes.tag);

/** A sealed patient half. */
export const sealedHalfSchema = base64Schema(sizes.encapsulation + sizes.half + sizes.tag);

/** One organization's part of a share set. */
export const heldShareSchema = z.strictObject({
  mspId: mspIdSchema,
  keyVersion: keyVersionSchema,
  commitment: digestSchema,
  sealed: sealedShareSchema,
});
export type HeldShare = Readonly<z.infer<typeof heldShareSchema>>;

/** A secret split t-of-n: `shares[i]` is for the i-th organization of the consortium file. */
export const shareSetSchema = z.strictObject({
  kind: shareKindSchema,
  generation: z.int().min(1),
  threshold: z.int().min(1).max(255),
  shares: z.array(heldShareSchema).min(1).max(255),
});
export type ShareSet = Readonly<z.infer<typeof shareSetSchema>>;

/** The right under which a wrap was made: one wrap per right, so that ending one right removes no other wrap. */
export const wrapBasisSchema = z.union([z.enum(['own', 'author']), consentIdSchema]);
export type WrapBasis = z.infer<typeof wrapBasisSchema>;

/** The patient half of one version, sealed for one holder under one basis. */
export const wrapSchema = z.strictObject({
  versionId: versionIdSchema,
  /** A person, or an organization whose key agent opens it for its people. */
  holder: z.union([pseudonymSchema, mspIdSchema]),
  basis: wrapBasisSchema,
  keyVersion: keyVersionSchema,
  sealed: sealedHalfSchema,
});
export type Wrap = Readonly<z.infer<typeof wrapSchema>>;

/** A short text sealed by HPKE to one person's registered key, padded to a bucket of at most 2 KiB. */
export const sealedReasonSchema = z.strictObject({
  holder: pseudonymSchema,
  keyVersion: keyVersionSchema,
  sealed: base64Schema(sizes.encapsulation + sizes.tag + 1, sizes.encapsulation + sizes.tag + 2048),
});
export type SealedReason = Readonly<z.infer<typeof sealedReasonSchema>>;

/** The number of shares needed from `organizations`: a majority. */
export function thresholdOf(organizations: number): number {
  return Math.floor(organizations / 2) + 1;
}
