import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { computeCodeDigest } from '../src/ledger/code-digest.js';
import { readSettings } from '../src/ledger/settings.js';
import { maxWraps, World } from './support/world.js';

const command = createRequire(import.meta.url).resolve('fabric-shim/cli.js');

let folder: string;
let path: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medseal-rules-'));
  path = join(folder, 'consortium.json');
  const { consortium } = await World.open();
  writeFileSync(path, JSON.stringify(consortium));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the digest of the rules', () => {
  test('counts the compiled code of both packages by its place below `dist`, and the consortium file', () => {
    const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
    const lines = ['chaincode', 'ledger-model'].flatMap((name) => {
      const dist = fileURLToPath(new URL(`../../${name}/dist/`, import.meta.url));
      const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((each) =>
        each.endsWith('.js'),
      );
      return files.sort().map((file) => `${sha256(readFileSync(join(dist, file)))} ${name}/${file}`);
    });
    const listing = ['medseal/rules/v1', `${sha256(readFileSync(path))} consortium.json`, ...lines];
    expect(computeCodeDigest(path)).toBe(sha256(`${listing.join('\n')}\n`));
  });

  test('is the same wherever the consortium file is', () => {
    const copy = join(folder, 'copy.json');
    copyFileSync(path, copy);
    expect(computeCodeDigest(copy)).toBe(computeCodeDigest(path));
    expect(computeCodeDigest(path)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with one byte of the consortium file', () => {
    const changed = join(folder, 'changed.json');
    copyFileSync(path, changed);
    writeFileSync(changed, ' ', { flag: 'a' });
    expect(computeCodeDigest(changed)).not.toBe(computeCodeDigest(path));
  });
});

describe('the settings', () => {
  const environment = (changes: Record<string, string | undefined> = {}) => ({
    MEDSEAL_CONSORTIUM: path,
    MEDSEAL_RULES: computeCodeDigest(path),
    ...changes,
  });

  test('are read under the approved digest', () => {
    expect(readSettings(environment())).toMatchObject({
      rules: computeCodeDigest(path),
      consortium: { settings: { maxWraps } },
    });
  });

  test('are refused under another digest, without a variable, and from a malformed file', () => {
    expect(() => readSettings(environment({ MEDSEAL_RULES: '0'.repeat(64) }))).toThrow('was approved');
    expect(() => readSettings(environment({ MEDSEAL_RULES: undefined }))).toThrow('MEDSEAL_RULES is not set');
    expect(() => readSettings(environment({ MEDSEAL_CONSORTIUM: '' }))).toThrow(
      'MEDSEAL_CONSORTIUM is not set',
    );
    const malformed = join(folder, 'malformed.json');
    writeFileSync(malformed, '{"organizations":[]}');
    const rules = computeCodeDigest(malformed);
    expect(() => readSettings(environment({ MEDSEAL_CONSORTIUM: malformed, MEDSEAL_RULES: rules }))).toThrow(
      'malformed',
    );
  });
});

describe('fabric-chaincode-node', () => {
  /** Starts the compiled chaincode as a server on a free port, until it says something decisive. */
  async function start(rules: string): Promise<{ said: string; exitCode: number | null }> {
    const address = ['--chaincode-address', '127.0.0.1:0', '--chaincode-id', 'medseal:test'];
    const server = spawn(process.execPath, [command, 'server', ...address], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { PATH: process.env['PATH'], MEDSEAL_CONSORTIUM: path, MEDSEAL_RULES: rules },
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Bootstrap process completed')) server.kill();
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    const [exitCode] = (await once(server, 'close')) as [number | null];
    return { said, exitCode };
  }

  test('loads the compiled chaincode', async () => {
    expect((await start(computeCodeDigest(path))).said).toContain('Bootstrap process completed');
  });

  test('keeps running when its log cannot be written', async () => {
    const port = await freePort();
    // Every write to this device fails, as on a full disk.
    const full = openSync('/dev/full', 'w');
    const address = ['--chaincode-address', `127.0.0.1:${port}`, '--chaincode-id', 'medseal:test'];
    const server = spawn(process.execPath, [command, 'server', ...address], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { PATH: process.env['PATH'], MEDSEAL_CONSORTIUM: path, MEDSEAL_RULES: computeCodeDigest(path) },
      stdio: ['ignore', full, full],
    });
    closeSync(full);
    const exited = once(server, 'exit');
    try {
      await vi.waitFor(() => connected(port), { timeout: 20_000, interval: 100 });
      // Longer than the time until lost lines are counted and reported.
      expect(await Promise.race([exited, wait(2_500, 'runs')])).toBe('runs');
    } finally {
      server.kill('SIGKILL');
      await exited;
    }
  });

  test('exits when other rules were approved', async () => {
    const { said, exitCode } = await start('0'.repeat(64));
    expect(said).toContain('was approved');
    expect(exitCode).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function connected(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
