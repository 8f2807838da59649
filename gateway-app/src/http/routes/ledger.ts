import { z } from 'zod';
import type { LedgerHeights } from '../../use-cases/ledger-heights.js';
import { route, type Route } from '../route.js';

const height = z.strictObject({
  organization: z.string(),
  mspId: z.string(),
  height: z.string().optional(),
  latestHash: z.string().optional(),
});

/** What anybody signed in may know of the ledger itself. */
export function ledgerRoutes(readHeights: () => Promise<LedgerHeights>): Route[] {
  return [
    route({
      method: 'get',
      path: '/ledger/heights',
      summary: 'Number of blocks and newest header hash at every organization',
      auth: 'session',
      responses: {
        200: { description: 'Heights', body: z.strictObject({ items: z.array(height), equal: z.boolean() }) },
      },
      handle: async () => {
        const { items, equal } = await readHeights();
        return { status: 200, body: { items: [...items], equal } };
      },
    }),
  ];
}
