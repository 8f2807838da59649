import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const library = path.dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css'));

/** Names that a file takes from the library of components. */
function imported(file: string): string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  return [...text.matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim().replace(/ as .*/, ''))
    .filter((name) => name !== '' && !name.startsWith('type '));
}

test('mantine.css loads the styles of every component in use', () => {
  const loaded = readFileSync(path.join(source, 'app', 'mantine.css'), 'utf8');
  const used = new Set(globSync('**/*.tsx', { cwd: source }).flatMap(imported));
  const missing = [...used].filter(
    (name) => existsSync(path.join(library, 'styles', `${name}.css`)) && !loaded.includes(`/${name}.css'`),
  );
  expect(missing).toEqual([]);
});
