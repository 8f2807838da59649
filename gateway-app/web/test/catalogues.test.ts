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

/** The placeholders and tags in a text. */
function slots(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}|<\/?\w+\/?>/g) ?? [])].sort();
}

test.each(['en', 'hi'])('kinds and purposes of reports have one name each, in one place (%s)', (language) => {
  const labels = [...texts(language, 'vocabulary.json')].filter(([key]) => key.startsWith('label.'));
  const words = new Set(labels.map(([, text]) => text.toLowerCase()));
  const again = names
    .filter((name) => name !== 'vocabulary.json')
    .flatMap((name) => [...texts(language, name)].filter(([, text]) => words.has(text.toLowerCase())));
  expect(again).toEqual([]);
});

/** Words to avoid, each with the one that means the same on every page. */
const oneWord: Readonly<Record<'en' | 'hi', Readonly<Record<string, string>>>> = {
  en: { Blocked: 'Kept out', 'refused try': 'refused attempt' },
  hi: {
    अभिलेख: 'रिकॉर्ड',
    संगठन: 'संस्था',
    प्रयोजन: 'उद्देश्य',
    अर्धांश: 'आपात भाग',
    पृष्ठ: 'पेज',
    उपयोगकर्ता: 'यूज़र',
    रोगी: 'मरीज़',
    'लेन-देन': 'लेनदेन',
    ट्रांज़ैक्शन: 'लेनदेन',
    अभिकर्ता: 'एजेंट',
    'स्वागत-पटल': 'फ़्रंट डेस्क',
    उपकरण: 'डिवाइस',
    'चिकित्सा फ़ाइल': 'मेडिकल फ़ाइल',
    रोका: 'बाहर रखा',
    'महत्वपूर्ण संकेत': 'वाइटल साइन',
  },
};

test.each(['en', 'hi'] as const)('each thing has one word (%s)', (language) => {
  const found = names.flatMap((name) =>
    [...texts(language, name)].flatMap(([key, text]) =>
      Object.entries(oneWord[language])
        .filter(([word]) => text.includes(word))
        .map(([word, instead]) => `${name} ${key}: ${word}, say ${instead}`),
    ),
  );
  expect(found).toEqual([]);
});

test.each(['en', 'hi'])('pages are called by their names (%s)', (language) => {
  const common = texts(language, 'common.json');
  const log = `“${common.get('pages.access-log') ?? '–'}”`;
  for (const key of ['before.patient', 'verify.before.patient'])
    expect(texts(language, 'viewer.json').get(key)).toContain(log);
  expect(texts(language, 'record.json').get('title')).toBe(common.get('pages.record'));
  expect(texts(language, 'share.json').get('title')).toBe(common.get('pages.share'));
});

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
      // A single thing may be named without its number.
      if (!key.endsWith('_one')) expect([key, slots(hindi.get(key) ?? '')]).toEqual([key, slots(text)]);
    }
  });

  test('is fully translated into Hindi', () => {
    // Names, codes and formats stay as they are; a whole sentence without Devanagari was not translated.
    const forgotten = [...hindi].filter(
      ([key, text]) =>
        /[a-z]{3,} [a-z]{3,}/.test(text) && !/\p{Script=Devanagari}/u.test(text) && english.get(key) === text,
    );
    expect(forgotten).toEqual([]);
  });
});

test('the pseudo-locale marks and lengthens words and keeps placeholders', () => {
  expect(pseudo({ one: 'Read {{title}} <1>now</1>' })).toEqual({
    one: '[Rëád {{title}} <1>ñöw</1>····· ···]',
  });
});
