import { chmodSync, closeSync, openSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { ObjectStep } from '../../domain/ledger/journal.js';
import { migrate } from './migrations.js';
import { OpenSqlite } from './sqlite-dialect.js';

/** Rows of `account`. Names and keyrings are sealed blobs; `userName` is an HMAC. */
export interface AccountTable {
  personId: string;
  pseudonym: string;
  userName: string;
  role: string;
  state: string;
  /** `reserved` or `confirmed`. */
  stage: string;
  keys: string;
  profile: Uint8Array;
  salt: Uint8Array;
  byPassword: Uint8Array;
  byRecoveryCode: Uint8Array;
  registeredAt: string;
  lastLogin: string | null;
  reason: Uint8Array | null;
  /** Sealed recovery code, until the first log-in or the time in `firstAnswerUntil`. */
  firstAnswer: Uint8Array | null;
  firstAnswerUntil: string | null;
}

/** Rows of `session`. */
interface SessionTable {
  id: string;
  personId: string;
  sealed: Uint8Array;
  createdAt: string;
  lastSeenAt: string;
  passwordAt: string;
  expiresAt: string;
  lastLogin: string | null;
}

/** Rows of `attempt`; `subject` is an HMAC. */
interface AttemptTable {
  subject: string;
  failures: number;
  lastAt: number;
}

/** Rows of `upload`: announced uploads whose content is still to come. */
export interface UploadTable {
  uploadId: string;
  sessionId: string;
  size: number;
  class: string;
  restricted: number;
  sealedDescription: Uint8Array;
  expiresAt: string;
  isGivenBack: number;
}

/** Rows of `journalAct`: signed transactions without a known outcome, and for a while those that were undone. */
interface JournalActTable {
  transactionId: string;
  function: string;
  actor: string;
  bytes: Uint8Array | null;
  height: number;
  certificateUntil: string;
  objectKey: string | null;
  step: 'signed' | 'undone';
  noted: string;
}

/** Rows of `journalObject`. */
export interface JournalObjectTable {
  objectKey: string;
  uploadId: string;
  actor: string;
  reportId: string;
  versionId: string;
  step: ObjectStep;
  transactionId: string | null;
  noted: string;
}

/** Rows of `removedObject`: objects of rejected and withdrawn proposals that are gone. */
interface RemovedObjectTable {
  objectKey: string;
}

/** Rows of `alteredObject`: objects that do not match the ledger, as found here or as reported by their owner. */
interface AlteredObjectTable {
  /** Of the organization whose store has it. */
  mspId: string;
  objectKey: string;
  foundAt: string;
  source: 'found' | 'told';
}

/** Rows of `idempotencyKey`; `id` and `body` are HMACs. */
export interface IdempotencyKeyTable {
  id: string;
  body: string;
  /** Null while the outcome is not known. */
  status: number | null;
  resourceId: string | null;
  /** The newest transaction of the request. */
  transactionId: string | null;
  noted: string;
}

/** The one row of `writtenRow`: writing it shows whether the file accepts writes. */
interface WrittenRowTable {
  id: 1;
  at: string;
}

/** Tables of the gateway's own database (the projection has another file). */
export interface Tables {
  account: AccountTable;
  session: SessionTable;
  attempt: AttemptTable;
  upload: UploadTable;
  journalAct: JournalActTable;
  journalObject: JournalObjectTable;
  removedObject: RemovedObjectTable;
  alteredObject: AlteredObjectTable;
  idempotencyKey: IdempotencyKeyTable;
  writtenRow: WrittenRowTable;
}

export type Database = Kysely<Tables>;

/** Milliseconds to wait for another process (the command line) that is writing. */
const busyTimeout = 5_000;

/**
 * Opens the database in one file that only its owner can read; creates it or brings it up to date first.
 * Two processes may have it open: the gateway and its command line.
 * @param path a file, or `:memory:`.
 */
export function openDatabase(path: string): Database {
  if (path !== ':memory:') restrict(path);
  const sqlite = new SqliteDatabase(path, { timeout: busyTimeout });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  migrate(sqlite);
  return new Kysely<Tables>({ dialect: new OpenSqlite(sqlite) });
}

/** Writes a row through to the disk, like all other writes. Throws SQLite's error when it cannot. */
export async function writeRow(database: Database, at: string): Promise<void> {
  await database
    .insertInto('writtenRow')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute();
}

/** SQLite gives its companions (-wal, -shm) the mode of the file itself. */
function restrict(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}
