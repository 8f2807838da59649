import { z } from 'zod';
import { mspIdSchema, pseudonymSchema, reportIdSchema, timeSchema } from './primitives.js';
import { personRoleSchema, purposeSchema } from './vocabulary.js';

/** What a consent permits: to read reports, or to propose reports to the record. */
export const permissionSchema = z.enum(['read', 'contribute']);
export type Permission = z.infer<typeof permissionSchema>;

/** Whom a consent is for: one person, or the people of an organization, all or of one role. */
export const granteeSchema = z.union([
  z.strictObject({ person: pseudonymSchema }),
  z.strictObject({ organization: mspIdSchema, role: personRoleSchema.optional() }),
]);
export type Grantee = Readonly<z.infer<typeof granteeSchema>>;

/** Named reports, each once. */
export const reportListSchema = z
  .array(reportIdSchema)
  .min(1)
  .max(64)
  .refine((ids) => new Set(ids).size === ids.length, 'a report stands twice');

/** What a consent covers: named reports, or the whole record with what is added later (restricted reports only by name). */
export const scopeSchema = z.union([
  z.strictObject({ reports: reportListSchema }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Scope = Readonly<z.infer<typeof scopeSchema>>;

/** What a consent permits, to whom, for what and when; shared by the statement that grants it and the record. */
export const consentKindSchemas = {
  grantee: granteeSchema,
  permission: permissionSchema,
  purposes: z
    .array(purposeSchema)
    .min(1)
    .max(purposeSchema.options.length)
    .refine((codes) => new Set(codes).size === codes.length, 'a purpose stands twice'),
  scope: scopeSchema,
  from: timeSchema,
  until: timeSchema,
};

/** Somebody whom the patient keeps out, whatever else permits: of the whole record, or of named reports. */
export const exclusionSchema = z.strictObject({
  who: z.union([z.strictObject({ person: pseudonymSchema }), z.strictObject({ organization: mspIdSchema })]),
  /** Left out: the whole record. */
  reports: reportListSchema.optional(),
});
export type Exclusion = Readonly<z.infer<typeof exclusionSchema>>;
export const exclusionsSchema = z.array(exclusionSchema).max(100);
