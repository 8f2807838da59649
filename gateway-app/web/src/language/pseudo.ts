import type { ResourceKey } from 'i18next';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ø',
  U: 'Û',
  S: 'Š', // prettier-ignore
};

/** A catalogue whose every text is accented, about a third longer and in brackets: what stays plain is not in a catalogue. */
export function pseudo(texts: ResourceKey): ResourceKey {
  if (typeof texts === 'string') return `[${accented(texts)}${padding(texts.length / 3)}]`;
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, pseudo(value as ResourceKey)] as const),
  );
}

/** In pieces, as words are: a text as long as a line without a place to break is in no language. */
function padding(length: number): string {
  return '····· '.repeat(Math.ceil(length / 6)).slice(0, Math.ceil(length));
}

/** Leaves `{{placeholders}}`, `<1>tags</1>` and `$t(…)` as they are. */
function accented(text: string): string {
  return text.replaceAll(/\{\{.*?\}\}|<\/?\w+\/?>|\$t\(.*?\)|[a-zA-Z]/g, (part) =>
    part.length > 1 ? part : (accents[part] ?? part),
  );
}
