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

/** Parts that no page names, but others are built of. */
const inner = [
  ...[
    'baseline',
    'default-css-variables',
    'global',
    'CloseButton',
    'FloatingIndicator',
    'InlineInput',
    'ModalBase',
  ],
  ...['Overlay', 'Popover', 'RadioIndicator', 'ScrollArea', 'UnstyledButton'],
];

test('mantine.css loads the styles of every component in use, and no others', () => {
  const text = readFileSync(path.join(source, 'app', 'mantine.css'), 'utf8');
  const loaded = [...text.matchAll(/styles\/([\w-]+)\.css/g)].map(([, name = '']) => name);
  const used = new Set(globSync('**/*.tsx', { cwd: source }).flatMap(imported));
  const styled = [...used].filter((name) => existsSync(path.join(library, 'styles', `${name}.css`)));
  expect(loaded.toSorted()).toEqual([...new Set([...styled, ...inner])].sort());
});
