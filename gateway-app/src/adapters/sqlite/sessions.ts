import { sql } from 'kysely';
import type { SessionRecord, SessionStore, SessionTimes } from '../../domain/people/sessions.js';
import type { Database } from './database.js';

/** Sessions in SQLite, so that a restart of the gateway logs no one out. */
export class SqliteSessions implements SessionStore {
  constructor(private readonly database: Database) {}

  async add(session: SessionRecord): Promise<void> {
    await this.database
      .insertInto('session')
      .values({ ...session, lastLogin: session.lastLogin ?? null })
      .execute();
  }

  async find(id: string): Promise<SessionRecord | undefined> {
    const row = await this.database.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    const { lastLogin, ...record } = row;
    return lastLogin === null ? record : { ...record, lastLogin };
  }

  async note(id: string, times: Partial<SessionTimes>): Promise<void> {
    await this.database.updateTable('session').set(times).where('id', '=', id).execute();
  }

  async end(id: string): Promise<void> {
    await this.database.deleteFrom('session').where('id', '=', id).execute();
  }

  /** In the order in which they began, however the clock was set in the meantime. */
  async olderOf(personId: string, newest: number): Promise<readonly string[]> {
    const rows = await this.database
      .selectFrom('session')
      .select('id')
      .where('personId', '=', personId)
      .orderBy(sql`rowid`, 'desc')
      .limit(-1)
      .offset(newest)
      .execute();
    return rows.map(({ id }) => id);
  }

  async sweep(now: string, idleSince: string): Promise<void> {
    await this.database
      .deleteFrom('session')
      .where((is) => is.or([is('expiresAt', '<=', now), is('lastSeenAt', '<', idleSince)]))
      .execute();
  }
}
