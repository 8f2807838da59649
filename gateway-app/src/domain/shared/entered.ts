import { type Checked, entries, type EntryName, longestSearch, wrongWords } from '@medseal/input-rules';
import { z } from 'zod';

/** A text that a person entered, as it is kept; what the pages refuse is refused here, in English. */
export function entered(name: EntryName) {
  const { longest, check } = entries[name];
  return checkedText(check).meta({ minLength: 1, maxLength: longest, pattern: readable, ...says[name] });
}

/** For JSON Schema: no control characters but those that are trimmed or part lines, and nothing that changes the direction. */
const readable =
  '^[^\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$';

/** What JSON Schema can say of single fields; the rules themselves ask for more. */
const says: Partial<Readonly<Record<EntryName, Readonly<Record<string, string>>>>> = {
  email: { format: 'idn-email' },
  phone: {
    description: '+, country code and number. Blanks, hyphens, brackets, dots and slashes do not matter',
    pattern: '^[^A-Za-z]*\\+[^A-Za-z]*$',
  },
  address: { description: 'One line or several' },
  officeAddress: { description: 'One line or several' },
  userName: {
    description: 'Letters and digits of any script and . _ @ + -; blanks around it do not matter',
    pattern: '^\\s*\\S{3,}\\s*$',
  },
};

/** Words that are looked for: what is searched by is not kept, so only their length matters and that there is something to see. Signs alone find everything. */
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
