import type { Checked } from './checked.js';
import { bareId } from './person-id.js';
import { composed, wrongCharacters } from './text.js';

/** Letters and digits of any script with their vowel signs; joiners are looked at apart. */
const form = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+\p{Join_C}-]*$/u;
const bounds = { shortest: 3, longest: 64 } as const;

/** A user name as it is kept: trimmed and composed, 3 to 64 characters without joiners. */
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

/** Signs that some texts need, and by which one user name would look like another. */
const invisible = /(?!\p{Join_C})\p{Default_Ignorable_Code_Point}/u;
const joiners = /\p{Join_C}/gu;

/** The form of a user name that is compared and looked up: one for all spellings that look alike. */
export function userNameKey(userName: string): string {
  return composed(userName).replaceAll(joiners, '').normalize('NFKC').toLowerCase();
}

/** What a person types to log in, a user name or the id on the card: trimmed; what stands between the characters of an id does not matter. */
export function checkLogin(text: string): Checked {
  const typed = text.trim();
  const isId = /^[\p{Default_Ignorable_Code_Point}\s]*per\s*_/iu.test(typed.normalize('NFKC'));
  const value = isId ? bareId(typed) : typed;
  if (value === '') return { wrong: 'missing' };
  return /\s/u.test(value) ? { wrong: 'userNameBlank' } : { value };
}
