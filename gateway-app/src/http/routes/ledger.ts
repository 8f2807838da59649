import { z } from 'zod';
import { transactionKinds } from '../../domain/ledger/transaction-kind.js';
import type { LedgerExplorer } from '../../use-cases/ledger/explore-ledger.js';
import type { LedgerHeights } from '../../use-cases/ledger/ledger-heights.js';
import { defaultLimit, pageFields } from '../messages/fields.js';
import { route, type Route } from '../api/route.js';
import { fields } from './pages.js';

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .meta({ description: 'Block number, decimal' });
const hash = z.string().meta({ description: 'SHA-256, hex' });
const transactionId = z.string().regex(/^[0-9a-f]{64}$/);

const height = z.strictObject({
  organization: z.string(),
  mspId: z.string(),
  height: z.string().optional(),
  latestHash: z.string().optional(),
});

const block = z.strictObject({
  number,
  headerHash: hash,
  previousHash: hash,
  dataHash: hash,
  size: z.int().meta({ description: 'Bytes of its transactions' }),
  transactions: z.int(),
  at: fields.time.optional().meta({
    description: 'Time of the first valid act or configuration, as its client set it; blocks carry no time',
  }),
  linked: z.boolean().meta({ description: 'Recomputed header hash and previous hash match' }),
});

const transaction = z.strictObject({
  transactionId: z.string().meta({ description: 'Empty if the transaction does not say' }),
  block: number,
  position: z.int().meta({ description: 'Position in the block, from 0' }),
  kind: z.enum(transactionKinds).meta({
    description:
      'act: an act of medseal; fabric: configuration or life cycle of the chaincode; ' +
      'foreign: not an act of medseal; unreadable: cannot be decoded',
  }),
  at: fields.time.optional().meta({ description: 'As its client set it; left out if it is not a time' }),
  organization: z.string().meta({
    description: 'Of its creator; empty if the transaction does not say or its signature was not confirmed',
  }),
  function: z.string().meta({ description: 'Of acts and of Fabric’s own transactions; otherwise empty' }),
  valid: z.boolean(),
  validation: z.string().meta({ description: 'The code in English words' }),
  validationCode: z.int().meta({ description: 'TxValidationCode of Fabric; 0 is valid' }),
  endorsers: z.array(z.string()).meta({
    description:
      'Organizations of the channel that the endorsements name; peers count only those with a valid signature',
  }),
  keysWritten: z.int(),
  late: fields.late,
});

const key = z.strictObject({
  collection: z.string().optional(),
  keyHash: hash,
  kind: z.enum(['put', 'delete', 'purge']),
});

const chain = z.strictObject({
  from: number,
  blocks: z.int(),
  intact: z.boolean(),
  firstBroken: number.optional(),
  latestHash: hash.optional(),
});

/** What anyone signed in may know about the ledger itself: nothing about people. */
export function ledgerRoutes(explorer: LedgerExplorer, readHeights: () => Promise<LedgerHeights>): Route[] {
  return [
    heightsRoute(readHeights),
    blocksRoute(explorer),
    blockRoute(explorer),
    transactionRoute(explorer),
    aboutReportRoute(explorer),
    chainRoute(explorer),
  ];
}

function heightsRoute(readHeights: () => Promise<LedgerHeights>): Route {
  return route({
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
  });
}

function blocksRoute(explorer: LedgerExplorer): Route {
  return route({
    method: 'get',
    path: '/ledger/blocks',
    summary: 'Blocks, newest first: those before a number, or from a moment (`at`) backwards',
    auth: 'session',
    query: z.strictObject({ before: number.optional(), at: fields.time.optional(), limit: pageFields.limit }),
    responses: {
      200: {
        description: 'Blocks; `next` is the `before` of the next page',
        body: z.strictObject({ items: z.array(block), next: z.string().optional() }),
      },
    },
    handle: async ({ query: { before, at, limit = defaultLimit }, session }) => {
      const { items, ...page } = await explorer.blocks({ before, at }, limit, session);
      return { status: 200, body: { ...page, items: [...items] } };
    },
  });
}

function blockRoute(explorer: LedgerExplorer): Route {
  return route({
    method: 'get',
    path: '/ledger/blocks/{number}',
    summary: 'A block with its transactions',
    auth: 'session',
    params: z.strictObject({ number }),
    responses: {
      200: {
        description: 'The block',
        body: z.strictObject({ block, transactions: z.array(transaction) }),
      },
    },
    handle: async ({ params }) => {
      const { block: found, transactions } = await explorer.block(params.number);
      return { status: 200, body: { block: found, transactions: transactions.map((each) => mutable(each)) } };
    },
  });
}

function transactionRoute(explorer: LedgerExplorer): Route {
  return route({
    method: 'get',
    path: '/ledger/transactions/{transactionId}',
    summary:
      'A transaction: organization, function, outcome in words, organizations named as endorsers; auditors and its creator also see its keys',
    auth: 'session',
    params: z.strictObject({ transactionId }),
    responses: {
      200: {
        description: 'The transaction',
        body: z.strictObject({ ...transaction.shape, keys: z.array(key).optional() }),
      },
    },
    handle: async ({ params, session }) => {
      const { keys, ...found } = await explorer.transaction(params.transactionId, session);
      return { status: 200, body: { ...mutable(found), ...(keys && { keys: [...keys] }) } };
    },
  });
}

function aboutReportRoute(explorer: LedgerExplorer): Route {
  return route({
    method: 'get',
    path: '/ledger/transactions',
    summary: 'Transactions about one of your reports, newest first',
    auth: 'session',
    roles: ['patient'],
    query: z.strictObject({ report: fields.reportId }),
    responses: {
      200: { description: 'Transactions', body: z.strictObject({ items: z.array(transaction) }) },
    },
    handle: async ({ query, session }) => {
      const items = await explorer.transactionsAbout(query.report, session);
      return { status: 200, body: { items: items.map((each) => mutable(each)) } };
    },
  });
}

function chainRoute(explorer: LedgerExplorer): Route {
  return route({
    method: 'get',
    path: '/ledger/chain',
    summary: 'Recompute the header hashes of all blocks or of a range: intact, or the first broken block',
    auth: 'session',
    query: z.strictObject({ from: number.optional(), to: number.optional() }),
    responses: { 200: { description: 'The result', body: chain } },
    handle: async ({ query: { from = '0', to } }) => ({
      status: 200,
      body: await explorer.chain(Number(from), to === undefined ? undefined : Number(to)),
    }),
  });
}

function mutable<Item extends Readonly<{ endorsers: readonly string[] }>>(item: Item) {
  return { ...item, endorsers: [...item.endorsers] };
}
