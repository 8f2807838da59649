import { plainDigits } from './text.js';

/**
 * An id, as people type, paste or scan it, with nothing between its characters: blanks, hyphens, dots and invisible
 * characters are removed, and wide letters and digits of other scripts become plain ones.
 */
export function bareId(text: string): string {
  return plainDigits(text.normalize('NFKC')).replaceAll(
    /[\p{Default_Ignorable_Code_Point}\s.\p{Pd}\u2212]/gu,
    '',
  );
}
