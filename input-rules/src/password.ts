import type { Wrong } from './checked.js';
import { commonWords, runs } from './common-words.js';
import { minLength, passwordFits } from './password-size.js';

/** The number of characters that a password must have besides common words. */
const minOwn = 5;

/**
 * Says what is wrong with a new password, or `undefined` when nothing is. It refuses short passwords, repetitions, and
 * those that are only common words, keyboard runs or words from the person's own context, whatever digits and signs are
 * in between.
 * @param context user name, full name, hospital and the like.
 */
export function passwordWeakness(password: string, context: readonly string[]): Wrong | undefined {
  if (!passwordFits(password)) return 'passwordLong';
  const text = password.normalize('NFKC').toLowerCase();
  if (Array.from(text).length < minLength) return 'passwordShort';
  if (isRepetition(text)) return 'passwordRepeats';
  const words = [...contextWords(context), ...commonWords, ...neighbours];
  const rest = withoutWords(text, words);
  return rest !== text && ownCharacters(rest) < minOwn ? 'passwordGuessable' : undefined;
}

/** Four-character pieces of all runs, forwards and backwards. */
const neighbours: readonly string[] = runs.flatMap((run) =>
  [run, Array.from(run).reverse().join('')].flatMap((line) =>
    Array.from({ length: line.length - 3 }, (_, start) => line.slice(start, start + 4)),
  ),
);

function isRepetition(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/u.test(text);
}

function contextWords(context: readonly string[]): string[] {
  return context
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 4);
}

/** Removes the words, longest first, even where letters were replaced by the usual look-alikes. */
function withoutWords(text: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  return longestFirst.reduce((rest, word) => removeAll(rest, word), text);
}

/** Both spellings have the same length, so a position in the plain spelling is the position in the text. */
function removeAll(text: string, word: string): string {
  let rest = text;
  for (let at = find(rest, word); at !== -1; at = find(rest, word))
    rest = `${rest.slice(0, at)} ${rest.slice(at + word.length)}`;
  return rest;
}

function find(text: string, word: string): number {
  const literal = text.indexOf(word);
  return literal !== -1 ? literal : plainSpelling(text).indexOf(word);
}

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function plainSpelling(text: string): string {
  return text.replace(/[013457@$!]/g, (character) => lookAlikes[character] ?? character);
}

/** The number of letters: digits do not count, because everyone adds them to a common word. */
function ownCharacters(rest: string): number {
  return rest.replace(/[^\p{L}]/gu, '').length;
}
