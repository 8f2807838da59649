import {
  consentIdSchema,
  digestSchema,
  disclosureIdSchema,
  personIdSchema,
  reportIdSchema,
  timeSchema,
  versionIdSchema,
} from '@medseal/ledger-model';
import { z } from 'zod';
import type { Page, PageRequest } from '../../domain/projection.js';
import { documentedId } from '../fields.js';

/** Ids, times and digests of the ledger with what the API document says of them. */
export const fields = {
  personId: documentedId('person', personIdSchema),
  reportId: documentedId('report', reportIdSchema),
  versionId: documentedId('version', versionIdSchema),
  consentId: documentedId('consent', consentIdSchema),
  disclosureId: documentedId('disclosure', disclosureIdSchema),
  /** A time that the ledger will hold: UTC with milliseconds. */
  time: timeSchema.meta({ format: 'date-time' }),
  sha256: digestSchema.meta({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
  transactionId: z.string(),
  block: z.string().meta({ description: 'block number, decimal' }),
} as const;

/** Query of every list: how many items, and the `next` of the page before. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .default(50),
  after: z.string().max(200).optional(),
} as const;

/** The body of every list. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional(),
    asOfBlock: z.string().optional(),
  });
}

/** The page that a query asks for. */
export function pageRequest({
  limit,
  after,
}: Readonly<{ limit: number; after?: string | undefined }>): PageRequest {
  return after === undefined ? { limit } : { limit, after };
}

/** A page as it is answered: with the block up to which it is complete. */
export function pageBody<Item>(page: Page<Item>, asOfBlock: string | undefined) {
  return { ...page, items: [...page.items], ...(asOfBlock === undefined ? {} : { asOfBlock }) };
}
