/** The blocks of all scripts that are written from right to left, and the characters that change directions (Unicode, DerivedBidiClass). */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Characters that turn the text behind them; a part that is isolated already is taken whole. */
const directions = /(\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069)|[\u202a-\u202e\u2066-\u2069]/gu;
const wholly = /^\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069$/u;
const [firstStrongIsolate, popIsolate] = ['\u2068', '\u2069'];

/** A text that somebody typed, for use in a sentence: whatever its direction, it moves no word around it. */
export function isolated(text: string): string {
  if (!turning.test(text) || wholly.test(text)) return text;
  return (
    firstStrongIsolate + text.replace(directions, (_all, part: string | undefined) => part ?? '') + popIsolate
  );
}

/** How i18next puts typed texts into sentences. It calls this its escaping; React escapes by itself. */
export const interpolation = { escapeValue: true, escape: isolated } as const;
