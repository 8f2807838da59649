import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { requirePinnedNode } from '../bootstrap/pinned-node.mjs';
import { NetworkError } from '../src/network-error.js';
import { openInstance } from '../src/topology/instance.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'medseal-bad-'));
  folders.push(folder);
  return folder;
}

/** What a command says on both outputs, with its exit code. */
async function says(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  const { stdout, stderr, code } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...args],
    { env },
  ).then(
    (output) => ({ ...output, code: 0 }),
    (error: unknown) => error as { stdout: string; stderr: string; code: number },
  );
  return { text: `${stdout}${stderr}`.trim(), code };
}

function homeWith(files: Readonly<Record<string, string>>): string {
  const home = scratch();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), content);
  }
  return home;
}

describe('a bad value is explained in a sentence, with a remedy', () => {
  const file = path.join(homeWith({ file: '' }), 'file');

  test.each([
    ['a port base that is not a number', { MEDSEAL_PORT_BASE: 'abc' }, /“abc”.*not a port number/],
    ['a port base in another notation', { MEDSEAL_PORT_BASE: '0x5208' }, /not a port number/],
    ['a port base with a fraction', { MEDSEAL_PORT_BASE: '21000.5' }, /not a port number/],
    ['a port base without room', { MEDSEAL_PORT_BASE: '65530' }, /leaves no room/],
    ['a port base that is only a space', { MEDSEAL_PORT_BASE: ' ' }, /not a port number/],
    ['a home that is a file', { MEDSEAL_HOME: file }, /MEDSEAL_HOME names .* not a folder/],
    ['a home below a file', { MEDSEAL_HOME: path.join(file, 'home') }, /MEDSEAL_HOME names .* not a folder/],
    ['a cache below a file', { MEDSEAL_CACHE: file }, /MEDSEAL_CACHE names .* not a folder/],
    [
      'a damaged file of the ports',
      { MEDSEAL_HOME: homeWith({ 'instance.json': '{"portBase":' }) },
      /instance\.json does not have/,
    ],
    [
      'hosts that are not valid',
      { MEDSEAL_HOME: homeWith({ 'hosts.json': '{"HospitalA":{"address":"nowhere"}}' }) },
      /hosts\.json does not have/,
    ],
  ] as const)('%s', (_, environment, expected) => {
    const open = () => openInstance({ MEDSEAL_HOME: scratch(), MEDSEAL_CACHE: scratch(), ...environment });
    expect(open).toThrow(NetworkError);
    expect(open).toThrow(expected);
    expect(open).toThrow(
      expect.objectContaining({
        hints: expect.objectContaining({ next: expect.any(String) as string }) as object,
      }),
    );
  });

  test('in the output of the commands', async () => {
    const { text, code } = await says({ MEDSEAL_HOME: scratch(), MEDSEAL_PORT_BASE: 'abc' }, 'status');
    expect(text).toBe(
      'MEDSEAL_PORT_BASE is “abc”, which is not a port number.\nNext: set MEDSEAL_PORT_BASE to a number between 1024 and 60000, or unset it',
    );
    expect(code).toBe(1);
  });

  test('an organization, a part, and a role that do not exist', async () => {
    const home = { MEDSEAL_HOME: scratch() };
    expect((await says(home, 'logs', 'HospitalA/nothing')).text).toMatch(/^There is no part .* Parts: /);
    expect((await says(home, 'projection', 'digest', '--org', 'Nobody')).text).toMatch(
      /^There is no organization Nobody/,
    );
    const officer = ['--org', 'HospitalA', '--user', 'u', '--name', 'n'];
    expect((await says(home, 'person', 'add', '--role', 'king', ...officer)).text).toMatch(/Allowed choices/);
  });
});

describe('reset', () => {
  test('of a home that does not exist says that nothing was deleted, with and without --yes', async () => {
    const home = path.join(scratch(), 'nothing');
    for (const args of [['reset', '--yes'], ['reset']])
      expect(await says({ MEDSEAL_HOME: home }, ...args)).toEqual({
        text: `There is no network in ${home}; nothing was deleted.`,
        code: 0,
      });
  });

  test('of a folder with other content deletes nothing', async () => {
    const home = homeWith({ 'letter.txt': 'dear' });
    expect(await says({ MEDSEAL_HOME: home }, 'reset', '--yes')).toMatchObject({ code: 1 });
    expect(readdirSync(home)).toEqual(['letter.txt']);
  });
});

test('a checkout without the pinned Node says which command installs it', async () => {
  const root = scratch();
  expect(() => requirePinnedNode(root)).toThrow(/pinned Node is not installed.*\nNext: npm ci/);
  // The bootstrap of a checkout whose programs are compiled, but whose packages are gone.
  const real = fileURLToPath(new URL('..', import.meta.url));
  mkdirSync(path.join(root, 'network'));
  for (const name of ['dist', 'tools']) symlinkSync(path.join(real, name), path.join(root, 'network', name));
  const bootstrap = await copyOfBootstrap(real, root);
  const failed = await run(process.execPath, [bootstrap, 'network', 'status']).catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The pinned Node is not installed/) as string,
  });
});

/** Node resolves symbolic links to scripts, so these are copied. */
async function copyOfBootstrap(from: string, root: string): Promise<string> {
  await run('cp', [
    '-r',
    path.join(from, 'bootstrap'),
    path.join(from, 'bootstrap.mjs'),
    path.join(root, 'network'),
  ]);
  return path.join(root, 'network', 'bootstrap.mjs');
}
