import { composed, plainDigits } from './text.js';

/** Letters without a decomposition, and forms in which people type one letter; all lower case. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ƒ: 'f',
  ə: 'e',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ɛ: 'e',
  ɔ: 'o',
  ı: 'i',
  ς: 'σ',
  ٱ: 'ا',
  ة: 'ه',
  ۃ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ں: 'ن',
  ے: 'ي',
  ஶ: 'ஸ',
  髙: '高',
  﨑: '崎',
  𠮷: '吉',
};
const letter = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/**
 * Accents, points, harakat and the nukta, which are removed. Vowel signs of Indian and neighbouring scripts and the
 * voicing marks of kana make different syllables and stay.
 */
const mark =
  /(?![\u3099\u309A])(?=\p{M})[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]|[\u093C\u09BC\u0A3C\u0ABC\u0B3C\u0C3C\u0CBC]/gu;

/** Any signs between letters and words, which some people write and others omit; Unicode has apostrophes as letters. */
const separator = /[\p{P}\p{Sm}\p{Sk}\u02B9-\u02BF\u02C8\uA78B\uA78C]+/gu;

/** Blocks of the scripts of India whose letters are in the same order, by their first character. */
const indicBlocks = [0x0900, 0x0980, 0x0a00, 0x0a80, 0x0b00, 0x0c00, 0x0c80].map((block) => {
  const at = (place: number): string => String.fromCharCode(block + place);
  const nasals = [0x19, 0x1e, 0x23, 0x28, 0x2e].map(at).join('');
  return {
    anusvara: at(0x02),
    // Candrabindu, and a nasal with a virama before another consonant that is not a semivowel.
    nasal: new RegExp(`${at(0x01)}|[${nasals}]${at(0x4d)}(?=[${at(0x15)}-${at(0x2e)}])`, 'gu'),
  };
});

/** Nasals that Hindi, Punjabi and related languages write in two ways, and Malayalam’s final consonants. */
function withOneNasal(text: string): string {
  const closed = text
    .replaceAll('\u0A70', '\u0A02')
    .replaceAll(/([ണനരലളക])\u0D4D(?![\u0D00-\u0D7F])/gu, '$1\u0D4D\u200D');
  return indicBlocks.reduce((all, { nasal, anusvara }) => all.replaceAll(nasal, anusvara), composed(closed));
}

/**
 * A text as searches compare it: regardless of case, accents, kinds of signs between letters, width, ligatures,
 * joiners, kana and the forms in which Turkish, German, Nordic, Arabic and Indian letters are typed. All signs become
 * hyphens, and only those between letters remain.
 */
export function folded(text: string): string {
  const plain = withOneNasal(text.replaceAll(/[\u00B4\u0384\u0640]/gu, ''))
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(mark, '')
    .replaceAll(letter, (each) => letters[each] ?? each)
    .replaceAll(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll(separator, '-');
  return plainDigits(plain)
    .normalize('NFC')
    .replaceAll(/(?:^|\s)-+|-+(?=\s|$)/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/**
 * Searches for words: true for a text that contains every word of `wanted`, even as part of a longer word. A sign
 * between letters may be written, omitted or replaced by a blank; a wanted word may be several words of the text,
 * written as one.
 */
export function wordSearch(wanted: string): (text: string) => boolean {
  const words = folded(wanted)
    .split(' ')
    .map((word) => ({ joined: word.replaceAll('-', ''), parted: word.replaceAll('-', ' ') }));
  // Without words, every text fits: it need not be folded.
  if (words.every(({ joined }) => joined === '')) return () => true;
  return (text) => {
    const searched = folded(text);
    const joinedText = searched.replaceAll('-', '');
    const partedText = searched.replaceAll('-', ' ');
    const fromWord = partedText.split(' ').map((_, at, all) => all.slice(at).join(''));
    return words.every(
      ({ joined, parted }) =>
        joinedText.includes(joined) ||
        partedText.includes(parted) ||
        fromWord.some((rest) => rest.startsWith(joined)),
    );
  };
}
