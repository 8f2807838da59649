import { describe, expect, test } from 'vitest';
import { checkLogin, entries, readableLine, userNameKey } from '../src/index.js';

const { fullName, address, phone, userName, title, reason } = entries;

describe('a line of text', () => {
  test.each([
    ['is trimmed', '  Ada Lovelace \n', 'Ada Lovelace'],
    ['is composed', 'Rene\u0301e', 'Renée'],
    ['in Sinhala with a joiner', 'ශ්\u200dරී ලංකා', 'ශ්\u200dරී ලංකා'],
    ['in Bengali with a joiner before a sign', 'র\u200d্যাব', 'র\u200d্যাব'],
    ['in Persian with a non-joiner', 'علی\u200cرضا', 'علی\u200cرضا'],
    ['in Malayalam as older keyboards write it', 'അവന്\u200d', 'അവൻ'],
    ['with a soft hyphen from a document', 'Müller\u00ADLüdenscheidt', 'Müller\u00ADLüdenscheidt'],
    ['in Bengali as older keyboards write it', 'শরত্\u200d', 'শরৎ'],
    ['in Persian with an ending after a digit', 'خیابان ۱۲\u200cمتری', 'خیابان ۱۲\u200cمتری'],
    ['in Persian with an ending after a quotation', '«خون»\u200cها', '«خون»\u200cها'],
    ['in Khmer with words separated by zero-width spaces', 'ស្រី\u200Bណា', 'ស្រី\u200Bណា'],
    ['in Thai with words separated by zero-width spaces', 'สม\u200Bชาย', 'สม\u200Bชาย'],
    ['with one digit', '7', '7'],
    ['with an emoji made of several', 'Family 👩\u200d👩\u200d👧', 'Family 👩\u200d👩\u200d👧'],
    ['with a sign and its variation selector', 'Heart ❤\uFE0F 2', 'Heart ❤\uFE0F 2'],
  ])('%s', (_what, text, value) => {
    expect(fullName.check(text)).toEqual({ value });
  });

  test.each([
    ['nothing', ' ', 'missing'],
    ['a line break inside', 'Ada\nLovelace', 'control'],
    ['a line separator', 'Ada\u2028Lovelace', 'control'],
    ['a bell', 'Ada\u0007', 'control'],
    ['a C1 control', 'Ada\u009BLovelace', 'control'],
    ['a lone surrogate', 'Ada\uDC00', 'control'],
    ['a noncharacter', 'Ada\uFFFE', 'control'],
    ...Array.from('\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069', (each) => [
      `U+${each.charCodeAt(0).toString(16)}`,
      `Ada${each}Lovelace`,
      'direction',
    ]),
    ['a zero width space', 'Ada\u200BLovelace', 'hidden'],
    ['a word joiner', 'Ada\u2060', 'hidden'],
    ['a Hangul filler', 'Ada\u3164', 'hidden'],
    ['a language tag', 'Ada\u{E0001}', 'hidden'],
    ['a joiner at the end', 'Ada\u200D', 'joiner'],
    ['a joiner at the start', '\u200CAda', 'joiner'],
    ['two joiners', 'ශ්\u200d\u200dරී', 'joiner'],
    ['a joiner before a blank', 'علی\u200c رضا', 'joiner'],
    ['invisible characters only', '\u200B\u200B', 'hidden'],
    ['soft hyphens only', '\u00AD\u00AD', 'nothingVisible'],
    ['marks only', '\u0301\u0301', 'nothingVisible'],
    ['signs only', '--- !', 'nothingVisible'],
    ['a Braille blank only', '\u2800', 'nothingVisible'],
    ['too much', 'x'.repeat(201), 'tooLong'],
  ])('with %s is refused', (_what, text, wrong) => {
    expect(fullName.check(text)).toEqual({ wrong });
    expect(title.check(text === 'x'.repeat(201) ? 'x'.repeat(301) : text)).toEqual({ wrong });
    expect(reason.check(text === 'x'.repeat(201) ? 'x'.repeat(501) : text)).toEqual({ wrong });
  });
});

describe('an address', () => {
  test.each([
    '12 Mill Road\n570001 Mysuru',
    '12 Mill Road \r\n\r\n  570001 Mysuru\n',
    '12 Mill Road\r570001 Mysuru',
  ])('may have lines: %j', (text) => {
    expect(address.check(text)).toEqual({ value: '12 Mill Road\n570001 Mysuru' });
  });
  test.each([
    ['nothing', '\n \n', 'missing'],
    ['a control character', '12 Mill\u0000 Road\nMysuru', 'control'],
    ['a change of direction', '12 Mill Road\n\u202EMysuru', 'direction'],
    ['a joiner at a line’s end', '12 Mill Road\u200D\nMysuru', 'joiner'],
    ['eleven lines', 'x\n'.repeat(11), 'tooManyLines'],
    ['too much', `${'x'.repeat(150)}\n${'x'.repeat(150)}`, 'tooLong'],
  ])('with %s is refused', (_what, text, wrong) => {
    expect(address.check(text)).toEqual({ wrong });
  });
});

describe('a phone number', () => {
  test.each([
    ['+91 98450 11111', '+919845011111'],
    ['+91-98450-11111', '+919845011111'],
    [' +49 (30) 1234/567 ', '+49301234567'],
    ['+49 (0)30 1234567', '+49301234567'],
    ['+1 (415) 555‑2671', '+14155552671'],
    ['+1.415.555.2671', '+14155552671'],
    ['＋８１ ３ １２３４ ５６７８', '+81312345678'],
    ['+९१ ९८४५० १११११', '+919845011111'],
    ['\u202A+91 98450 11111\u202C', '+919845011111'],
    ['+290 2345', '+2902345'],
    ['+49 (030) 1234567', '+49301234567'],
    ['+49 (0 30) 1234567', '+49301234567'],
    ['+49 [0] 30 1234567', '+49301234567'],
    ['(+49) 30 1234567', '+49301234567'],
    ['(+49) (030) 1234567', '+49301234567'],
    ['+49 30 (0) 1234567', '+49301234567'],
    ['+44 20 (0)7946 0000', '+442079460000'],
    ['+39 (0)6 1234567', '+39061234567'],
    ['+39 06 1234567', '+39061234567'],
    ['+378 (0549) 882345', '+3780549882345'],
    ['+225 (07) 12345678', '+2250712345678'],
  ])('%s is kept as %s', (text, value) => {
    expect(phone.check(text)).toEqual({ value });
  });
  test.each([
    ['', 'missing'],
    ['98450 11111', 'phoneCountry'],
    ['0091 98450 11111', 'phoneCountry'],
    ['(080) 5550', 'phoneCountry'],
    ['call me', 'phoneForm'],
    ['+91 98450 ext 7', 'phoneForm'],
    ['+0 98450 11111', 'phoneForm'],
    ['+91', 'phoneForm'],
    ['+1234567890123456', 'phoneForm'],
    ['+91 98450 +11111', 'phoneForm'],
  ])('%s is refused', (text, wrong) => {
    expect(phone.check(text)).toEqual({ wrong });
  });
});

describe('a user name', () => {
  test.each([
    ['meera.nair'],
    ['मीरा.नायर'],
    ['மீனா'],
    ['ශ්\u200dරීමතී'],
    ['علی\u200cرضا'],
    ['łukasz+1@x'],
    ['佐藤花子'],
  ])('%s is taken', (text) => {
    expect(userName.check(` ${text} `)).toEqual({ value: text.normalize('NFC') });
  });
  test('written by an older keyboard is the same as one by a newer keyboard', () => {
    expect(userName.check('അവന്\u200d')).toEqual({ value: 'അവൻ' });
  });
  test.each([
    ['', 'missing'],
    ['ab', 'userNameForm'],
    ['a b c', 'userNameBlank'],
    ['a\u00A0bc', 'userNameBlank'],
    ['.abc', 'userNameForm'],
    ['abc!', 'userNameForm'],
    ['a\u200Cb', 'userNameForm'],
    ['\u3164\u3164\u3164', 'hidden'],
    ['abc\u200D', 'joiner'],
    ['ab\u200C\u200Cc', 'joiner'],
    ['ab.\u200Cc', 'joiner'],
    ['ab\u202Ec', 'direction'],
    ['ab\u00ADcd', 'hidden'],
    ['ស្រី\u200Bណា', 'hidden'],
    ['abc\uFE0F', 'hidden'],
    ['ab\u034Fc', 'hidden'],
    ['PER_abc', 'userNameIsId'],
    ['ｐｅｒ_abc', 'userNameIsId'],
    ['a'.repeat(65), 'userNameForm'],
  ])('%s is refused', (text, wrong) => {
    expect(userName.check(text)).toEqual({ wrong });
  });
  test.each([
    ['joiners', 'ශ්\u200dරී', 'ශ්රී'],
    ['non-joiners', 'علی\u200cرضا', 'علیرضا'],
    ['composition', 'Jose\u0301', 'José'],
    ['keyboard', 'അവന്\u200d', 'അവൻ'],
    ['case and width', 'ＡＤＡ', 'ada'],
  ])('is the same whatever the %s', (_what, one, other) => {
    expect(userNameKey(one)).toBe(userNameKey(other));
  });
});

test('to log in, surrounding blanks do not matter, nor do blanks in an id from a card', () => {
  expect(checkLogin('  meera.nair\n')).toEqual({ value: 'meera.nair' });
  for (const typed of [
    'per_ 0319 PPMH',
    'per_0319-PPMH',
    'per_0319\u2011PPMH',
    'per_ 0319 – PPMH',
    'per_0319.PPMH',
    '\u2068per_ 0319 PPMH\u2069',
    'per_0319\u200BPP\u00ADMH',
    'ｐｅｒ＿０３１９ＰＰＭＨ',
    'per_०३१९ PPMH',
  ])
    expect(checkLogin(typed)).toEqual({ value: 'per_0319PPMH' });
  expect(checkLogin('p-er_son')).toEqual({ value: 'p-er_son' });
  expect(checkLogin('per-son')).toEqual({ value: 'per-son' });
  expect(checkLogin('per son')).toEqual({ wrong: 'userNameBlank' });
  expect(checkLogin('meera nair')).toEqual({ wrong: 'userNameBlank' });
  expect(checkLogin(' ')).toEqual({ wrong: 'missing' });
});

test.each([
  ['scan\u202Efdp.exe', 'scanfdp.exe'],
  ['two\nlines.pdf', 'two lines.pdf'],
  ['\u200Bname\uFEFF.pdf', 'name.pdf'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(251)}.pdf`],
  [`${'😀'.repeat(126)}.pdf`, `${'😀'.repeat(125)}.pdf`],
  ['lone\uD800.pdf', 'lone\uFFFD.pdf'],
])('a file’s name is made readable: %j', (name, readable) => {
  expect(readableLine(name, 255)).toBe(readable);
  expect(entries.fileName.check(readable)).toEqual({ value: readable });
});
