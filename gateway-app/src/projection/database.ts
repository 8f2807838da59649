import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { Kysely } from 'kysely';
import { OpenSqlite } from '../adapters/sqlite/sqlite-dialect.js';
import { type ProjectionTables, selectable } from './tables.js';

/** Version of the tables; a file with another version is rebuilt from block 0. */
const schemaVersion = 7;
/** What {@link askForRebuild} writes instead of the version. */
const rebuildWanted = 0;

/** Milliseconds to wait for another process (the command line) that is writing. */
const busyTimeout = 5_000;

/**
 * Opens the projection's database, readable by its owner only. It begins empty if it is missing, of another version, or
 * to be rebuilt.
 */
export function openProjectionDatabase(path: string): Kysely<ProjectionTables> {
  if (path !== ':memory:') discardOutdated(path);
  const sqlite = open(path);
  if (readVersion(sqlite) !== schemaVersion) {
    sqlite.exec(tables + searchIndexes);
    sqlite.pragma(`user_version = ${schemaVersion}`);
  }
  return new Kysely<ProjectionTables>({ dialect: new OpenSqlite(sqlite) });
}

/**
 * Opens an empty copy that is walked once and deleted: without the indexes of lists and searches, and not safe against
 * a crash. Building one costs a quarter of what a projection costs.
 */
export function openScratchDatabase(path: string): Kysely<ProjectionTables> {
  closeSync(openSync(path, 'ax', 0o600));
  const sqlite = new SqliteDatabase(path);
  // Nothing here survives the command: a rollback is needed, a log for crashes is not.
  sqlite.pragma('journal_mode = MEMORY');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.exec(tables + latestIndex);
  return new Kysely<ProjectionTables>({ dialect: new OpenSqlite(sqlite) });
}

/** Has the projection rebuilt at the next start of its gateway; harmless while the gateway runs. */
export function askForRebuild(path: string): void {
  if (!existsSync(path)) return;
  const sqlite = open(path);
  sqlite.pragma(`user_version = ${rebuildWanted}`);
  sqlite.close();
}

function discardOutdated(path: string): void {
  if (existsSync(path)) {
    const sqlite = open(path);
    const version = readVersion(sqlite);
    sqlite.close();
    if (version === schemaVersion) return;
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function open(path: string): Sqlite {
  const sqlite = new SqliteDatabase(path, { timeout: busyTimeout });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  // Purged rows are overwritten, not only unlinked.
  sqlite.pragma('secure_delete = ON');
  return sqlite;
}

function readVersion(sqlite: Sqlite): unknown {
  return sqlite.pragma('user_version', { simple: true });
}

const listIndexes = selectable.map(
  (name) => `
  CREATE INDEX "latest_by_${name}" ON record_versions (type, "${name}", sequence)
    WHERE latest = 1 AND "${name}" IS NOT NULL;`,
);

const eventIndexes = ['subject', 'actor', 'actor_msp', 'grantee', 'doctor'].map(
  (name) => `
  CREATE INDEX "events_by_${name}" ON record_versions ("${name}", sequence) WHERE event IS NOT NULL;`,
);

/** Transactions that one organization alone cannot make; it can put any time into others. */
export const ordinary =
  "validation_code = 0 AND (kind = 'act' OR (kind = 'fabric' AND function IN ('config', 'CommitChaincodeDefinition')))";

/** Transactions that took effect and that this gateway cannot read. There should be none. */
export const validUnreadable = "validation_code = 0 AND kind = 'unreadable'";

const tables = `
  CREATE TABLE blocks (
    number INTEGER PRIMARY KEY, header_hash TEXT NOT NULL, previous_hash TEXT NOT NULL, data_hash TEXT NOT NULL,
    size INTEGER NOT NULL, members INTEGER) STRICT;
  CREATE INDEX configurations ON blocks (number) WHERE members IS NOT NULL;
  CREATE TABLE transactions (
    block INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, function TEXT NOT NULL,
    validation_code INTEGER NOT NULL, at TEXT, creator_msp TEXT NOT NULL, creator TEXT NOT NULL,
    endorsers TEXT NOT NULL, keys_written INTEGER NOT NULL, late INTEGER NOT NULL, PRIMARY KEY (block, position)) STRICT, WITHOUT ROWID;
  CREATE INDEX transactions_by_id ON transactions (id);
  CREATE INDEX valid_unreadable ON transactions (block) WHERE ${validUnreadable};
  CREATE INDEX transactions_by_time ON transactions (at) WHERE ${ordinary};
  CREATE TABLE signed_times (msp TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE writes (
    sequence INTEGER PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, transaction_id TEXT NOT NULL,
    collection TEXT NOT NULL, key_hash TEXT NOT NULL, value_hash TEXT, kind TEXT NOT NULL, content TEXT NOT NULL) STRICT;
  CREATE INDEX writes_by_key ON writes (collection, key_hash, sequence);
  CREATE INDEX writes_by_transaction ON writes (block, position);
  CREATE INDEX missing_writes ON writes (block) WHERE content = 'missing';
  CREATE TABLE record_versions (
    sequence INTEGER PRIMARY KEY REFERENCES writes (sequence), latest INTEGER NOT NULL, type TEXT NOT NULL,
    parts TEXT NOT NULL, json TEXT NOT NULL, at TEXT NOT NULL,
    ${selectable.map((name) => `"${name}" TEXT`).join(', ')},
    event TEXT, subject TEXT, actor TEXT, actor_msp TEXT, purposes TEXT, basis TEXT, reach TEXT) STRICT;
  CREATE UNIQUE INDEX latest_by_parts ON record_versions (type, parts) WHERE latest = 1;
`;

/** For walking all records of a kind. */
const latestIndex = `
  CREATE INDEX latest_by_type ON record_versions (type, sequence) WHERE latest = 1;
`;

/** For lists and for auditors' searches. */
const searchIndexes = `
  CREATE INDEX versions_by_parts ON record_versions (type, parts, sequence);
  CREATE INDEX versions_by_report ON record_versions ("reportId", patient) WHERE "reportId" IS NOT NULL;
  CREATE INDEX questions ON record_versions (sequence) WHERE event = 'query';
  CREATE INDEX events ON record_versions (sequence) WHERE event IS NOT NULL;
  CREATE INDEX shared_reports ON record_versions (patient, reach, sequence, "reportId")
    WHERE latest = 1 AND reach IS NOT NULL;
  ${listIndexes.join('')}
  ${eventIndexes.join('')}
`;
