import SqliteDatabase, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import type { Digest, VersionId } from '@medseal/ledger-model';
import type { ExpectedObject, ExpectedObjects } from '../../domain/integrity/fsck.js';

interface Row {
  objectKey: string;
  versionId: VersionId;
  ciphertextSha256: Digest;
  kept: number;
}

/** Expected objects in a SQLite file, so that memory does not grow with their number. */
export class SqliteExpectedObjects implements ExpectedObjects {
  readonly #sqlite: Sqlite;
  readonly #insert: Statement<Row[]>;
  readonly #select: Statement<string[], Row>;
  readonly #page: Statement<string[], Row>;

  constructor(path: string) {
    this.#sqlite = new SqliteDatabase(path);
    this.#sqlite.exec(
      'create table expected (objectKey text primary key, versionId text, ciphertextSha256 text, kept integer) strict, without rowid',
    );
    this.#insert = this.#sqlite.prepare(
      'insert or replace into expected values (@objectKey, @versionId, @ciphertextSha256, @kept)',
    );
    this.#select = this.#sqlite.prepare('select * from expected where objectKey = ?');
    this.#page = this.#sqlite.prepare(
      'select * from expected where objectKey > ? order by objectKey limit 200',
    );
  }

  put(objects: readonly ExpectedObject[]): void {
    for (const object of objects) this.#insert.run({ ...object, kept: Number(object.kept) });
  }

  find(objectKey: string): ExpectedObject | undefined {
    const row = this.#select.get(objectKey);
    return row && toObject(row);
  }

  *all(): Generator<ExpectedObject> {
    for (let rows = this.#page.all(''); rows.length > 0; rows = this.#page.all(rows.at(-1)?.objectKey ?? ''))
      for (const row of rows) yield toObject(row);
  }

  close(): void {
    this.#sqlite.close();
  }
}

function toObject(row: Row): ExpectedObject {
  return { ...row, kept: row.kept === 1 };
}
