import type { Checked, Wrong } from './checked.js';

/** The largest number of lines of an address. */
const mostLines = 10;

/** One line of text as it is stored: trimmed, composed (NFC), at most `longest` UTF-16 units. */
export function checkLine(text: string, longest: number): Checked {
  return checkAll([composed(text.trim())], longest);
}

/**
 * Lines of text as they are stored: each trimmed, without empty lines, separated by line feeds; at most `longest`
 * UTF-16 units and ten lines.
 */
export function checkLines(text: string, longest: number): Checked {
  const lines = text
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
    .map((line) => composed(line.trim()))
    .filter((line) => line !== '');
  return lines.length > mostLines ? { wrong: 'tooManyLines' } : checkAll(lines, longest);
}

function checkAll(lines: readonly string[], longest: number): Checked {
  const value = lines.join('\n');
  if (value === '') return { wrong: 'missing' };
  const wrong = lines.map(wrongCharacters).find((each) => each !== undefined);
  if (wrong !== undefined) return { wrong };
  if (!isVisible(value)) return { wrong: 'nothingVisible' };
  return value.length > longest ? { wrong: 'tooLong' } : { value };
}

/** What no line of a person's text may contain, whatever the line is for. */
export function wrongCharacters(text: string): Wrong | undefined {
  if (!text.isWellFormed() || /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u.test(text)) return 'control';
  if (/\p{Bidi_Control}/u.test(text)) return 'direction';
  if (hiddenCharacter.test(text)) return 'hidden';
  return strayJoiner.test(text) ? 'joiner' : undefined;
}

/**
 * Invisible characters, except joiners, variation selectors, tags of emoji, the soft hyphen (found in words copied from
 * documents), and the zero-width space in scripts that do not separate words by blanks.
 */
const hiddenCharacter = new RegExp(
  String.raw`(?!\u00AD|\u034F|\u180E|\p{Join_C}|\p{Variation_Selector}|[\u{E0020}-\u{E007F}]|` +
    String.raw`(?<=[${unparted()}])\u200B(?=[${unparted()}]))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`,
  'u',
);

function unparted(): string {
  const scripts = ['Khmer', 'Thai', 'Lao', 'Myanmar', 'Tibetan'];
  return scripts.map((script) => String.raw`\p{Script=${script}}`).join('');
}

/**
 * Scripts of India, Sri Lanka and Iran join or separate letters by U+200D and U+200C, Persian also separates endings
 * from digits and quotations, and emoji join into one picture.
 */
const strayJoiner =
  /(?<![\p{L}\p{M}\p{N}\p{Pe}\p{Pf}\p{Extended_Pictographic}\p{Emoji_Modifier}])\p{Join_C}|\p{Join_C}(?![\p{L}\p{M}\p{N}\p{Extended_Pictographic}])/u;

function isVisible(text: string): boolean {
  return /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u.test(text);
}

/** Final letters of Malayalam and Bengali that older keyboards write as a letter, a virama and a joiner. */
const finals: Readonly<Record<string, string>> = {
  ...{ ണ: 'ൺ', ന: 'ൻ', ര: 'ർ', ല: 'ൽ', ള: 'ൾ', ക: 'ൿ' },
  ত: 'ৎ',
};

/** The one spelling of a text: composed (NFC), final consonants of Malayalam and Bengali as single letters. */
export function composed(text: string): string {
  return text
    .replaceAll(/([ണനരലളകত])[\u0D4D\u09CD]\u200D/gu, (_, letter: string) => finals[letter] ?? letter)
    .normalize('NFC');
}

/** A program's name for something, such as a file, without characters that {@link checkLine} refuses; keeps the end. */
export function readableLine(text: string, longest: number): string {
  const spaced = text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]+/gu, ' ');
  const bare = spaced
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(new RegExp(hiddenCharacter, 'gu'), '')
    .replaceAll(new RegExp(strayJoiner, 'gu'), '');
  return composed(bare.trim())
    .slice(-longest)
    .toWellFormed()
    .replace(/^\uFFFD/u, '')
    .trim();
}

/** Converts decimal digits of the scripts that people write here to 0 to 9. */
export function plainDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const zero = zeros.find((each) => each <= digit.charCodeAt(0) && digit.charCodeAt(0) < each + 10);
    return zero === undefined ? digit : String(digit.charCodeAt(0) - zero);
  });
}

/** The zeros of Arabic, Persian and the scripts of India and its neighbours. */
const zeros: readonly number[] = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0f20, 0x1040, 0x17e0,
];
