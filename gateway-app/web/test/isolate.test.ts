import { expect, test } from 'vitest';
import { isolated } from '../src/language/isolate.js';

test('left-to-right names stay as they are', () => {
  for (const name of ['Asha Rao', 'आशा राव', 'Renée O’Neil', 'නිශා\u200dරී', ''])
    expect(isolated(name)).toBe(name);
});

test('right-to-left names are isolated', () => {
  expect(isolated('أحمد')).toBe('\u2068أحمد\u2069');
  expect(isolated('יוסי (A)')).toBe('\u2068יוסי (A)\u2069');
  // Adlam, Hanifi Rohingya, Samaritan, Mandaic, and a comma alone.
  for (const name of ['\u{1e900}\u{1e922}', '\u{10d00}', '\u0800', '\u0840', '،'])
    expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});

test('characters that change the direction of the text around them have no effect outside', () => {
  expect(isolated('scan\u202efdp.exe')).toBe('\u2068scanfdp.exe\u2069');
  expect(isolated('a\u2069b\u2066c')).toBe('\u2068abc\u2069');
});

test('what is already isolated stays so in the sentence around it', () => {
  const name = isolated('أحمد');
  expect(isolated(name)).toBe(name);
  expect(isolated(`${name} of City`)).toBe(`\u2068${name} of City\u2069`);
  expect(isolated(isolated(`${name} of City`))).toBe(`\u2068${name} of City\u2069`);
});
