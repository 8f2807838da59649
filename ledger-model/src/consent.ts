import { z } from 'zod';
import { pseudonymSchema, reportIdSchema, timeSchema } from './primitives.js';
import { purposeSchema } from './vocabulary.js';

/** What a consent permits, to whom, for what and when; shared by the statement that grants it and the record. */
export const consentKindSchemas = {
  grantee: z.strictObject({ person: pseudonymSchema }),
  permission: z.enum(['read']),
  purposes: z
    .array(purposeSchema)
    .min(1)
    .max(purposeSchema.options.length)
    .refine((codes) => new Set(codes).size === codes.length, 'a purpose stands twice'),
  scope: z.strictObject({
    reports: z
      .array(reportIdSchema)
      .min(1)
      .max(64)
      .refine((ids) => new Set(ids).size === ids.length, 'a report stands twice'),
  }),
  from: timeSchema,
  until: timeSchema,
};
