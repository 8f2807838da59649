import { type Kysely, sql } from 'kysely';
import type {
  ArchivedBlock,
  ArchivedKey,
  ArchivedTransaction,
  BlockStart,
  ChainArchive,
  TransactionPlace,
} from '../domain/ledger/chain-archive.js';
import { ordinary } from './database.js';
import type { ProjectionTables, TransactionRow } from './tables.js';

/** Blocks that are read at once when a range is walked. */
const stride = 500;

/** Blocks and transactions from the projection in SQLite. */
export class SqliteChainArchive implements ChainArchive {
  readonly #database: Kysely<ProjectionTables>;

  constructor(database: Kysely<ProjectionTables>) {
    this.#database = database;
  }

  async blocks({ before, at }: BlockStart, limit: number): Promise<readonly ArchivedBlock[]> {
    let query = this.#blocks().orderBy('number', 'desc').limit(limit);
    if (before !== undefined) query = query.where('number', '<', Number(before));
    if (at !== undefined)
      query = query.where('number', '<=', (builder) =>
        builder
          .selectFrom('transactions')
          .select((inner) => inner.fn.max('block').as('block'))
          .where('transactions.at', '<=', at)
          .where(sql<boolean>`${sql.raw(ordinary)}`),
      );
    return (await query.execute()).map((row) => toBlock(row));
  }

  async *range(from: number, to: number): AsyncGenerator<ArchivedBlock> {
    for (let next = from; next <= to; next += stride) {
      const last = Math.min(next + stride - 1, to);
      const rows = await this.#blocks()
        .where('number', '>=', next)
        .where('number', '<=', last)
        .orderBy('number')
        .execute();
      for (const row of rows) yield toBlock(row);
    }
  }

  async foreignChanges(): Promise<number> {
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(this.#database);
    return rows[0]?.data_version ?? 0;
  }

  async transactionsOf(block: string): Promise<readonly ArchivedTransaction[]> {
    const query = this.#database.selectFrom('transactions').selectAll();
    const rows = await query.where('block', '=', Number(block)).orderBy('position').execute();
    return rows.map((row) => toTransaction(row));
  }

  async transaction(transactionId: string): Promise<ArchivedTransaction | undefined> {
    // Blocks can have others under the same id, without effect: the valid one counts, otherwise the first.
    const row = await this.#database
      .selectFrom('transactions')
      .selectAll()
      .where('id', '=', transactionId)
      .orderBy(sql`validation_code <> 0`)
      .orderBy('block')
      .orderBy('position')
      .executeTakeFirst();
    return row && toTransaction(row);
  }

  async keysOf({ block, position }: TransactionPlace): Promise<readonly ArchivedKey[]> {
    const rows = await this.#database
      .selectFrom('writes')
      .select(['collection', 'key_hash', 'kind'])
      .where('block', '=', Number(block))
      .where('position', '=', position)
      .orderBy('sequence')
      .execute();
    return rows.map(({ collection, key_hash: keyHash, kind }) => ({
      collection: collection === '' ? undefined : collection,
      keyHash,
      kind,
    }));
  }

  async transactionsAbout(
    report: string,
    patient: string,
    limit: number,
  ): Promise<readonly ArchivedTransaction[]> {
    const about = this.#database
      .selectFrom('record_versions')
      .innerJoin('writes', 'writes.sequence', 'record_versions.sequence')
      .select(['writes.block', 'writes.position'])
      .distinct()
      .where('record_versions.reportId', '=', report)
      .where('record_versions.patient', '=', patient)
      .as('about');
    const rows = await this.#database
      .selectFrom('transactions')
      .innerJoin(about, (join) =>
        join
          .onRef('about.block', '=', 'transactions.block')
          .onRef('about.position', '=', 'transactions.position'),
      )
      .selectAll('transactions')
      .orderBy('transactions.block', 'desc')
      .orderBy('transactions.position', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => toTransaction(row));
  }

  #blocks() {
    const own = sql<string | null>`(
      select at from transactions where block = blocks.number and ${sql.raw(ordinary)} order by position limit 1)`;
    const count = sql<number>`(select count(*) from transactions where block = blocks.number)`;
    return this.#database
      .selectFrom('blocks')
      .selectAll()
      .select([own.as('at'), count.as('transactions')]);
  }
}

function toBlock(
  row: Readonly<ProjectionTables['blocks'] & { at: string | null; transactions: number }>,
): ArchivedBlock {
  return {
    number: row.number.toString(),
    headerHash: row.header_hash,
    previousHash: row.previous_hash,
    dataHash: row.data_hash,
    size: row.size,
    transactions: row.transactions,
    at: row.at ?? undefined,
  };
}

function toTransaction(row: TransactionRow): ArchivedTransaction {
  return {
    transactionId: row.id,
    block: row.block.toString(),
    position: row.position,
    kind: row.kind,
    function: row.function,
    validationCode: row.validation_code,
    at: row.at ?? undefined,
    creatorMspId: row.creator_msp,
    creator: row.creator,
    endorsers: JSON.parse(row.endorsers) as string[],
    keysWritten: row.keys_written,
    late: row.late === 1,
  };
}
