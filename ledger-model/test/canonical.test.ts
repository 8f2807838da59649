import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CanonicalError,
  canonicalBytes,
  canonicalize,
  parseCanonical,
  type JsonValue,
} from '../src/canonical.js';

/** Any value that has a canonical form. */
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger().map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 4 })
      .map((value) => ({ ...value })),
  ),
})).value;

describe('canonical JSON', () => {
  test('is read back as the same value', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(parseCanonical(canonicalBytes(value))).toEqual(value);
      }),
    );
  });

  test('is the same whatever the order of members', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), fc.maxSafeInteger()), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(
        members.filter((list) => list.every(([, number]) => !Object.is(number, -0))),
        (list) => {
          const reversed = Object.fromEntries(list.toReversed());
          expect(canonicalize(reversed)).toBe(canonicalize(Object.fromEntries(list)));
        },
      ),
    );
  });

  test('has exactly one form: any other bytes of the same value are refused', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.constantFrom(' ', '\n', '\t'), (value, where, space) => {
        const text = canonicalize(value);
        const at = where % (text.length + 1);
        const other = text.slice(0, at) + space + text.slice(at);
        let read: JsonValue | undefined;
        try {
          read = parseCanonical(Buffer.from(other));
        } catch (error) {
          expect(error).toBeInstanceOf(CanonicalError);
        }
        // Inside a string a blank is content, so the value is different.
        if (read !== undefined) expect(read).not.toEqual(value);
      }),
    );
  });

  test('sorts members by UTF-16 code units, as RFC 8785 (3.2.3) does', () => {
    const sorted = { '\r': 1, '1': 2, '\u0080': 3, '\u00f6': 4, '\u20ac': 5, '\u{1f600}': 6, '\ufb33': 7 };
    expect(canonicalize(Object.fromEntries(Object.entries(sorted).toReversed()))).toBe(
      '{"\\r":1,"1":2,"\u0080":3,"\u00f6":4,"\u20ac":5,"\u{1f600}":6,"\ufb33":7}',
    );
  });

  test('escapes as RFC 8785 (3.2.2.2) does', () => {
    expect(canonicalize('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  test('omits undefined members', () => {
    expect(canonicalize({ b: 1, a: undefined })).toBe('{"b":1}');
  });

  test.each([
    ['a float', 1.5],
    ['negative zero', -0],
    ['an unsafe integer', 2 ** 53],
    ['infinity', Infinity],
    ['not a number', NaN],
    ['a lone surrogate', '\ud800'],
    ['a name with a lone surrogate', { '\udfff': 1 }],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(1)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['undefined in a list', [undefined]],
    ['too many levels', nested(33)],
  ] as unknown as [string, JsonValue][])('has no form for %s', (_, value) => {
    expect(() => canonicalize(value)).toThrow(CanonicalError);
  });

  test('has a form for 32 levels', () => {
    expect(canonicalize(nested(32))).toHaveLength(2 * 32 + 1);
  });

  test.each([
    ['a duplicate member', '{"a":1,"a":1}'],
    ['members out of order', '{"b":1,"a":1}'],
    ['a blank', '{"a": 1}'],
    ['an exponent', '1e2'],
    ['a whole number as a float', '1.0'],
    ['negative zero', '-0'],
    ['an unnecessary escape', '"\\u0041"'],
    ['an escaped slash', '"\\/"'],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ''],
    ['more than one value', '{}{}'],
  ])('refuses %s', (_, text) => {
    expect(() => parseCanonical(Buffer.from(text))).toThrow(CanonicalError);
  });

  test('refuses malformed UTF-8', () => {
    expect(() => parseCanonical(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toThrow(CanonicalError);
    expect(() => parseCanonical(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow(CanonicalError);
  });

  test('reads a member whose name is a built-in property of objects as a member', () => {
    const text = '{"__proto__":{"role":"doctor"}}';
    let read: JsonValue;
    try {
      read = parseCanonical(Buffer.from(text));
    } catch (error) {
      expect(error).toBeInstanceOf(CanonicalError);
      return;
    }
    expect(canonicalize(read)).toBe(text);
    expect((read as { role?: string }).role).toBeUndefined();
  });
});

function nested(levels: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
