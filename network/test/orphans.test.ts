import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deleteOrphans } from '../bootstrap/orphans.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'medseal-orphans-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

function write(name: string, text = ''): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

test('compiled files whose source has moved are deleted, and nothing else', () => {
  write('package.json', JSON.stringify({ workspaces: ['code', 'pages'] }));
  write('code/tsconfig.tsbuildinfo');
  write('code/src/ledger/store.ts');
  for (const ending of ['js', 'js.map', 'd.ts']) {
    write(`code/dist/ledger/store.${ending}`);
    write(`code/dist/store.${ending}`);
  }
  write('code/dist/notes.txt');
  write('pages/src/main.ts');
  write('pages/dist/assets/bundle.js');
  expect(deleteOrphans(root).sort()).toEqual([
    'code/dist/store.d.ts',
    'code/dist/store.js',
    'code/dist/store.js.map',
  ]);
  expect(existsSync(path.join(root, 'code/dist/ledger/store.js'))).toBe(true);
  expect(existsSync(path.join(root, 'code/dist/notes.txt'))).toBe(true);
  expect(existsSync(path.join(root, 'pages/dist/assets/bundle.js'))).toBe(true);
  expect(deleteOrphans(root)).toEqual([]);
});
