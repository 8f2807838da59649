import { z } from 'zod';
import { mspIdSchema, pseudonymSchema, reportIdSchema, timeSchema } from './primitives.js';
import { granteeRoleSchema, purposeSchema } from './vocabulary.js';

/** What a consent permits: to read reports, or to propose reports to the record. */
export const permissionSchema = z.enum(['read', 'contribute']);
export type Permission = z.infer<typeof permissionSchema>;

const person = z.strictObject({ person: pseudonymSchema });

/** Whom a new consent is for: one person, or those who have one role in an organization. */
export const granteeSchema = z.union([
  person,
  z.strictObject({ organization: mspIdSchema, role: granteeRoleSchema }),
]);

export type NewGrantee = Readonly<z.infer<typeof granteeSchema>>;

/**
 * Whom a consent is for, as a ledger holds it. Older rules accepted consents to an organization without a role, which
 * now count as consents to its doctors, and consents to its patients, which no longer admit anyone.
 */
export const heldGranteeSchema = z.union([
  person,
  z.strictObject({
    organization: mspIdSchema,
    role: z.enum([...granteeRoleSchema.options, 'patient']).default('doctor'),
  }),
]);
export type Grantee = Readonly<z.infer<typeof heldGranteeSchema>>;

/** Named reports, each once. */
export const reportListSchema = z
  .array(reportIdSchema)
  .min(1)
  .max(64)
  .refine((ids) => new Set(ids).size === ids.length, 'a report is listed twice');

/** What a consent covers: named reports, or the whole record and later additions (restricted reports only by name). */
export const scopeSchema = z.union([
  z.strictObject({ reports: reportListSchema }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Scope = Readonly<z.infer<typeof scopeSchema>>;

/** What a consent permits, to whom, for what and when; the same in the statement that grants it and in the record. */
export const consentKindSchemas = {
  grantee: granteeSchema,
  permission: permissionSchema,
  purposes: z
    .array(purposeSchema)
    .min(1)
    .max(purposeSchema.options.length)
    .refine((codes) => new Set(codes).size === codes.length, 'a purpose is listed twice'),
  scope: scopeSchema,
  from: timeSchema,
  until: timeSchema,
};

/** Whom the patient excludes despite any permission: from the whole record, or from named reports. */
export const exclusionSchema = z.strictObject({
  who: z.union([z.strictObject({ person: pseudonymSchema }), z.strictObject({ organization: mspIdSchema })]),
  /** If absent, the whole record. */
  reports: reportListSchema.optional(),
});
export type Exclusion = Readonly<z.infer<typeof exclusionSchema>>;
export const exclusionsSchema = z.array(exclusionSchema).max(100);
