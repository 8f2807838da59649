import type { AtRest } from '../domain/at-rest.js';
import type { AttemptCount, AttemptStore } from '../domain/throttle.js';
import type { Database } from './database.js';

/** Login attempts in SQLite. What people typed as a user name may be a password: subjects are stored as HMACs. */
export class SqliteAttempts implements AttemptStore {
  constructor(
    private readonly database: Database,
    private readonly atRest: AtRest,
  ) {}

  async read(subject: string): Promise<AttemptCount | undefined> {
    return await find(this.database, this.#lookup(subject));
  }

  async change(subject: string, next: (before: AttemptCount | undefined) => AttemptCount): Promise<void> {
    const key = this.#lookup(subject);
    await this.database.transaction().execute(async (transaction) => {
      const count = next(await find(transaction, key));
      await transaction
        .insertInto('attempt')
        .values({ subject: key, ...count })
        .onConflict((conflict) => conflict.column('subject').doUpdateSet(count))
        .execute();
    });
  }

  async sweep(before: number): Promise<void> {
    await this.database.deleteFrom('attempt').where('lastAt', '<', before).execute();
  }

  #lookup(subject: string): string {
    return this.atRest.lookup('attempt', subject);
  }
}

async function find(database: Database, subject: string): Promise<AttemptCount | undefined> {
  return await database
    .selectFrom('attempt')
    .select(['failures', 'lastAt'])
    .where('subject', '=', subject)
    .executeTakeFirst();
}
