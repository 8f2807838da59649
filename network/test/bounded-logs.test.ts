import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { boundLogs } from '../src/supervisor/bounded-logs.js';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'medseal-logs-'));
  log = path.join(folder, 'HospitalA-peer.log');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const content = (file: string): string => readFileSync(file, 'utf8');

test('a log that grows too long while its part runs starts over; its end is kept', async () => {
  const part = openSync(log, 'a', 0o600);
  writeSync(part, '0123456789abcdef');
  await boundLogs(folder, 10);
  expect(content(`${log}.1`)).toBe('6789abcdef');
  expect(statSync(`${log}.1`).mode & 0o777).toBe(0o600);
  writeSync(part, 'more');
  expect(content(log)).toBe('more');
  writeSync(part, ' and more than ten');
  await boundLogs(folder, 10);
  expect(content(`${log}.1`)).toBe('e than ten');
  expect(readdirSync(folder).toSorted()).toEqual(['HospitalA-peer.log', 'HospitalA-peer.log.1']);
  closeSync(part);
});

test('a log within the limit stays, and nothing else in the folder is touched', async () => {
  writeFileSync(log, '0123456789');
  writeFileSync(`${log}.1`, 'longer than the bound');
  mkdirSync(path.join(folder, 'more.log'));
  await boundLogs(folder, 10);
  expect(content(log)).toBe('0123456789');
  expect(content(`${log}.1`)).toBe('longer than the bound');
});

test('a log whose end cannot be kept, as on a full disk, is emptied all the same', async () => {
  const other = path.join(folder, 'HospitalB-peer.log');
  writeFileSync(log, '0123456789abcdef');
  writeFileSync(other, '0123456789abcdef');
  mkdirSync(`${log}.1`);
  await boundLogs(folder, 10);
  expect(content(log)).toBe('');
  expect(content(`${other}.1`)).toBe('6789abcdef');
});

test('a missing log is not an error', async () => {
  await expect(boundLogs(path.join(folder, 'logs'), 10)).resolves.toBeUndefined();
});
