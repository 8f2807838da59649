import { type Checked, entries, type EntryName, longestSearch, wrongWords } from '@medseal/input-rules';
import { z } from 'zod';

/** A text that a person entered, as it is kept; what the pages refuse is refused here too, in English. */
export function entered(name: EntryName) {
  const { longest, check } = entries[name];
  return checkedText(check).meta({ minLength: 1, maxLength: longest, pattern: readable, ...says[name] });
}

/**
 * For JSON Schema: no control characters except those that are trimmed or separate lines, and none that change the
 * text direction.
 */
const readable =
  '^[^\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$';

/** What JSON Schema can say about single fields; the actual rules require more. */
const says: Partial<Readonly<Record<EntryName, Readonly<Record<string, string>>>>> = {
  email: { format: 'idn-email' },
  phone: {
    description: '+, country code and number. Spaces, hyphens, brackets, dots and slashes are ignored',
    pattern: '^[^A-Za-z]*\\+[^A-Za-z]*$',
  },
  address: { description: 'One or more lines' },
  officeAddress: { description: 'One or more lines' },
  userName: {
    description: 'Letters and digits of any script and . _ @ + -; spaces around it are ignored',
    pattern: '^\\s*\\S{3,}\\s*$',
  },
};

/**
 * Search words: they are not kept, so only their length matters, and that something is visible. Punctuation alone
 * finds everything.
 */
export const searched = checkedText((text) => {
  const value = text.trim();
  if (value === '') return { wrong: 'missing' };
  if (value.length > longestSearch) return { wrong: 'tooLong' };
  return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(value) ? { value } : { wrong: 'nothingVisible' };
}).meta({ minLength: 1, maxLength: longestSearch });

function checkedText(check: (text: string) => Checked) {
  return z.string().transform((text, context) => {
    const { value, wrong } = check(text);
    if (wrong === undefined) return value;
    context.addIssue({ code: 'custom', message: wrongWords[wrong] });
    return z.NEVER;
  });
}
