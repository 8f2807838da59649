import type { Checked } from './checked.js';
import { bareId } from './person-id.js';
import { composed, wrongCharacters } from './text.js';

/** Letters and digits of any script with their vowel signs; joiners are checked separately. */
const form = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+\p{Join_C}-]*$/u;
const bounds = { shortest: 3, longest: 64 } as const;

/** A user name as it is stored: trimmed and composed, 3 to 64 characters without joiners. */
export function checkUserName(text: string): Checked {
  const value = composed(text.trim());
  if (value === '') return { wrong: 'missing' };
  if (/\s/u.test(value)) return { wrong: 'userNameBlank' };
  const wrong = wrongCharacters(value) ?? (invisible.test(value) ? 'hidden' : undefined);
  if (wrong !== undefined) return { wrong };
  const length = Array.from(value.replaceAll(joiners, '')).length;
  if (!form.test(value) || length < bounds.shortest || Array.from(value).length > bounds.longest)
    return { wrong: 'userNameForm' };
  return /^per_/.test(userNameKey(value)) ? { wrong: 'userNameIsId' } : { value };
}

/** Characters that some texts need, but with which one user name could look like another. */
const invisible = /(?!\p{Join_C})\p{Default_Ignorable_Code_Point}/u;
const joiners = /\p{Join_C}/gu;

/** The form of a user name for comparison and look-up: one form for all spellings that look alike. */
export function userNameKey(userName: string): string {
  return composed(userName).replaceAll(joiners, '').normalize('NFKC').toLowerCase();
}

/** What a person types to log in: a user name, trimmed, or the id on the card, whatever is between its characters. */
export function checkLogin(text: string): Checked {
  const typed = text.trim();
  const isId = /^[\p{Default_Ignorable_Code_Point}\s]*per\s*_/iu.test(typed.normalize('NFKC'));
  const value = isId ? bareId(typed) : typed;
  if (value === '') return { wrong: 'missing' };
  return /\s/u.test(value) ? { wrong: 'userNameBlank' } : { value };
}
