import { recordSchemas, type VersionId } from '@medseal/ledger-model';
import { type Kysely, sql } from 'kysely';
import type {
  AskedAbout,
  AuditEvent,
  AuditLog,
  AuditScope,
  EventSelection,
  RecordedState,
} from '../domain/audit/audit-log.js';
import type { Page, PageRequest } from '../domain/ledger/projection.js';
import { parseCursor, writeCursor } from './cursor.js';
import { type Builder, type Condition, conditions } from './event-conditions.js';
import { thoseAbout } from './questions-about.js';
import { type ProjectionTables, writesPerBlock } from './tables.js';

/** Questions that one call searches for those about the person who asks. */
const questionsAtOnce = 20;

/** Events and histories from the projection in SQLite. */
export class SqliteAuditLog implements AuditLog {
  readonly #database: Kysely<ProjectionTables>;

  constructor(database: Kysely<ProjectionTables>) {
    this.#database = database;
  }

  async events({ filter, scope, upTo }: EventSelection, page: PageRequest): Promise<Page<AuditEvent>> {
    const end = (Number(upTo) + 1) * writesPerBlock;
    return await this.#page(page, (builder) =>
      builder.and([
        builder('record_versions.sequence', '<', end),
        ...conditions(builder, filter),
        ...(filter.late === true ? [builder('transactions.late', '=', 1)] : []),
        ...withinScope(builder, scope),
      ]),
    );
  }

  async questions(asked: AskedAbout, { limit, after }: PageRequest): Promise<Page<AuditEvent>> {
    const rows = await this.#newestQuestions(after);
    const about = await thoseAbout(this.#database, asked, rows);
    const found = rows.filter(({ sequence }) => about.has(sequence));
    const shown = found.slice(0, limit);
    const items = shown.map((row) => toEvent(row));
    if (found.length > limit) return goingOn(items, shown.at(-1));
    return rows.length === questionsAtOnce ? goingOn(items, rows.at(-1)) : { items };
  }

  async #newestQuestions(after: string | undefined) {
    return await this.#rows()
      .where('event', '=', 'query')
      .where(
        'record_versions.sequence',
        '<',
        after === undefined ? Number.MAX_SAFE_INTEGER : parseCursor(after),
      )
      .orderBy('record_versions.sequence', 'desc')
      .limit(questionsAtOnce)
      .execute();
  }

  async statesOf(version: VersionId, scope: AuditScope): Promise<readonly RecordedState[]> {
    const rows = await this.#rows()
      .where('type', 'in', ['version', 'proposal'])
      .where('parts', '=', JSON.stringify([version]))
      .orderBy('record_versions.sequence')
      .execute();
    if (!(await this.#sees(version, scope))) return [];
    return rows.map((row) => {
      const type = row.type as RecordedState['type'];
      return {
        ...placeOf(row),
        type,
        keyHash: row.key_hash,
        valueHash: row.value_hash ?? '',
        actor: String((JSON.parse(row.json) as { by: unknown }).by),
        record: recordSchemas[type].parse(JSON.parse(row.json)),
      };
    });
  }

  /** A version is in a scope when something that happened to its proposal is. */
  async #sees(version: VersionId, scope: AuditScope): Promise<boolean> {
    const { items } = await this.#page({ limit: 1 }, (builder) =>
      builder.and([
        builder('type', '=', 'proposal'),
        builder('parts', '=', JSON.stringify([version])),
        ...withinScope(builder, scope),
      ]),
    );
    return items.length > 0;
  }

  async #page(
    { limit, after }: PageRequest,
    where: (builder: Builder) => Condition,
  ): Promise<Page<AuditEvent>> {
    let query = this.#rows().where('event', 'is not', null).where(where);
    if (after !== undefined) query = query.where('record_versions.sequence', '<', parseCursor(after));
    const rows = await query
      .orderBy('record_versions.sequence', 'desc')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const page = { items: items.map((row) => toEvent(row)) };
    return rows.length > limit && last !== undefined ? { ...page, next: writeCursor(last.sequence) } : page;
  }

  #rows() {
    return this.#database
      .selectFrom('record_versions')
      .innerJoin('writes', 'writes.sequence', 'record_versions.sequence')
      .innerJoin('transactions', (join) =>
        join
          .onRef('transactions.block', '=', 'writes.block')
          .onRef('transactions.position', '=', 'writes.position'),
      )
      .selectAll('record_versions')
      .select(['writes.block', 'writes.transaction_id', 'writes.key_hash', 'writes.value_hash'])
      .select(['transactions.function', 'transactions.late']);
  }
}

/** A page after which there may be more, after this place. */
function goingOn(
  items: readonly AuditEvent[],
  last: Readonly<{ sequence: number }> | undefined,
): Page<AuditEvent> {
  return last === undefined ? { items } : { items, next: writeCursor(last.sequence) };
}

function withinScope(builder: Builder, scope: AuditScope): Condition[] {
  if (scope === 'all') return [];
  const ownPeople = builder
    .selectFrom('record_versions as person')
    .select(sql<string>`json_extract(person.parts, '$[0]')`.as('pseudonym'))
    .where('person.type', '=', 'person')
    .where('person.latest', '=', 1)
    .where('person.mspId', '=', scope.mspId);
  return [builder.or([builder('actor_msp', '=', scope.mspId), builder('subject', 'in', ownPeople)])];
}

type PlaceRow = Pick<EventRow, 'at' | 'function' | 'block' | 'transaction_id'>;

interface EventRow {
  readonly event: AuditEvent['kind'] | null;
  readonly at: string;
  readonly actor: string | null;
  readonly actor_msp: string | null;
  readonly subject: string | null;
  readonly function: string;
  readonly block: number;
  readonly transaction_id: string;
  readonly late: 0 | 1;
  readonly json: string;
}

function toEvent(row: EventRow): AuditEvent {
  return {
    ...placeOf(row),
    // Rows are selected by their event, and an event has the other two.
    kind: row.event as AuditEvent['kind'],
    actor: row.actor ?? '',
    actorMspId: row.actor_msp ?? '',
    subject: row.subject ?? undefined,
    late: row.late === 1,
    record: JSON.parse(row.json) as AuditEvent['record'],
  };
}

function placeOf({ at, function: called, block, transaction_id: transactionId }: PlaceRow) {
  return { at, function: called, block: block.toString(), transactionId };
}
