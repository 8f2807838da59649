import { passwordFits } from '@medseal/input-rules';
import {
  assignmentIdSchema,
  auditQueryIdSchema,
  consentIdSchema,
  disclosureIdSchema,
  type IdKind,
  idPrefixes,
  personIdSchema,
  reportIdSchema,
  requestIdSchema,
  versionIdSchema,
} from '@medseal/ledger-model';
import { z } from 'zod';

export { entered, searched } from '../../domain/shared/entered.js';

/** Ids, whose checks JSON Schema does not know. */
const ids = new Map<unknown, IdKind>([
  [personIdSchema, 'person'],
  [reportIdSchema, 'report'],
  [versionIdSchema, 'version'],
  [consentIdSchema, 'consent'],
  [disclosureIdSchema, 'disclosure'],
  [assignmentIdSchema, 'assignment'],
  [requestIdSchema, 'request'],
  [auditQueryIdSchema, 'auditQuery'],
]);

/** What the API document says about a custom check: all of them are for texts, and the form of ids is known. */
export function documentedCheck(schema: unknown): Readonly<{ type: 'string'; pattern?: string }> {
  const kind = ids.get(schema);
  return {
    type: 'string',
    ...(kind !== undefined && { pattern: `^${idPrefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$` }),
  };
}

/** Members of every answer to an act: where it is on the ledger. */
export const committedFields = {
  transactionId: z.string(),
  block: z.string().meta({ description: 'Block number, decimal' }),
};

/** For what is on the ledger. */
export const lateField = z.boolean().meta({
  description: 'Took effect long after the signed time of its act, as the blocks alone show',
});

/** Query of a list: how many items at most, and the `next` of the page before. */
export const pageFields = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .optional(),
  after: z.string().max(200).optional(),
};

/** Items on a page when the caller does not say. */
export const defaultLimit = 50;

/** A password as typed: checking a longer one would cost the server time. */
export const passwordField = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => passwordFits(text), 'is too long');
