import { idPrefixes, type IdKind } from '@medseal/ledger-model';
import { z } from 'zod';

/** Adds to an id's schema of `ledger-model` what the API document needs: custom checks have no JSON Schema. */
export function documentedId<Schema extends z.ZodType>(kind: IdKind, schema: Schema): Schema {
  return schema.meta({
    type: 'string',
    pattern: `^${idPrefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$`,
  });
}

/** Adds the format of a time (RFC 3339, UTC, milliseconds) or another string to a schema for the API document. */
export function documentedString<Schema extends z.ZodType>(schema: Schema, format: string): Schema {
  return schema.meta({ type: 'string', format });
}

/** One line of text that a person typed, trimmed, of 1 to `maximum` characters and without control characters. */
export function lineOfText(maximum: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !/\p{Cc}/u.test(text), 'contains control characters');
}
