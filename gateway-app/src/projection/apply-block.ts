import type { Kysely, Transaction } from 'kysely';
import { headerHash, type KeyWrite, type LedgerBlock } from '../domain/ledger/block.js';
import { isLate, passedTime, withBlock } from '../domain/ledger/ledger-time.js';
import { isEndorsed } from '../domain/ledger/transaction-kind.js';
import { fitsItsHash, type Place, recordVersion, writeRow } from './record-version.js';
import { type ProjectionTables, type RecordVersionRow, type WriteRow, writesPerBlock } from './tables.js';

type Trx = Transaction<ProjectionTables>;

/** The chain is inconsistent: the follower stops, and an operator must look into it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';
}

/** The result of putting a block in. */
export interface Applied {
  /** The block with the kind of each transaction, now that it is known how many organizations had to endorse. */
  readonly block: LedgerBlock;
  /** False when all of it was already in. */
  readonly changed: boolean;
}

/**
 * Checks a block and puts it in, in one database transaction. Putting the same block in again changes nothing, or
 * completes private data that was missing the first time.
 * @throws {BrokenChain} when a hash does not match: previous header, block data, a private value, or the block that is
 * already in.
 */
export async function applyBlock(database: Kysely<ProjectionTables>, given: LedgerBlock): Promise<Applied> {
  return await database.transaction().execute(async (trx) => {
    await checkChain(trx, given);
    const isNew = await isMissing(trx, given);
    const members = await membersBefore(trx, given);
    let block = judged(given, members);
    let changed = isNew;
    if (isNew) {
      block = await timed(trx, block, members);
      await insertBlock(trx, block);
    }
    for (const [write, place] of validWrites(block)) if (await applyWrite(trx, write, place)) changed = true;
    return { block, changed };
  });
}

/**
 * An invalid transaction that looks like an act is foreign if it does not even claim the endorsement of a majority.
 * For a valid one, Fabric has checked that it has the endorsements that it needs.
 */
function judged(block: LedgerBlock, members: number): LedgerBlock {
  const transactions = block.transactions.map((transaction) =>
    transaction.kind === 'act' &&
    transaction.validationCode !== 0 &&
    !isEndorsed(transaction.endorsers, members)
      ? { ...transaction, kind: 'foreign' as const, function: '' }
      : transaction,
  );
  return { ...block, transactions };
}

/** Marks late acts by the signed times of all acts up to and including this block, and keeps these times. */
async function timed(trx: Trx, block: LedgerBlock, members: number): Promise<LedgerBlock> {
  const rows = await trx.selectFrom('signed_times').selectAll().execute();
  const before = new Map(rows.map(({ msp, at }) => [msp, at]));
  const times = withBlock(before, block);
  for (const [msp, at] of times)
    if (at !== before.get(msp))
      await trx.insertInto('signed_times').values({ msp, at }).orReplace().execute();
  const passed = passedTime(times, members);
  const transactions = block.transactions.map((each) => ({ ...each, late: isLate(each, passed) }));
  return { ...block, transactions };
}

/** How many organizations the channel had when the block was made; a configuration has a block of its own. */
async function membersBefore(trx: Trx, { number }: LedgerBlock): Promise<number> {
  const row = await trx
    .selectFrom('blocks')
    .select('members')
    .where('number', '<', Number(number))
    .where('members', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.members ?? 1;
}

/** The newest valid configuration of a block. */
function membersIn({ transactions }: LedgerBlock): number | null {
  const valid = transactions.filter(({ validationCode }) => validationCode === 0);
  return valid.findLast(({ members }) => members !== undefined)?.members ?? null;
}

async function checkChain(trx: Trx, block: LedgerBlock): Promise<void> {
  if (block.recomputedDataHash !== block.dataHash)
    throw new BrokenChain(`the data of block ${block.number} does not match its hash`);
  if (block.number === 0n) return;
  const before = await headerHashOf(trx, Number(block.number) - 1);
  if (before !== block.previousHash)
    throw new BrokenChain(`block ${block.number} does not follow the one before`);
}

async function isMissing(trx: Trx, block: LedgerBlock): Promise<boolean> {
  const known = await headerHashOf(trx, Number(block.number));
  if (known !== undefined && known !== headerHash(block))
    throw new BrokenChain(`block ${block.number} differs from the one read before`);
  return known === undefined;
}

async function headerHashOf(trx: Trx, number: number): Promise<string | undefined> {
  const query = trx.selectFrom('blocks').select('header_hash').where('number', '=', number);
  return (await query.executeTakeFirst())?.header_hash;
}

async function insertBlock(trx: Trx, block: LedgerBlock): Promise<void> {
  const number = Number(block.number);
  await trx
    .insertInto('blocks')
    .values({
      number,
      header_hash: headerHash(block),
      previous_hash: block.previousHash,
      data_hash: block.dataHash,
      size: block.size,
      members: membersIn(block),
    })
    .execute();
  const rows = block.transactions.map((transaction, position) => ({
    block: number,
    position,
    id: transaction.transactionId,
    kind: transaction.kind,
    function: transaction.function,
    validation_code: transaction.validationCode,
    at: transaction.at ?? null,
    creator_msp: transaction.creator.mspId,
    creator: transaction.creator.commonName,
    endorsers: JSON.stringify(transaction.endorsers),
    keys_written: transaction.keysWritten,
    late: transaction.late === true ? (1 as const) : (0 as const),
  }));
  for (const row of rows) await trx.insertInto('transactions').values(row).execute();
}

/** Writes of valid acts in their order, with their places. */
function* validWrites(block: LedgerBlock): Generator<readonly [KeyWrite, Place]> {
  const number = Number(block.number);
  let sequence = number * writesPerBlock;
  for (const [position, transaction] of block.transactions.entries()) {
    if (transaction.validationCode !== 0) continue;
    for (const write of transaction.writes)
      yield [write, { sequence: sequence++, block: number, position, transaction }];
  }
}

/** @returns false for a write that was already in, or that is still missing. */
async function applyWrite(trx: Trx, write: KeyWrite, place: Place): Promise<boolean> {
  if (!fitsItsHash(write))
    throw new BrokenChain(`a private value of block ${place.block} does not match its hash`);
  const row = writeRow(write, place);
  const known = await trx
    .selectFrom('writes')
    .select('content')
    .where('sequence', '=', row.sequence)
    .executeTakeFirst();
  if (known === undefined) await insertWrite(trx, row);
  else if (known.content !== 'missing' || row.content === 'missing') return false;
  else
    await trx
      .updateTable('writes')
      .set({ content: row.content })
      .where('sequence', '=', row.sequence)
      .execute();
  const version = recordVersion(write, place);
  if (version !== undefined) await insertVersion(trx, row, version);
  return true;
}

/** A write ends the state before it; a purge removes every trace of the states before it except the writes' hashes. */
async function insertWrite(trx: Trx, row: WriteRow): Promise<void> {
  await trx.insertInto('writes').values(row).execute();
  const earlier = trx
    .selectFrom('writes')
    .select('sequence')
    .where('collection', '=', row.collection)
    .where('key_hash', '=', row.key_hash)
    .where('kind', '=', 'put')
    .where('sequence', '<', row.sequence);
  if (row.kind === 'purge') {
    await trx.deleteFrom('record_versions').where('sequence', 'in', earlier).execute();
    await trx
      .updateTable('writes')
      .set({ content: 'purged' })
      .where('sequence', 'in', earlier)
      .where('content', '!=', 'none')
      .execute();
  } else {
    await trx
      .updateTable('record_versions')
      .set({ latest: 0 })
      .where('sequence', 'in', earlier)
      .where('latest', '=', 1)
      .execute();
  }
}

async function insertVersion(
  trx: Trx,
  row: WriteRow,
  version: Omit<RecordVersionRow, 'latest'>,
): Promise<void> {
  const later = await trx
    .selectFrom('writes')
    .select('sequence')
    .where('collection', '=', row.collection)
    .where('key_hash', '=', row.key_hash)
    .where('sequence', '>', row.sequence)
    .limit(1)
    .executeTakeFirst();
  await trx
    .insertInto('record_versions')
    .values({ ...version, latest: later === undefined ? 1 : 0 })
    .execute();
}
