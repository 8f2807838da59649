import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';

const scripts = fileURLToPath(new URL('../builder/bin', import.meta.url));

/** Runs a script of the external builder in a fresh folder, as a peer would. */
function builder() {
  const folder = testFolder();
  const at = (name: string) => path.join(folder, name);
  for (const name of ['source', 'metadata', 'build', 'release']) mkdirSync(at(name));
  const run = (script: string, args: string[], environment: Record<string, string> = {}) =>
    spawnSync(path.join(scripts, script), args.map(at), {
      env: { PATH: process.env['PATH'], ...environment },
    }).status;
  return { at, run };
}

test('accepts chaincode that runs as a service, and no other', () => {
  const { at, run } = builder();
  writeFileSync(at('metadata/metadata.json'), '{"type":"ccaas","label":"medseal"}');
  expect(run('detect', ['source', 'metadata'])).toBe(0);
  writeFileSync(at('metadata/metadata.json'), '{"type":"node","label":"medseal"}');
  expect(run('detect', ['source', 'metadata'])).not.toBe(0);
});

test('releases the connection that the environment names, with its file mode', () => {
  const { at, run } = builder();
  writeFileSync(at('connection'), '{"address":"127.0.0.1:1"}', { mode: 0o600 });
  writeFileSync(at('source/connection.json'), '{}');
  expect(run('build', ['source', 'metadata', 'build'])).toBe(0);
  expect(readFileSync(at('build/connection.json'), 'utf8')).toBe('{}');
  expect(run('release', ['build', 'release'], { MEDSEAL_CCAAS: at('connection') })).toBe(0);
  expect(readFileSync(at('release/chaincode/server/connection.json'), 'utf8')).toContain('127.0.0.1:1');
  expect(run('release', ['build', 'release'])).not.toBe(0);
});
