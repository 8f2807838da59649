import { personRoleSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { fields } from './pages.js';

/** A person as lists name them. */
export const personReference = z.strictObject({ personId: z.string(), organization: z.string() });

/** A person with the name that a doctor publishes. */
export const namedReference = personReference.extend({ fullName: z.string().optional() });

/** Whom a consent is for: a person, or the people of an organization. */
export const granteeReference = z.union([
  namedReference,
  z.strictObject({ organization: z.string(), role: personRoleSchema.optional() }),
]);

/** Name of a member organization. */
export const organizationName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);

/** Whom a consent is to be for. */
export const granteeWish = z.union([
  z.strictObject({ person: fields.personId }),
  z.strictObject({ organization: organizationName, role: personRoleSchema.optional() }),
]);

/** Reports by name, each once. */
export const namedReports = z
  .array(fields.reportId)
  .min(1)
  .max(64)
  .refine((ids) => new Set(ids).size === ids.length, 'a report stands twice');

/** Named reports, or the whole record with what comes later. */
export const scopeField = z.union([
  z.strictObject({ reports: namedReports }),
  z.strictObject({ all: z.literal(true) }),
]);

/** Where an act stands on the ledger. */
export const receipt = z.strictObject({ transactionId: fields.transactionId, block: fields.block });
