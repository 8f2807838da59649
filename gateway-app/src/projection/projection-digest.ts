import { createHash } from 'node:crypto';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';

/** What a projection holds, in short: equal blocks and equal digests mean equal tables, at every organization. */
export interface ProjectionDigest {
  /** Number of the newest block, decimal; null when empty. */
  readonly asOfBlock: string | null;
  /** SHA-256, hex, over all rows of all tables. */
  readonly digest: string;
}

/** Tables with the columns that order their rows. */
const tables = [
  ['blocks', 'number'],
  ['transactions', 'block, position'],
  ['writes', 'sequence'],
  ['record_versions', 'sequence'],
  ['signed_times', 'msp'],
] as const;

/** Digest over everything that the projection in a file holds, in one snapshot, even while its gateway runs. */
export function digestProjection(path: string): ProjectionDigest {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    return sqlite.transaction(() => digestTables(sqlite))();
  } finally {
    sqlite.close();
  }
}

function digestTables(sqlite: Sqlite): ProjectionDigest {
  const hash = createHash('sha256');
  for (const [table, order] of tables) {
    hash.update(`${table}\n`);
    for (const row of sqlite.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).iterate())
      hash.update(`${JSON.stringify(row)}\n`);
  }
  const newest = sqlite.prepare('SELECT max(number) FROM blocks').pluck().get() as number | null;
  return { asOfBlock: newest?.toString() ?? null, digest: hash.digest('hex') };
}
