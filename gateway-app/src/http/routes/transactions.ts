import { z } from 'zod';
import type { ReadTransaction } from '../../use-cases/ledger/read-transaction.js';
import { route, type Route } from '../api/route.js';

const transactionId = z.string().regex(/^[0-9a-f]{64}$/);

/** The outcome of a transaction whose commit was not seen in time (202). */
export function transactionRoutes(transactions: ReadTransaction): Route[] {
  return [
    route({
      method: 'get',
      path: '/transactions/{transactionId}',
      summary: 'Whether a submitted transaction is in a block, after an answer 202',
      auth: 'session',
      params: z.strictObject({ transactionId }),
      responses: {
        200: {
          description: 'Its state',
          body: z.strictObject({
            transactionId,
            state: z.enum(['pending', 'committed', 'invalid', 'undone']),
            block: z.string().optional(),
          }),
        },
      },
      handle: async ({ params }) => ({
        status: 200,
        body: await transactions.read(params.transactionId),
      }),
    }),
  ];
}
