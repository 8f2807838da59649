import type { Problem } from '../../api/problem.js';
import { type Draft, emptyDraft, type Field, officeFields, personFields, type TextField } from './draft.js';

/** What can be wrong with a field. */
export interface Mistake {
  readonly field: Field;
  readonly kind:
    | 'missing'
    | 'userNameForm'
    | 'userNameIsId'
    | 'userNameTaken'
    | 'emailForm'
    | 'passwordShort'
    | 'passwordLong'
    | 'passwordRepeats'
    | 'passwordGuessable'
    | 'passwordDiffers'
    | 'notTaken';
}

/** The same bounds as the gateway's password policy, which also knows what is tried first. */
const shortestPassword = 12;
const longestPasswordBytes = 256;

/** What is wrong in a form before it is sent, in the order of its fields. */
export function mistakesOf(draft: Draft): readonly Mistake[] {
  if (draft.role === '') return [{ field: 'role', kind: 'missing' }];
  const office = draft.role === 'doctor' ? officeFields : [];
  const texts: readonly TextField[] = [...personFields, ...office, 'userName'];
  return [
    ...texts.flatMap((field) => wrongText(draft, field)),
    ...wrongPassword(draft),
    ...missingChoice(draft),
  ];
}

function wrongText(draft: Draft, field: TextField): readonly Mistake[] {
  const text = draft[field].trim();
  if (text === '') return [{ field, kind: 'missing' }];
  const kind =
    field === 'userName' ? userNameMistake(text) : field === 'email' ? emailMistake(text) : undefined;
  return kind === undefined ? [] : [{ field, kind }];
}

function userNameMistake(text: string): Mistake['kind'] | undefined {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{2,63}$/u.test(text)) return 'userNameForm';
  return /^per_/i.test(text) ? 'userNameIsId' : undefined;
}

function emailMistake(text: string): Mistake['kind'] | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'emailForm';
}

function wrongPassword({ password, passwordAgain }: Draft): readonly Mistake[] {
  const kind = passwordMistake(password);
  if (kind !== undefined) return [{ field: 'password', kind }];
  return password === passwordAgain ? [] : [{ field: 'passwordAgain', kind: 'passwordDiffers' }];
}

function passwordMistake(password: string): Mistake['kind'] | undefined {
  if (password === '') return 'missing';
  const text = password.normalize('NFKC');
  if (new TextEncoder().encode(text).length > longestPasswordBytes) return 'passwordLong';
  if (Array.from(text).length < shortestPassword) return 'passwordShort';
  return /^(.{1,4}?)\1+.{0,3}$/u.test(text.toLowerCase()) ? 'passwordRepeats' : undefined;
}

function missingChoice({ role, emergencyHalf }: Draft): readonly Mistake[] {
  return role === 'patient' && emergencyHalf === '' ? [{ field: 'emergencyHalf', kind: 'missing' }] : [];
}

/** What the gateway found wrong, by its code and the JSON pointers of the fields; none when it names no field. */
export function refusedFields({ code, fields }: Problem): readonly Mistake[] {
  return fields.flatMap(({ pointer }) => {
    const field = fieldAt(pointer);
    return field === undefined ? [] : [{ field, kind: refusalOf(field, code) }];
  });
}

function fieldAt(pointer: string): Field | undefined {
  const name = pointer === '/office/address' ? 'officeAddress' : (pointer.split('/').at(-1) ?? '');
  return Object.hasOwn(emptyDraft, name) ? (name as Field) : undefined;
}

function refusalOf(field: Field, code: Problem['code']): Mistake['kind'] {
  if (field === 'userName') return code === 'CONFLICT' ? 'userNameTaken' : 'userNameForm';
  if (field === 'email') return 'emailForm';
  // Length and repetition are checked before sending: what is left is that the words are tried first.
  return field === 'password' ? 'passwordGuessable' : 'notTaken';
}
