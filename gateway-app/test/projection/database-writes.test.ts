import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase, writeRow } from '../../src/adapters/sqlite/database.js';
import { databaseFinding } from '../../src/domain/health/checks.js';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'medseal-database-'));
  database = openDatabase(path.join(folder, 'gateway.sqlite'));
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const write = () =>
  writeRow(database, new Date().toISOString()).then(() => databaseFinding(), databaseFinding);

test('a database that takes writes passes, and keeps one row of them', async () => {
  for (let time = 0; time < 3; time++) expect(await write()).toMatchObject({ state: 'ok' });
  const other = new SqliteDatabase(path.join(folder, 'gateway.sqlite'), { readonly: true });
  expect(other.prepare('select count(*) as rows from writtenRow').get()).toEqual({ rows: 1 });
  other.close();
});

test('a database without room says so', () => {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  expect(databaseFinding(full)).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('no room') as string,
    remedy: expect.stringContaining('disk space') as string,
  });
});

test('a database that cannot be written fails', async () => {
  await sql`pragma query_only = on`.execute(database);
  expect(await write()).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('takes no writes') as string,
  });
  await sql`pragma query_only = off`.execute(database);
  expect(await write()).toMatchObject({ state: 'ok' });
});
