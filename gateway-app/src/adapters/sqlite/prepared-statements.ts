import type { Database, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** The most statements that are kept; a gateway has about as many different ones. */
const mostKept = 200;

/**
 * A database whose statements are prepared once. Preparing is most of the cost of a small query. Node does not count
 * the memory that SQLite holds for a statement, so thousands pile up before it frees them (docs/decisions/0157).
 */
export function preparedOnce(sqlite: Database): SqliteDatabase {
  /** The least recently used one first. */
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? toKysely(sqlite.prepare(sql));
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close() {
      kept.clear();
      sqlite.close();
    },
  };
}

function toKysely(statement: Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => statement.run(...parameters),
    iterate: (parameters) => statement.iterate(...parameters),
  };
}
