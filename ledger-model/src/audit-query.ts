import { z } from 'zod';
import { mspIdSchema, pseudonymSchema, timeSchema, versionIdSchema } from './primitives.js';
import { purposeSchema } from './vocabulary.js';

/** Kinds of events that auditors search: a distinct word for each act. `withdrawal` is a report's. */
export const eventKindSchema = z.enum([
  'reading',
  'refusal',
  'consent',
  'revocation',
  'request',
  'decision',
  'proposal',
  'acceptance',
  'rejection',
  'proposal-withdrawal',
  'withdrawal',
  'request-withdrawal',
  'assignment',
  'assignment-end',
  'registration',
  'approval',
  'disapproval',
  'identity-check',
  'suspension',
  'reinstatement',
  'preferences',
  'query',
]);
export type EventKind = z.infer<typeof eventKindSchema>;

/** What a search of events is limited to; people are given by pseudonym, as in the record. */
export const eventFilterSchema = z.strictObject({
  kinds: z.array(eventKindSchema).min(1).optional(),
  patient: pseudonymSchema.optional(),
  /** Who acted. */
  person: pseudonymSchema.optional(),
  /** The organization whose people acted. */
  organization: mspIdSchema.optional(),
  purpose: purposeSchema.optional(),
  basis: z.enum(['own', 'author', 'consent']).optional(),
  outcome: z.enum(['permit', 'refuse']).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  /** Only acts that took effect long after their signed time. */
  late: z.literal(true).optional(),
});
export type EventFilter = Readonly<z.infer<typeof eventFilterSchema>>;

/** An auditor's question as the ledger records it. */
export const auditQuerySchema = z.union([
  z.strictObject({ kind: z.literal('search'), filter: eventFilterSchema }),
  z.strictObject({
    kind: z.literal('accounting'),
    patient: pseudonymSchema,
    from: timeSchema,
    to: timeSchema,
  }),
  z.strictObject({ kind: z.literal('export'), format: z.enum(['csv', 'ndjson']), filter: eventFilterSchema }),
  z.strictObject({ kind: z.literal('history'), version: versionIdSchema }),
]);
export type AuditQuery = Readonly<z.infer<typeof auditQuerySchema>>;
