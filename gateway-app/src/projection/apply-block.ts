import { createHash } from 'node:crypto';
import { parseCompositeKey } from '@medseal/ledger-model';
import type { Kysely, Transaction } from 'kysely';
import { headerHash, type KeyWrite, type LedgerBlock, type LedgerTransaction } from '../domain/block.js';
import {
  type ProjectionTables,
  type RecordRow,
  type Selectable,
  selectable,
  writesPerBlock,
} from './tables.js';

/** What the ledger shows does not hang together: the follower stops, and somebody must look. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';
}

/**
 * Checks a block and puts it in, in one database transaction. Putting the same block in again changes nothing, or completes
 * private data that was missing the first time.
 * @throws {BrokenChain} when a hash does not fit: previous header, block data, or a private value.
 */
export async function applyBlock(database: Kysely<ProjectionTables>, block: LedgerBlock): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await checkChain(trx, block);
    const number = Number(block.number);
    await trx
      .insertInto('blocks')
      .values({
        number,
        header_hash: headerHash(block),
        previous_hash: block.previousHash,
        data_hash: block.dataHash,
        transactions: block.transactions.length,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await insertTransactions(trx, number, block.transactions);
    const complete = await applyWrites(trx, number, block.transactions);
    if (complete) await trx.deleteFrom('incomplete_blocks').where('number', '=', number).execute();
    else
      await trx
        .insertInto('incomplete_blocks')
        .values({ number })
        .onConflict((c) => c.doNothing())
        .execute();
  });
}

async function checkChain(trx: Transaction<ProjectionTables>, block: LedgerBlock): Promise<void> {
  if (block.recomputedDataHash !== block.dataHash)
    throw new BrokenChain(`data of block ${block.number} do not fit its hash`);
  if (block.number === 0n) return;
  const before = await trx
    .selectFrom('blocks')
    .select('header_hash')
    .where('number', '=', Number(block.number) - 1)
    .executeTakeFirst();
  if (before?.header_hash !== block.previousHash)
    throw new BrokenChain(`block ${block.number} does not follow the one before`);
}

async function insertTransactions(
  trx: Transaction<ProjectionTables>,
  block: number,
  transactions: readonly LedgerTransaction[],
): Promise<void> {
  const rows = transactions
    .filter(({ transactionId }) => transactionId !== '')
    .map((transaction) => ({
      id: transaction.transactionId,
      block,
      function: transaction.function,
      validation_code: transaction.validationCode,
      at: transaction.at,
      creator_msp: transaction.creator.mspId,
      creator: transaction.creator.commonName,
    }));
  if (rows.length > 0)
    await trx
      .insertInto('transactions')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute();
}

/** Writes of valid transactions in their order; false when the peer lacked a private value. */
async function applyWrites(
  trx: Transaction<ProjectionTables>,
  block: number,
  transactions: readonly LedgerTransaction[],
): Promise<boolean> {
  let sequence = block * writesPerBlock;
  let complete = true;
  for (const { validationCode, transactionId, writes } of transactions) {
    if (validationCode !== 0) continue;
    for (const write of writes) {
      const row = toRow(write, { sequence: sequence++, block, transaction_id: transactionId });
      if (row === undefined) complete = false;
      else await putRow(trx, row);
    }
  }
  return complete;
}

async function putRow(trx: Transaction<ProjectionTables>, row: RecordRow): Promise<void> {
  await trx
    .insertInto('records')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['collection', 'key_hash'])
        .doUpdateSet(row)
        .where('records.sequence', '<=', row.sequence),
    )
    .execute();
}

/** The row of a write, `undefined` when its value is not here yet. Keys that are not ours make an empty row. */
function toRow(
  write: KeyWrite,
  place: Pick<RecordRow, 'sequence' | 'block' | 'transaction_id'>,
): RecordRow | undefined {
  const empty = {
    collection: write.collection ?? '',
    key_hash: write.keyHash,
    type: null,
    parts: null,
    json: null,
    ...place,
    ...columnsOf({}),
  };
  if (write.kind !== 'put') return empty;
  if (write.key === undefined || write.value === undefined) return undefined;
  if (write.valueHash !== undefined && sha256Hex(write.value) !== write.valueHash) {
    throw new BrokenChain(`a private value of block ${place.block} does not fit its hash`);
  }
  const key = parseCompositeKey(write.key);
  if (key === undefined) return empty;
  const fields = JSON.parse(write.value) as Readonly<Record<string, unknown>>;
  return {
    ...empty,
    type: key.type,
    parts: JSON.stringify(key.parts),
    json: write.value,
    ...columnsOf(fields),
  };
}

function columnsOf(fields: Readonly<Record<string, unknown>>): Record<Selectable, string | null> {
  const grantee = fields['grantee'] as { person?: string; organization?: string } | undefined;
  const flat = { ...fields, grantee: grantee?.person ?? grantee?.organization };
  const entries = selectable.map((name) => {
    const value = flat[name as keyof typeof flat] as unknown;
    return [name, typeof value === 'string' ? value : null];
  });
  return Object.fromEntries(entries) as Record<Selectable, string | null>;
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
