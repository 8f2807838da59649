import SqliteDatabase from 'better-sqlite3';
import { type Generated, Kysely, SqliteDialect } from 'kysely';

/** A block as the follower checked it. */
interface BlockRow {
  number: number;
  header_hash: string;
  previous_hash: string;
  data_hash: string;
  transactions: number;
}

/** A transaction, also an invalid one. */
interface TransactionRow {
  id: string;
  block: number;
  function: string;
  validation_code: number;
  at: string;
  creator_msp: string;
  creator: string;
}

/** The fields of records that lists select by; each is a column of its own. */
export const selectable = [
  'patient',
  'author',
  'doctor',
  'reader',
  'grantee',
  'mspId',
  'holder',
  'reportId',
  'versionId',
  'personId',
  'state',
  'outcome',
] as const;
export type Selectable = (typeof selectable)[number];

/** Latest state of one key; `json` is null once it is deleted or purged, so that an old block cannot bring it back. */
export interface RecordRow extends Record<Selectable, string | null> {
  collection: string;
  key_hash: string;
  type: string | null;
  /** Key parts as a JSON array. */
  parts: string | null;
  json: string | null;
  /** Order of writes on the ledger: block number × 2^20 + position of the write in the block. */
  sequence: number;
  block: number;
  transaction_id: string;
}

/** A block of which the own peer did not have all private data when it was read. */
interface IncompleteBlockRow {
  number: number;
  noticed: Generated<string>;
}

export interface ProjectionTables {
  blocks: BlockRow;
  transactions: TransactionRow;
  records: RecordRow;
  incomplete_blocks: IncompleteBlockRow;
}

/** Writes of one block at most; far above Fabric's own limits on a block. */
export const writesPerBlock = 2 ** 20;

/** Opens (or makes) the projection's database. It can be deleted at any time: it is rebuilt from block 0. */
export function openProjectionDatabase(path: string): Kysely<ProjectionTables> {
  const database = new SqliteDatabase(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(`
    CREATE TABLE IF NOT EXISTS blocks (
      number INTEGER PRIMARY KEY, header_hash TEXT NOT NULL, previous_hash TEXT NOT NULL, data_hash TEXT NOT NULL,
      transactions INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS transactions (
      id TEXT PRIMARY KEY, block INTEGER NOT NULL, function TEXT NOT NULL, validation_code INTEGER NOT NULL,
      at TEXT NOT NULL, creator_msp TEXT NOT NULL, creator TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS records (
      collection TEXT NOT NULL, key_hash TEXT NOT NULL, type TEXT, parts TEXT, json TEXT, sequence INTEGER NOT NULL,
      block INTEGER NOT NULL, transaction_id TEXT NOT NULL, ${selectable.map((name) => `"${name}" TEXT`).join(', ')},
      PRIMARY KEY (collection, key_hash)) WITHOUT ROWID;
    CREATE UNIQUE INDEX IF NOT EXISTS records_by_parts ON records (type, parts) WHERE json IS NOT NULL;
    ${selectable
      .map(
        (name) =>
          `CREATE INDEX IF NOT EXISTS "records_by_${name}" ON records (type, "${name}", sequence) WHERE "${name}" IS NOT NULL;`,
      )
      .join('\n')}
    CREATE TABLE IF NOT EXISTS incomplete_blocks (number INTEGER PRIMARY KEY, noticed TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
  `);
  return new Kysely<ProjectionTables>({ dialect: new SqliteDialect({ database }) });
}
