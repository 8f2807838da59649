import type { Selectable } from 'kysely';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import type { EarlierRequest, IdempotencyKeys, KeyedRequest } from '../../domain/shared/idempotency.js';
import type { Database, IdempotencyKeyTable } from './database.js';

/** How long a key is remembered, milliseconds. */
const memory = 24 * 3_600_000;

/** Idempotency keys in SQLite. */
export class SqliteIdempotencyKeys implements IdempotencyKeys {
  readonly #database: Database;
  readonly #sweepClock: Clock;
  /** Rows of requests that run in this process; a row that is unfinished and not here was cut off by a crash. */
  readonly #running = new Set<string>();

  constructor({ database, sweepClock }: Readonly<{ database: Database; sweepClock: Clock }>) {
    this.#database = database;
    this.#sweepClock = sweepClock;
  }

  async claim(request: KeyedRequest): Promise<EarlierRequest> {
    await this.#sweep();
    const row = {
      ...request,
      status: null,
      resourceId: null,
      transactionId: null,
      noted: timeText(Date.now()),
    };
    const { numInsertedOrUpdatedRows } = await this.#database
      .insertInto('idempotencyKey')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return this.#begin(request.id);
    return await this.#earlier(request);
  }

  async claimAgain({ id }: KeyedRequest): Promise<EarlierRequest> {
    if (this.#running.has(id)) return { kind: 'running' };
    const begun = this.#begin(id);
    try {
      await this.#database
        .updateTable('idempotencyKey')
        .set({ transactionId: null, resourceId: null })
        .where('id', '=', id)
        .execute();
      return begun;
    } catch (error) {
      this.#running.delete(id);
      throw error;
    }
  }

  async done(id: string, result: Readonly<{ status: number; resourceId: string }>): Promise<void> {
    try {
      await this.#database.updateTable('idempotencyKey').set(result).where('id', '=', id).execute();
    } finally {
      // The next request with this key settles it: on the ledger if a transaction was noted, otherwise as after a crash.
      this.#running.delete(id);
    }
  }

  async failed(id: string): Promise<void> {
    try {
      await this.#database
        .deleteFrom('idempotencyKey')
        .where('id', '=', id)
        .where('status', 'is', null)
        .where('transactionId', 'is', null)
        .execute();
    } finally {
      this.#running.delete(id);
    }
  }

  async #earlier(request: KeyedRequest): Promise<EarlierRequest> {
    const row = await this.#database
      .selectFrom('idempotencyKey')
      .selectAll()
      .where('id', '=', request.id)
      .executeTakeFirst();
    // The request failed just now: the caller may try again.
    if (row === undefined || this.#running.has(request.id)) return { kind: 'running' };
    if (row.body !== request.body) return { kind: 'other-body' };
    return this.#stateOf(row);
  }

  #stateOf({ id, status, resourceId, transactionId }: Selectable<IdempotencyKeyTable>): EarlierRequest {
    if (status !== null && resourceId !== null) return { kind: 'done', status, resourceId };
    if (transactionId === null) return this.#begin(id);
    return { kind: 'unsettled', transactionId, resourceId: resourceId ?? undefined };
  }

  #begin(id: string): EarlierRequest {
    this.#running.add(id);
    return { kind: 'none' };
  }

  async #sweep(): Promise<void> {
    const before = timeText(this.#sweepClock().getTime() - memory);
    await this.#database.deleteFrom('idempotencyKey').where('noted', '<', before).execute();
  }
}
