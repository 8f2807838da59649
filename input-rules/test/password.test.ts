import { expect, test } from 'vitest';
import { passwordFits } from '../src/password-size.js';
import { passwordWeakness } from '../src/password.js';

const context = ['m.curie', 'Marie Curie', 'marie.curie@example.org', 'HospitalA'];

test.each([
  'velvet-harbour-41-quilt',
  'twelve chars',
  'ünïcödé wörter',
  '582019473625',
  'aX9$kLm2#pQz',
  'a password of my own choosing',
  '病院の記録を守る合言葉です',
])('accepts %s', (password) => {
  expect(passwordWeakness(password, context)).toBeUndefined();
});

test.each([
  ['too short', 'elevenchars'],
  ['the most common word', 'password2026'],
  ['with look-alikes', 'P@ssw0rd!2026'],
  ['twice', 'PasswordPassword'],
  ['a run on the keyboard', 'qwertyuiop123'],
  ['digits in a row', '123456789012'],
  ['backwards', '210987654321'],
  ['one character', 'aaaaaaaaaaaaaaa'],
  ['a repetition', 'xyzxyzxyzxyzx'],
  ['the user name', 'm.curie-m.curie'],
  ['one’s own name', 'MarieCurie1867'],
  ['the hospital', 'HospitalA-2026!'],
  ['the product', 'medseal-medseal'],
  ['common words joined', 'summer-dragon-99'],
  ['too long', 'long '.repeat(60)],
])('refuses %s', (_what, password) => {
  expect(passwordWeakness(password, context)).toMatch(/^password/);
});

test('length is limited after normalization', () => {
  expect(passwordFits('x'.repeat(256))).toBe(true);
  expect(passwordFits('x'.repeat(257))).toBe(false);
  expect(passwordFits('\ufdfa'.repeat(20))).toBe(false);
});
