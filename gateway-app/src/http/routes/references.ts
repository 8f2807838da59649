import { granteeRoleSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { namedReference } from '../messages/named-reference.js';
import { fields } from './pages.js';

export { namedReference, personReference } from '../messages/named-reference.js';

/** Whom a consent is for: a person, or those who have one role in an organization. */
export const granteeReference = z.union([
  namedReference,
  z.strictObject({
    organization: z.string(),
    role: z.enum([...granteeRoleSchema.options, 'patient']).meta({
      description: 'Older consents may name patients; these do not permit reading',
    }),
  }),
]);

/** Whom a patient excludes: a person, or everyone in an organization. */
export const excludedReference = z.union([namedReference, z.strictObject({ organization: z.string() })]);

/** Name of a member organization. */
export const organizationName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);

/** Whom a new consent is for. */
export const granteeWish = z.union(
  [
    z.strictObject({ person: fields.personId }),
    z.strictObject({ organization: organizationName, role: granteeRoleSchema }),
  ],
  { error: 'must be a person, or an organization with a role: doctor, auditor or system' },
);

/** Reports by name, each once. */
export const namedReports = z
  .array(fields.reportId)
  .min(1)
  .max(64)
  .refine((ids) => new Set(ids).size === ids.length, 'a report is named twice');

/** Named reports, or the whole record with what comes later. */
export const scopeField = z.union([
  z.strictObject({ reports: namedReports }),
  z.strictObject({ all: z.literal(true) }),
]);

/** Where an act is on the ledger. */
export const receipt = z.strictObject({ transactionId: fields.transactionId, block: fields.block });
