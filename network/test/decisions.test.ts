import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../docs/decisions/', import.meta.url);
const index = readFileSync(new URL('README.md', folder), 'utf8');
const files = readdirSync(folder).filter((name) => name !== 'README.md');

test('the index of decisions names each file once, with its number and a state', () => {
  expect(files.length).toBeGreaterThan(100);
  const entries = Array.from(
    index.replaceAll('\n  ', ' ').matchAll(/^- \[(\d+)\]\((\d{4}[\w-]+\.md)\): .+\(.+\)$/gm),
  );
  expect(entries.map(([, , file]) => file).sort()).toEqual(files.sort());
  for (const [, number, file = ''] of entries) expect(Number(file.slice(0, 4))).toBe(Number(number));
});

test.each(files)('%s begins with its number and what is decided', (file) => {
  const [title = ''] = readFileSync(new URL(file, folder), 'utf8').split('\n', 1);
  expect(title).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. \\S`));
});
