import type { PendingUpload, UploadStore } from '../domain/uploads.js';
import type { Database } from './database.js';

/** Announced uploads in SQLite. */
export class SqliteUploads implements UploadStore {
  constructor(private readonly database: Database) {}

  async add(upload: PendingUpload): Promise<void> {
    const row = { ...upload, restricted: Number(upload.restricted) };
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
    return row === undefined ? undefined : { ...row, restricted: row.restricted === 1 };
  }

  async find(uploadId: string, sessionId: string, now: string): Promise<PendingUpload | undefined> {
    const row = await this.database
      .selectFrom('upload')
      .selectAll()
      .where('uploadId', '=', uploadId)
      .where('sessionId', '=', sessionId)
      .where('expiresAt', '>', now)
      .executeTakeFirst();
    return row === undefined ? undefined : { ...row, restricted: row.restricted === 1 };
  }

  async count(sessionId: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('upload')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('sessionId', '=', sessionId)
      .executeTakeFirstOrThrow();
    return count;
  }

  async sweep(now: string): Promise<void> {
    await this.database.deleteFrom('upload').where('expiresAt', '<=', now).execute();
  }
}
