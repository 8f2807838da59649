import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import {
  type Grantee,
  heldGranteeSchema,
  type PersonId,
  type Pseudonym,
  type RecordOf,
  recordSchemas,
  type RecordType,
} from '@medseal/ledger-model';
import { type Kysely, sql } from 'kysely';
import type { LedgerBlock } from '../domain/ledger/block.js';
import { type BlockFeed, type BlockListener, effectOf } from '../domain/ledger/block-feed.js';
import type { KnownPerson, PeopleDirectory } from '../domain/people/people.js';
import type {
  Page,
  PageRequest,
  Period,
  Projected,
  Projection,
  SharedReport,
  Sharing,
} from '../domain/ledger/projection.js';
import { applyBlock } from './apply-block.js';
import { parseCursor, writeCursor, writePlace } from './cursor.js';
import { validUnreadable } from './database.js';
import { placeOf, type SharedRow, sharedRows } from './shared-reports.js';
import { type ProjectionTables, type Selectable, selectable } from './tables.js';

/** Blocks with missing private data that one round reads again. */
const blocksAtOnce = 100;

/** Milliseconds that a list waits for the block of the caller's own act. */
const waitBound = 5_000;

/** The projection in SQLite; the follower puts blocks in, all others read. */
export class SqliteProjection implements Projection, PeopleDirectory, BlockFeed {
  readonly #database: Kysely<ProjectionTables>;
  readonly #progress = new EventEmitter().setMaxListeners(0);
  readonly #listeners = new Set<BlockListener>();
  #height: number | undefined;

  private constructor(database: Kysely<ProjectionTables>, height: number | undefined) {
    this.#database = database;
    this.#height = height;
  }

  static async open(database: Kysely<ProjectionTables>): Promise<SqliteProjection> {
    const row = await database
      .selectFrom('blocks')
      .select('number')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return new SqliteProjection(database, row?.number);
  }

  /** Number of the block to read next. */
  get next(): bigint {
    return BigInt((this.#height ?? -1) + 1);
  }

  height(): string | undefined {
    return this.#height?.toString();
  }

  /** Header hash of a block that is in, hex. */
  async headerHash(block: number): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom('blocks')
      .select('header_hash')
      .where('number', '=', block)
      .executeTakeFirst();
    return row?.header_hash;
  }

  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts a block in (again), and tells the listeners if that changed anything. */
  async apply(given: LedgerBlock): Promise<void> {
    const { block, changed } = await applyBlock(this.#database, given);
    // What was purged must not survive in the write-ahead log either.
    if (hasPurge(block)) await sql`pragma wal_checkpoint(truncate)`.execute(this.#database);
    this.#height = Math.max(this.#height ?? -1, Number(block.number));
    this.#progress.emit('block');
    if (changed && this.#listeners.size > 0) {
      const effect = effectOf(block);
      for (const listener of this.#listeners) listener(block, effect);
    }
    // Blocks may come without a pause for hours: requests, and what frees memory, must have their turn in between.
    await setImmediate();
  }

  /** Numbers of the first blocks, above `after`, whose private data is not complete. */
  async incomplete(after = -1n): Promise<readonly bigint[]> {
    const rows = await this.#database
      .selectFrom('writes')
      .select('block')
      .distinct()
      .where('content', '=', 'missing')
      .where('block', '>', Number(after))
      .orderBy('block')
      .limit(blocksAtOnce)
      .execute();
    return rows.map(({ block }) => BigInt(block));
  }

  /** Number of blocks whose private data is not complete. */
  async incompleteBlocks(): Promise<number> {
    const row = await this.#database
      .selectFrom('writes')
      .select((builder) => builder.fn.count<number>('block').distinct().as('blocks'))
      .where('content', '=', 'missing')
      .executeTakeFirstOrThrow();
    return row.blocks;
  }

  /** Number of transactions that took effect and cannot be read here: lists may lack what they changed. */
  async validUnreadable(): Promise<number> {
    const row = await this.#database
      .selectFrom('transactions')
      .select((builder) => builder.fn.countAll<number>().as('transactions'))
      .where(sql<boolean>`${sql.raw(validUnreadable)}`)
      .executeTakeFirstOrThrow();
    return row.transactions;
  }

  async waitFor(block: string): Promise<boolean> {
    const wanted = Number(block);
    const signal = AbortSignal.timeout(waitBound);
    try {
      while ((this.#height ?? -1) < wanted) await once(this.#progress, 'block', { signal });
      return true;
    } catch {
      return false;
    }
  }

  async find<Type extends RecordType>(
    type: Type,
    parts: readonly string[],
  ): Promise<Projected<Type> | undefined> {
    const row = await this.#latest()
      .where('type', '=', type)
      .where('parts', '=', JSON.stringify(parts))
      .executeTakeFirst();
    return row === undefined ? undefined : toProjected(type, row);
  }

  async list<Type extends RecordType>(
    type: Type,
    where: Readonly<Record<string, string>>,
    page: PageRequest,
    { from, to }: Period = {},
  ): Promise<Page<Projected<Type>>> {
    let query = this.#latest().where('type', '=', type);
    for (const [name, value] of Object.entries(where))
      query = query.where(selectableColumn(name), '=', value);
    if (from !== undefined) query = query.where('record_versions.at', '>=', from);
    if (to !== undefined) query = query.where('record_versions.at', '<', to);
    if (page.after !== undefined)
      query = query.where('record_versions.sequence', '<', parseCursor(page.after));
    const rows = await query
      .orderBy('record_versions.sequence', 'desc')
      .limit(page.limit + 1)
      .execute();
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const items = shown.map((row) => toProjected(type, row));
    return rows.length > shown.length && last !== undefined
      ? { items, next: writeCursor(last.sequence) }
      : { items };
  }

  async shared(sharing: Sharing, page: PageRequest): Promise<Page<SharedReport>> {
    const rows = await sharedRows(this.#database, sharing, page);
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const items = shown.map((row) => ({ report: toProjected('report', row), grantee: granteeOf(row) }));
    return rows.length > shown.length && last !== undefined
      ? { items, next: writePlace(placeOf(last)) }
      : { items };
  }

  async since(type: RecordType, parts: readonly string[], state?: string): Promise<string | undefined> {
    let query = this.#database
      .selectFrom('record_versions')
      .select('at')
      .where('type', '=', type)
      .where('parts', '=', JSON.stringify(parts));
    if (state !== undefined) query = query.where('state', '=', state);
    return (await query.orderBy('sequence').limit(1).executeTakeFirst())?.at;
  }

  /** Finds a person by the id on the card. */
  async byPersonId(personId: PersonId): Promise<KnownPerson | undefined> {
    const { items } = await this.list('person', { personId }, { limit: 1 });
    return items[0]?.record;
  }

  async byPseudonym(pseudonym: Pseudonym): Promise<KnownPerson | undefined> {
    return (await this.find('person', [pseudonym]))?.record;
  }

  async close(): Promise<void> {
    await this.#database.destroy();
  }

  #latest() {
    return this.#database
      .selectFrom('record_versions')
      .innerJoin('writes', 'writes.sequence', 'record_versions.sequence')
      .innerJoin('transactions', (join) =>
        join
          .onRef('transactions.block', '=', 'writes.block')
          .onRef('transactions.position', '=', 'writes.position'),
      )
      .select(['record_versions.sequence', 'json', 'writes.block', 'transaction_id', 'late'])
      .where('latest', '=', 1);
  }
}

function granteeOf({ grantee, role }: SharedRow): Grantee {
  return heldGranteeSchema.parse(role === null ? { person: grantee } : { organization: grantee, role });
}

function hasPurge({ transactions }: LedgerBlock): boolean {
  return transactions.some(({ writes }) => writes.some(({ kind }) => kind === 'purge'));
}

function selectableColumn(name: string): Selectable {
  const column = selectable.find((each) => each === name);
  if (column === undefined) throw new RangeError(`no list by ${name}`);
  return column;
}

function toProjected<Type extends RecordType>(
  type: Type,
  row: Readonly<{ json: string; block: number; transaction_id: string; late: 0 | 1 }>,
): Projected<Type> {
  const record: unknown = recordSchemas[type].parse(JSON.parse(row.json));
  return {
    record: record as RecordOf<Type>,
    block: row.block.toString(),
    transactionId: row.transaction_id,
    late: row.late === 1,
  };
}
