import { entries, passwordWeakness, type Wrong } from '@medseal/input-rules';
import type { Problem } from '../../api/problem.js';
import { wrongOf } from '../../parts/forms/entered.js';
import { type Draft, emptyDraft, type Field, officeFields, personFields, type TextField } from './draft.js';

/** What is wrong with a field: by the input rules, or by what only this form or the hospital knows. */
export interface WrongAnswer {
  readonly field: Field;
  readonly kind: Wrong | 'userNameTaken' | 'passwordDiffers' | 'notTaken';
}

/** What is wrong in a form before it is sent, in the order of its fields. */
export function wrongAnswers(draft: Draft, organization: string): readonly WrongAnswer[] {
  if (draft.role === '') return [{ field: 'role', kind: 'missing' }];
  const office = draft.role === 'doctor' ? officeFields : [];
  const texts: readonly TextField[] = [...personFields, ...office, 'userName'];
  return [
    ...texts.flatMap((field) => wrongText(draft, field)),
    ...wrongPassword(draft, organization),
    ...missingChoice(draft),
  ];
}

function wrongText(draft: Draft, field: TextField): readonly WrongAnswer[] {
  const { wrong } = entries[field].check(draft[field]);
  return wrong === undefined ? [] : [{ field, kind: wrong }];
}

function wrongPassword(draft: Draft, organization: string): readonly WrongAnswer[] {
  const { password, passwordAgain, userName, fullName, email } = draft;
  const own = [userName.trim(), fullName.trim(), email.trim(), organization];
  const kind = password === '' ? 'missing' : passwordWeakness(password, own);
  if (kind !== undefined) return [{ field: 'password', kind }];
  return password === passwordAgain ? [] : [{ field: 'passwordAgain', kind: 'passwordDiffers' }];
}

function missingChoice({ role, emergencyHalf }: Draft): readonly WrongAnswer[] {
  return role === 'patient' && emergencyHalf === '' ? [{ field: 'emergencyHalf', kind: 'missing' }] : [];
}

/** What the gateway found wrong, by its code and the JSON pointers of the fields; empty when it names no field. */
export function refusedFields({ code, fields }: Problem): readonly WrongAnswer[] {
  return fields.flatMap(({ pointer, detail }) => {
    const field = fieldAt(pointer);
    return field === undefined ? [] : [{ field, kind: refusalOf(field, code, detail) }];
  });
}

function fieldAt(pointer: string): Field | undefined {
  const name = pointer === '/office/address' ? 'officeAddress' : (pointer.split('/').at(-1) ?? '');
  return Object.hasOwn(emptyDraft, name) ? (name as Field) : undefined;
}

/** A gateway that is newer than this page may have rules for which the page has no words. */
function refusalOf(field: Field, code: Problem['code'], detail: string): WrongAnswer['kind'] {
  if (field === 'userName' && code === 'CONFLICT') return 'userNameTaken';
  return wrongOf(detail) ?? 'notTaken';
}
