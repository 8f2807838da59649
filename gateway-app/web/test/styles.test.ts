import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const library = path.dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css'));

/** Names that a file imports from the component library. */
function imported(file: string): string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  return [...text.matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim().replace(/ as .*/, ''))
    .filter((name) => name !== '' && !name.startsWith('type '));
}

/** Components that no page names, but that others are built from. */
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
  // A NativeSelect has the Combobox's arrow.
  'Combobox',
  ...['Overlay', 'Popover', 'RadioIndicator', 'ScrollArea', 'UnstyledButton'],
];

/** Components whose styles a file loads. */
function loadedBy(file: string): string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  return [...text.matchAll(/@mantine\/core\/styles\/([\w-]+)\.css/g)].map(([, name = '']) => name);
}

const hasStyles = (name: string): boolean => existsSync(path.join(library, 'styles', `${name}.css`));

test('each component has its styles, from mantine.css or from every file that uses it; no file loads others', () => {
  const files = globSync('**/*.tsx', { cwd: source });
  const always = loadedBy('app/mantine.css');
  const withPages = new Set(files.flatMap(loadedBy));
  expect(inner.filter((name) => !always.includes(name))).toEqual([]);
  for (const file of files) {
    const ofPages = imported(file).filter((name) => withPages.has(name));
    expect([file, loadedBy(file).toSorted()]).toEqual([file, [...new Set(ofPages)].sort()]);
  }
  const styled = files.flatMap(imported).filter(hasStyles);
  expect([...always, ...withPages].sort()).toEqual([...new Set([...styled, ...inner])].sort());
});
