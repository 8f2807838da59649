import {
  consentIdSchema,
  digestSchema,
  disclosureIdSchema,
  reportIdSchema,
  timeSchema,
  versionIdSchema,
  personIdSchema,
} from '@medseal/ledger-model';
import { z } from 'zod';
import type { Page, PageRequest } from '../../domain/ledger/projection.js';
import { committedFields, defaultLimit, lateField } from '../messages/fields.js';

/** Ids, times and digests of the ledger with what the API document says about them. */
export const fields = {
  personId: personIdSchema,
  reportId: reportIdSchema,
  versionId: versionIdSchema,
  consentId: consentIdSchema,
  disclosureId: disclosureIdSchema,
  /** A time that the ledger will hold: UTC with milliseconds. */
  time: timeSchema.meta({ format: 'date-time' }),
  sha256: digestSchema.meta({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
  ...committedFields,
  late: lateField,
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
  limit = defaultLimit,
  after,
}: Readonly<{ limit?: number | undefined; after?: string | undefined }>): PageRequest {
  return after === undefined ? { limit } : { limit, after };
}

/** A page as it is sent: with the block up to which it is complete. */
export function pageBody<Item>(page: Page<Item>, asOfBlock: string | undefined) {
  return { ...page, items: [...page.items], ...(asOfBlock === undefined ? {} : { asOfBlock }) };
}
