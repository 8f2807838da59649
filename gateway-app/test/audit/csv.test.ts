import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField, csvLine } from '../../src/domain/shared/csv.js';

/** A plain RFC 4180 reader, to see what a spreadsheet would. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const dangerous = /^[=+\-@\t\r]/;
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ';', 'a', "'") }),
);

describe('a CSV line', () => {
  test('reads back as it was written, except for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const expected = rows.map((row) => row.map((each) => (dangerous.test(each) ? `'${each}` : each)));
        expect(parse(rows.map((row) => csvLine(row)).join(''))).toEqual(expected);
      }),
    );
  });

  test('has no field that a spreadsheet would run', () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        for (const field of parse(csvLine([first, second])).flat()) expect(field).not.toMatch(dangerous);
      }),
    );
  });

  const fields: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['', ''],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=cmd|"/c calc"!A1', '"\'=cmd|""/c calc""!A1"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
  ];
  test.each(fields)('writes %j as %j', (value, written) => {
    expect(csvField(value)).toBe(written);
  });
});
