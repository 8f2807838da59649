import type { Database } from 'better-sqlite3';
import { type DatabaseConnection, SqliteDialect, SqliteDriver } from 'kysely';
import { preparedOnce } from './prepared-statements.js';

/** Kysely on one open SQLite database, whose statements are prepared once. */
export class OpenSqlite extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new RolledBackOnce(this.#database);
  }
}

/**
 * SQLite ends a transaction by itself when there is no room left. Rolling back once more would fail, and that failure
 * would be reported instead of the reason.
 */
class RolledBackOnce extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database: preparedOnce(database) });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
