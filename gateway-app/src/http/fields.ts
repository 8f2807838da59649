import { type IdKind, idPrefixes, personIdSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { passwordFits } from '../domain/password-policy.js';

/** Adds to an id's schema of `ledger-model` what the API document needs: custom checks have no JSON Schema. */
export function documentedId<Schema extends z.ZodType>(kind: IdKind, schema: Schema): Schema {
  return schema.meta({
    type: 'string',
    pattern: `^${idPrefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$`,
  });
}

/** The id on a person's card. */
export const personIdField = documentedId('person', personIdSchema);

/** Members of every answer to an act: where it stands on the ledger. */
export const committedFields = {
  transactionId: z.string(),
  block: z.string().meta({ description: 'Block number, decimal' }),
};

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

/** One line of text that a person typed, trimmed, of 1 to `maximum` characters and without control characters. */
export function lineOfText(maximum: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !/\p{Cc}/u.test(text), 'contains control characters')
    .refine((text) => text.isWellFormed(), 'is not well-formed Unicode');
}

/** A password as typed: checking a longer one would buy time on the server. */
export const passwordField = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => passwordFits(text), 'is too long');
