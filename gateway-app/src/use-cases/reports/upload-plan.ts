import {
  assignmentIdSchema,
  canonicalBytes,
  consentIdSchema,
  parseCanonical,
  personIdSchema,
  pseudonymSchema,
  purposeSchema,
  timeSchema,
} from '@medseal/ledger-model';
import { openBox, sealBox } from '@medseal/sealing';
import { z } from 'zod';
import { mediaTypes } from '@medseal/input-rules';
import type { OpenSession } from '../../domain/people/sessions.js';

/** Whom to share an upload with at once, for what and until when. */
export const uploadShareSchema = z.strictObject({
  recipient: personIdSchema,
  purpose: purposeSchema,
  until: timeSchema,
});
export type UploadShare = Readonly<z.infer<typeof uploadShareSchema>>;

/** What a doctor relies on when proposing. */
export const contributionBasisSchema = z.strictObject({
  assignment: assignmentIdSchema,
  consent: consentIdSchema,
});
export type ContributionBasis = Readonly<z.infer<typeof contributionBasisSchema>>;

/** What to do with an announced upload; it names people, so it is sealed under the session's key while it waits. */
const planSchema = z.strictObject({
  description: z.strictObject({ title: z.string(), fileName: z.string(), mediaType: z.enum(mediaTypes) }),
  /** The patient whose record the report is for. */
  patient: z.strictObject({ personId: personIdSchema, pseudonym: pseudonymSchema }),
  basis: contributionBasisSchema.optional(),
  share: uploadShareSchema.optional(),
});
export type UploadPlan = Readonly<z.infer<typeof planSchema>>;

/** Seals a plan so that only the session that made it opens it. */
export function sealPlan(uploadId: string, plan: UploadPlan, session: OpenSession): Uint8Array {
  return sealBox({ ...boxOf(uploadId, session), plaintext: canonicalBytes(plan) });
}

/** @throws {CannotOpenError} for another session's plan. */
export function openPlan(uploadId: string, sealed: Uint8Array, session: OpenSession): UploadPlan {
  return planSchema.parse(parseCanonical(openBox({ ...boxOf(uploadId, session), sealed })));
}

function boxOf(uploadId: string, session: OpenSession): { key: Uint8Array; aad: Uint8Array } {
  return { key: session.sealingKey, aad: canonicalBytes(['medseal/upload/v1', uploadId]) };
}
