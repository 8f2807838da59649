import { wrongWords } from '@medseal/input-rules';
import { describe, expect, test } from 'vitest';
import { type Draft, emptyDraft, formOf, isTouched } from '../src/pages/register/draft.js';
import { refusedFields, wrongAnswers } from '../src/pages/register/wrong-answers.js';
import { Problem } from '../src/api/problem.js';

const password = 'sieben lampen tanzen quer';
const patient: Draft = {
  ...emptyDraft,
  role: 'patient',
  userName: ' meera.nair ',
  fullName: 'Meera Nair',
  phone: '+91 98450 11111',
  email: 'meera@example.org',
  address: '4 Lake Road, Pune',
  emergencyHalf: 'no',
  password,
  passwordAgain: password,
};
const doctor: Draft = {
  ...patient,
  role: 'doctor',
  emergencyHalf: '',
  officeAddress: 'Block C',
  designation: 'Consultant',
  specialty: 'Dermatology',
};

const wrongIn = (draft: Draft) => wrongAnswers(draft, 'HospitalA');

describe('the registration form of the pages', () => {
  test('finds nothing wrong with a complete form, and sends it trimmed', () => {
    expect(wrongIn(patient)).toEqual([]);
    expect(wrongIn(doctor)).toEqual([]);
    expect(formOf(patient)).toEqual({
      role: 'patient',
      userName: 'meera.nair',
      password,
      fullName: 'Meera Nair',
      phone: '+91 98450 11111',
      email: 'meera@example.org',
      address: '4 Lake Road, Pune',
      emergencyHalf: false,
    });
    expect(formOf(doctor)).toMatchObject({
      role: 'doctor',
      office: { address: 'Block C', designation: 'Consultant', specialty: 'Dermatology' },
    });
    expect(formOf(doctor)).not.toHaveProperty('emergencyHalf');
  });

  test('asks for the kind of user first, then for everything that kind needs', () => {
    expect(wrongIn(emptyDraft)).toEqual([{ field: 'role', kind: 'missing' }]);
    const missing = (draft: Draft) => wrongIn(draft).map(({ field }) => field);
    expect(missing({ ...emptyDraft, role: 'patient' })).toEqual([
      'fullName',
      'phone',
      'email',
      'address',
      'userName',
      'password',
      'emergencyHalf',
    ]);
    expect(missing({ ...doctor, designation: ' ', specialty: '', officeAddress: '' })).toEqual([
      'designation',
      'specialty',
      'officeAddress',
    ]);
  });

  test('chooses nothing for the person', () => {
    expect(isTouched(emptyDraft)).toBe(false);
    expect(isTouched({ ...emptyDraft, phone: '1' })).toBe(true);
    expect(wrongIn({ ...patient, emergencyHalf: '' })).toEqual([{ field: 'emergencyHalf', kind: 'missing' }]);
  });

  test('refuses by the gateway’s rules', () => {
    const kinds = (draft: Partial<Draft>) => wrongIn({ ...patient, ...draft }).map(({ kind }) => kind);
    const cases: readonly (readonly [Partial<Draft>, string[]])[] = [
      [{ userName: 'ab' }, ['userNameForm']],
      [{ userName: 'a b c' }, ['userNameBlank']],
      [{ userName: 'PER_abc' }, ['userNameIsId']],
      [{ userName: 'ශ්\u200dරීමතී' }, []],
      [{ email: 'meera@example' }, ['emailForm']],
      [{ email: '用户@例子.广告' }, []],
      [{ phone: '98450 11111' }, ['phoneCountry']],
      [{ phone: '+91 (98450) 1-1111' }, []],
      [{ address: '4 Lake Road\nPune' }, []],
      [{ address: '4 Lake Road\n\u202EPune' }, ['direction']],
      [{ fullName: 'Meera\nNair' }, ['control']],
      [{ fullName: '\u2800' }, ['nothingVisible']],
    ];
    for (const [draft, expected] of cases) expect([draft, kinds(draft)]).toEqual([draft, expected]);
    expect(wrongIn({ ...doctor, specialty: '\u200B' })).toEqual([{ field: 'specialty', kind: 'hidden' }]);
  });

  test('applies the gateway’s rules for passwords', () => {
    const kinds = (text: string) =>
      wrongIn({ ...patient, password: text, passwordAgain: text }).map(({ kind }) => kind);
    const cases = {
      '': 'missing',
      'elf zeichen': 'passwordShort',
      abcabcabcabcab: 'passwordRepeats',
      'meera.nair.1234': 'passwordGuessable',
      'HospitalA-2026!': 'passwordGuessable',
      ['ü'.repeat(129) + password]: 'passwordLong',
    };
    for (const [text, kind] of Object.entries(cases)) expect([text, kinds(text)]).toEqual([text, [kind]]);
    expect(wrongIn({ ...patient, passwordAgain: 'x' })).toEqual([
      { field: 'passwordAgain', kind: 'passwordDiffers' },
    ]);
  });

  test('shows the gateway’s refusals next to their fields', () => {
    const refused = (code: Problem['code'], ...pointers: string[]) =>
      refusedFields(
        new Problem(code, {
          errors: pointers.map((pointer) => ({ pointer, detail: wrongWords.passwordGuessable })),
        }),
      );
    expect(refused('CONFLICT', '/userName')).toEqual([{ field: 'userName', kind: 'userNameTaken' }]);
    expect(refused('INVALID', '/password', '/office/address', '/address')).toEqual([
      { field: 'password', kind: 'passwordGuessable' },
      { field: 'officeAddress', kind: 'passwordGuessable' },
      { field: 'address', kind: 'passwordGuessable' },
    ]);
    const newer = new Problem('INVALID', { errors: [{ pointer: '/phone', detail: 'is from the future' }] });
    expect(refusedFields(newer)).toEqual([{ field: 'phone', kind: 'notTaken' }]);
    expect(refused('CONFLICT')).toEqual([]);
    expect(refused('INVALID', '/unknown', '')).toEqual([]);
  });
});
