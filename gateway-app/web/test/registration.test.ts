import { describe, expect, it } from 'vitest';
import { passwordWeakness } from '../../src/domain/password-policy.js';
import { type Draft, emptyDraft, formOf, isTouched } from '../src/pages/register/draft.js';
import { mistakesOf, refusedFields } from '../src/pages/register/mistakes.js';
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

describe('the registration form of the pages', () => {
  it('finds nothing wrong with a complete form, and sends it trimmed', () => {
    expect(mistakesOf(patient)).toEqual([]);
    expect(mistakesOf(doctor)).toEqual([]);
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

  it('asks for the kind of user first, then for everything that kind needs', () => {
    expect(mistakesOf(emptyDraft)).toEqual([{ field: 'role', kind: 'missing' }]);
    const missing = (draft: Draft) => mistakesOf(draft).map(({ field }) => field);
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

  it('chooses nothing for the person', () => {
    expect(isTouched(emptyDraft)).toBe(false);
    expect(isTouched({ ...emptyDraft, phone: '1' })).toBe(true);
    expect(mistakesOf({ ...patient, emergencyHalf: '' })).toEqual([
      { field: 'emergencyHalf', kind: 'missing' },
    ]);
  });

  it('refuses the user names and addresses that the gateway refuses', () => {
    const kinds = (draft: Partial<Draft>) => mistakesOf({ ...patient, ...draft }).map(({ kind }) => kind);
    expect(kinds({ userName: 'ab' })).toEqual(['userNameForm']);
    expect(kinds({ userName: 'a b c' })).toEqual(['userNameForm']);
    expect(kinds({ userName: '.abc' })).toEqual(['userNameForm']);
    expect(kinds({ userName: 'PER_abc' })).toEqual(['userNameIsId']);
    expect(kinds({ userName: 'मीरा.नायर' })).toEqual([]);
    expect(kinds({ userName: 'łukasz+1@x' })).toEqual([]);
    expect(kinds({ email: 'meera@example' })).toEqual(['emailForm']);
  });

  it('knows of passwords what the gateway knows, but for the words that are tried first', () => {
    const kinds = (text: string) =>
      mistakesOf({ ...patient, password: text, passwordAgain: text }).map(({ kind }) => kind);
    const cases = {
      'elf zeichen': 'passwordShort',
      abcabcabcabcab: 'passwordRepeats',
      ['ü'.repeat(129) + password]: 'passwordLong',
    };
    for (const [text, kind] of Object.entries(cases)) {
      expect(kinds(text)).toEqual([kind]);
      expect(passwordWeakness(text, [])).toBeDefined();
    }
    expect(passwordWeakness(password, ['Meera Nair'])).toBeUndefined();
    expect(mistakesOf({ ...patient, passwordAgain: 'x' })).toEqual([
      { field: 'passwordAgain', kind: 'passwordDiffers' },
    ]);
  });

  it('shows the gateway’s refusals at their fields', () => {
    const refused = (code: Problem['code'], ...pointers: string[]) =>
      refusedFields(new Problem(code, { errors: pointers.map((pointer) => ({ pointer, detail: '' })) }));
    expect(refused('CONFLICT', '/userName')).toEqual([{ field: 'userName', kind: 'userNameTaken' }]);
    expect(refused('INVALID', '/password', '/office/address', '/address')).toEqual([
      { field: 'password', kind: 'passwordGuessable' },
      { field: 'officeAddress', kind: 'notTaken' },
      { field: 'address', kind: 'notTaken' },
    ]);
    expect(refused('CONFLICT')).toEqual([]);
    expect(refused('INVALID', '/unknown', '')).toEqual([]);
  });
});
