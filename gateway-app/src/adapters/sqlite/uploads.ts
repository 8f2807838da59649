import type { Selectable } from 'kysely';
import type { PendingUpload, UploadStore } from '../../domain/reports/uploads.js';
import type { Database, UploadTable } from './database.js';

/** Announced uploads in SQLite. */
export class SqliteUploads implements UploadStore {
  constructor(private readonly database: Database) {}

  async add(upload: PendingUpload): Promise<void> {
    const { restricted, isGivenBack } = upload;
    const row = { ...upload, restricted: Number(restricted), isGivenBack: Number(isGivenBack) };
    await this.database.insertInto('upload').values(row).execute();
  }

  async take(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined> {
    const row = await this.database
      .deleteFrom('upload')
      .where('uploadId', '=', uploadId)
      .where('sessionId', '=', sessionId)
      .where('expiresAt', '>', now)
      .returningAll()
      .executeTakeFirst();
    return row && uploadOf(row);
  }

  async find(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined> {
    const row = await this.database
      .selectFrom('upload')
      .selectAll()
      .where('uploadId', '=', uploadId)
      .where('sessionId', '=', sessionId)
      .where('expiresAt', '>', now)
      .executeTakeFirst();
    return row && uploadOf(row);
  }

  async count(personId: string, now: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('upload')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('sessionId', 'in', this.#sessionsOf(personId))
      .where('expiresAt', '>', now)
      .executeTakeFirstOrThrow();
    return count;
  }

  async forgetGivenBack(personId: string, now: string): Promise<boolean> {
    const oldest = this.database
      .selectFrom('upload')
      .select('uploadId')
      .where('sessionId', 'in', this.#sessionsOf(personId))
      .where('isGivenBack', '=', 1)
      .where('expiresAt', '>', now)
      .orderBy('expiresAt')
      .limit(1);
    const { numDeletedRows } = await this.database
      .deleteFrom('upload')
      .where('uploadId', '=', oldest)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  async sweep(now: string): Promise<void> {
    const sessions = this.database.selectFrom('session').select('id');
    await this.database
      .deleteFrom('upload')
      .where((is) => is.or([is('expiresAt', '<=', now), is('sessionId', 'not in', sessions)]))
      .execute();
  }

  #sessionsOf(personId: string) {
    return this.database.selectFrom('session').select('id').where('personId', '=', personId);
  }
}

function uploadOf(row: Selectable<UploadTable>): PendingUpload {
  return { ...row, restricted: row.restricted === 1, isGivenBack: row.isGivenBack === 1 };
}
