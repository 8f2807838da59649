import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { circleOf, importsIn, inWords } from '../../test/support/import-graph.js';

const imports = importsIn(fileURLToPath(new URL('../src/', import.meta.url)));

test('the folders of the pages import in one direction', () => {
  expect(new Set(imports.map(({ from }) => folderOf(from))).size).toBeGreaterThan(5);
  expect(circleOf(imports, folderOf)).toEqual([]);
});

test('the files of the pages have no circular imports', () => {
  expect(circleOf(imports, (file) => file)).toEqual([]);
});

test('no page imports another page', () => {
  const pages = imports.filter(({ from, to }) => [from, to].every((file) => folderOf(file) === 'pages'));
  const others = pages.filter(({ from, to }) => path.dirname(from) !== path.dirname(to));
  expect(others.map(inWords)).toEqual([]);
});

function folderOf(file: string): string {
  return file.split(path.sep, 1)[0] ?? '';
}
