import type { AtRestCipher } from '../../domain/shared/at-rest-cipher.js';
import type { AttemptCount, AttemptStore, NextCounts } from '../../domain/shared/throttle.js';
import type { Database } from './database.js';

/** Login attempts in SQLite. What people typed as a user name may be a password: subjects are stored as HMACs. */
export class SqliteAttempts implements AttemptStore {
  private readonly database: Database;
  private readonly atRest: AtRestCipher;

  constructor({ database, atRest }: Readonly<{ database: Database; atRest: AtRestCipher }>) {
    this.database = database;
    this.atRest = atRest;
  }

  async read(subject: string): Promise<AttemptCount | undefined> {
    return await find(this.database, this.#lookup(subject));
  }

  async change(subjects: readonly string[], next: NextCounts): Promise<void> {
    const keys = subjects.map((subject) => this.#lookup(subject));
    await this.database.transaction().execute(async (transaction) => {
      const before = await Promise.all(keys.map((key) => find(transaction, key)));
      for (const [index, count] of next(before).entries())
        if (count !== undefined) await put(transaction, keys[index] ?? '', count);
    });
  }

  async sweep(before: number): Promise<void> {
    await this.database.deleteFrom('attempt').where('lastAt', '<', before).execute();
  }

  #lookup(subject: string): string {
    return this.atRest.lookup('attempt', subject);
  }
}

async function put(database: Database, subject: string, count: AttemptCount): Promise<void> {
  await database
    .insertInto('attempt')
    .values({ subject, ...count })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(count))
    .execute();
}

async function find(database: Database, subject: string): Promise<AttemptCount | undefined> {
  return await database
    .selectFrom('attempt')
    .select(['failures', 'lastAt'])
    .where('subject', '=', subject)
    .executeTakeFirst();
}
