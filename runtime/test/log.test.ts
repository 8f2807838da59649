import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createLog } from '@medseal/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'medseal-log-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const runtime = JSON.stringify(fileURLToPath(import.meta.resolve('@medseal/runtime')));
const program = `
  const { createLog } = await import(${runtime});
  const log = createLog({}, { waitingLines: 4_000, retryAfter: 50 });
  for (let line = 0; line < 200; line++) log.info({ line }, 'x'.repeat(40));
  process.stderr.write('alive');
`;

test('a full disk neither blocks nor ends a program', async () => {
  // Every write to this device fails, as on a full disk.
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  const [said, code] = await Promise.all([
    child.stderr && text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  expect([said, code]).toEqual(['alive', 0]);
});

/** A program that fills its output, says its last words and ends with 3. An unread pipe holds less than this. */
function failing(output: 'pipe' | number, letters = 900_000) {
  const dying = `
    const { createLog, exit } = await import(${runtime});
    const log = createLog({});
    log.info('x'.repeat(${letters}));
    setTimeout(() => {
      log.fatal('cannot run');
      process.stderr.write('alive');
      exit(log, 3);
      setInterval(() => {}, 1_000);
    }, 200);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', dying], {
    stdio: ['ignore', output, 'pipe'],
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  const ended = Promise.all([
    child.stderr && text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  return { child, ended };
}

describe('a program that cannot run ends by itself', () => {
  test('when the disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    const { ended } = failing(full);
    closeSync(full);
    expect(await ended).toEqual(['alive', 3]);
  });

  test('when no one reads its log', async () => {
    const { ended } = failing('pipe');
    expect(await ended).toEqual(['alive', 3]);
  });

  test('and its last words reach a slow reader', async () => {
    const { child, ended } = failing('pipe');
    if (child.stderr) await once(child.stderr, 'data');
    const said = child.stdout && text(child.stdout);
    expect(await ended).toEqual(['alive', 3]);
    expect(await said).toContain('cannot run');
  });

  test('and its last words are in a file, in order', async () => {
    const file = path.join(folder, 'log');
    const fd = openSync(file, 'a');
    const { ended } = failing(fd, 10);
    closeSync(fd);
    expect(await ended).toEqual(['alive', 3]);
    expect(readFileSync(file, 'utf8')).toMatch(/x{10}.*\n.*cannot run/);
  });
});

test('a program that has nothing more to do ends even if no one reads its log', async () => {
  const quiet = `
    const { createLog } = await import(${runtime});
    createLog({}).info('x'.repeat(900_000));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', quiet], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});

test('more lines than may wait are lost, and the log says how many', async () => {
  const holding = `${program}; setTimeout(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', holding], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
  child.stderr.resume();
  await expect.poll(() => written).toContain('are lost');
  child.kill('SIGKILL');
  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line?: number; lines?: number });
  const kept = lines.filter(({ line }) => line !== undefined).length;
  const lost = lines.reduce((sum, { lines: count = 0 }) => sum + count, 0);
  expect(lost).toBeGreaterThan(0);
  expect(kept + lost).toBe(200);
});

test('lines reach a file in order', async () => {
  const file = path.join(folder, 'log');
  const fd = openSync(file, 'a');
  const log = createLog({ base: null }, { fd });
  for (let line = 0; line < 1_000; line++) log.info({ line }, 'said');
  await expect.poll(() => readFileSync(file, 'utf8').split('\n').length).toBe(1_001);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([...Array(1_000).keys()]);
  closeSync(fd);
});
