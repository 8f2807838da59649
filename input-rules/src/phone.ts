import type { Checked } from './checked.js';
import { plainDigits } from './text.js';

/** Longest number as typed, in characters. */
export const longestPhone = 40;

/** Country codes whose numbers may begin with a zero: Italy, Ivory Coast, Congo, San Marino and the Vatican. */
const keepsZero = /^\+(?:39|225|242|378|379)/;

/**
 * A phone number as it is stored: `+`, country code and number with nothing in between (ITU-T E.164). A person may
 * type blanks, hyphens, brackets, dots, slashes and digits of other scripts. The zero that many write in brackets
 * after the country code is removed: it is dialled only within the country.
 */
export function checkPhone(text: string): Checked {
  const typed = plainDigits(text.normalize('NFKC'))
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
  if (typed === '') return { wrong: 'missing' };
  if (typed.length > longestPhone) return { wrong: 'tooLong' };
  if (!/^[\d\s()[\]./+\p{Pd}\u2212]+$/u.test(typed)) return { wrong: 'phoneForm' };
  if (!/^[([]?\s*\+/.test(typed)) return { wrong: 'phoneCountry' };
  const dialled = typed
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll(/[^\d+()]/g, '')
    .replace(/^\(/, '');
  const whole = keepsZero.test(dialled)
    ? dialled
    : dialled.replaceAll('(0)', '').replace(/^(\+\d{1,3}\)?)\(0/, '$1');
  const value = whole.replaceAll(/[()]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(value) ? { value } : { wrong: 'phoneForm' };
}
