import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pseudo } from '../src/language/pseudo.js';

const folder = fileURLToPath(new URL('../src/language/', import.meta.url));
const names = globSync('en/*.json', { cwd: folder }).map((file) => path.basename(file));

/** Every text of a catalogue by its key. */
function texts(language: string, name: string): ReadonlyMap<string, string> {
  return new Map(flat(JSON.parse(readFileSync(path.join(folder, language, name), 'utf8')) as Tree, ''));
}

interface Tree {
  readonly [key: string]: string | Tree;
}

function flat(tree: Tree, before: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
}

/** Placeholders and tags that a text carries. */
function slots(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}|<\/?\w+\/?>/g) ?? [])].sort();
}

test('both languages have the same catalogues', () => {
  const hindi = globSync('hi/*.json', { cwd: folder }).map((file) => path.basename(file));
  expect(hindi.sort()).toEqual(names.toSorted());
});

describe.each(names)('%s', (name) => {
  const english = texts('en', name);
  const hindi = texts('hi', name);

  test('has every text in both languages', () => {
    expect([...hindi.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('has the same placeholders in both languages', () => {
    for (const [key, text] of english) {
      // A single thing may be said without its number.
      if (!key.endsWith('_one')) expect([key, slots(hindi.get(key) ?? '')]).toEqual([key, slots(text)]);
    }
  });

  test('is really in Hindi', () => {
    // Names, codes and formats stay as they are; a whole sentence without Devanagari was forgotten.
    const forgotten = [...hindi].filter(
      ([key, text]) =>
        /[a-z]{3,} [a-z]{3,}/.test(text) && !/\p{Script=Devanagari}/u.test(text) && english.get(key) === text,
    );
    expect(forgotten).toEqual([]);
  });
});

test('the pseudo-locale marks and lengthens words and leaves placeholders', () => {
  expect(pseudo({ one: 'Read {{title}} <1>now</1>' })).toEqual({
    one: '[Rëád {{title}} <1>ñöw</1>····· ···]',
  });
});
