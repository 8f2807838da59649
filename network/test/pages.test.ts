import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPages, digestOfPages } from '../bootstrap/pages.mjs';

let root: string;

function write(name: string, content: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'medseal-pages-'));
  write('package-lock.json', '{}');
  write('node_modules/.keep', '');
  write('gateway-app/web/index.html', '<!doctype html>');
  write('gateway-app/web/src/main.tsx', 'export {};');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Builds as Vite does: into the folder behind `--outDir`. */
function build(_program: string, args: readonly string[]): Promise<void> {
  const folder = args[args.indexOf('--outDir') + 1] ?? '';
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), readFileSync(path.join(root, 'gateway-app/web/index.html')));
  return Promise.resolve();
}

function mustNotBuild(): Promise<void> {
  return Promise.reject(new Error('built'));
}

test('the digest covers names and contents of sources, and the locked packages, but nothing that is built', () => {
  const digests = new Set([digestOfPages(root)]);
  for (const [name, content] of [
    ['gateway-app/web/src/main.tsx', 'export { };'],
    ['gateway-app/web/src/other.tsx', ''],
    ['package-lock.json', '{"a":1}'],
  ] as const) {
    write(name, content);
    digests.add(digestOfPages(root));
  }
  expect(digests.size).toBe(4);
  write('gateway-app/web/dist/index.html', '');
  write('gateway-app/web/node_modules/x/y.js', '');
  expect(digests).toContain(digestOfPages(root));
});

test('pages are built once, and again when a source has changed or they are missing', async () => {
  const built = path.join(root, 'gateway-app/web/dist/index.html');
  await buildPages(root, build);
  await buildPages(root, mustNotBuild);
  write('gateway-app/web/index.html', '<!doctype html><p>new');
  await buildPages(root, build);
  expect(readFileSync(built, 'utf8')).toContain('new');
  rmSync(path.dirname(built), { recursive: true });
  await buildPages(root, build);
  expect(existsSync(built)).toBe(true);
});

test('a failed build keeps the existing pages', async () => {
  await buildPages(root, build);
  write('gateway-app/web/index.html', 'broken');
  await expect(buildPages(root, mustNotBuild)).rejects.toThrow('built');
  expect(readFileSync(path.join(root, 'gateway-app/web/dist/index.html'), 'utf8')).toContain('doctype');
  await expect(buildPages(root, mustNotBuild)).rejects.toThrow('built');
});
