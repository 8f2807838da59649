import { entries } from '@medseal/input-rules';
import { expect, test } from 'vitest';
import { fileNameOf, titleOf } from '../src/pages/share/names.js';

function file(name: string): File {
  return new File(['%PDF-1.7'], name);
}

test.each([
  ['scan\u202Efdp.exe', 'scanfdp.exe', 'scanfdp'],
  ['two\nlines.pdf', 'two lines.pdf', 'two lines'],
  ['Re\u0301sume\u0301.pdf', 'Résumé.pdf', 'Résumé'],
  ['\u200B.pdf', '.pdf', ''],
  ['blood.test.2026.pdf', 'blood.test.2026.pdf', 'blood.test.2026'],
])('the file %j is sent as %s and suggests the title %j', (name, sent, title) => {
  expect(fileNameOf(file(name))).toBe(sent);
  expect(entries.fileName.check(sent)).toEqual({ value: sent });
  expect(titleOf(file(name))).toBe(title);
});

test('a file with an invisible name is refused when it is chosen', () => {
  expect(entries.fileName.check(fileNameOf(file('\u200B\u2800')))).toEqual({ wrong: 'nothingVisible' });
});
