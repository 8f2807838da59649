import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeId, factId, idPrefixes, isId, personIdOf, type IdKind } from '../src/ids.js';

const kinds = Object.keys(idPrefixes) as IdKind[];
const bits = fc.uint8Array({ minLength: 16, maxLength: 16 });
const ids = fc
  .tuple(fc.constantFrom(...kinds), bits)
  .map(([kind, bytes]) => ({ kind, id: encodeId(kind, bytes) }));
const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_ ';

describe('an id', () => {
  test('shows its kind, and is not an id of any other kind', () => {
    fc.assert(
      fc.property(ids, ({ kind, id }) => {
        expect(kinds.filter((other) => isId(other, id))).toEqual([kind]);
        expect(id).toMatch(/^[a-z]{3}_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$/);
      }),
    );
  });

  test('holds all bits: two ids are equal only if their bits are', () => {
    fc.assert(
      fc.property(bits, bits, (one, other) => {
        expect(encodeId('report', one) === encodeId('report', other)).toBe(Buffer.compare(one, other) === 0);
      }),
    );
    expect(encodeId('report', new Uint8Array(16))).toMatch(/^rep_0{26}/);
    expect(encodeId('report', new Uint8Array(16).fill(255))).toMatch(/^rep_7Z{25}/);
  });

  test('with any single wrong character is not an id of its kind', () => {
    fc.assert(
      fc.property(ids, ({ kind, id }) => {
        for (let at = 0; at < id.length; at++) {
          for (const character of characters) {
            if (character === id[at]) continue;
            const wrong = id.slice(0, at) + character + id.slice(at + 1);
            if (isId(kind, wrong)) throw new Error(`${kind}: ${wrong} passes for ${id}`);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    '',
    'per',
    'per_',
    'xyz_00000000000000000000000000A',
    ' per_0',
    'PER_00000000000000000000000000A',
  ])('is not %j', (text) => {
    expect(kinds.some((kind) => isId(kind, text))).toBe(false);
  });

  test('has 16 bytes', () => {
    expect(() => encodeId('report', new Uint8Array(15))).toThrow(RangeError);
  });
});

describe('a person id', () => {
  const pseudonym = encodeId('pseudonym', new Uint8Array(16));
  const nonce = Buffer.alloc(32).toString('base64');

  test('depends on pseudonym and nonce', () => {
    const id = personIdOf(pseudonym, nonce);
    expect(isId('person', id)).toBe(true);
    expect(personIdOf(pseudonym, nonce)).toBe(id);
    expect(personIdOf(encodeId('pseudonym', new Uint8Array(16).fill(1)), nonce)).not.toBe(id);
    expect(personIdOf(pseudonym, Buffer.alloc(32, 1).toString('base64'))).not.toBe(id);
  });
});

describe('the id of a fact', () => {
  const act = { function: 'GrantConsent', actor: 'nym', salt: 'AAAAAAAAAAAAAAAAAAAAAA==' };

  test('depends on function, actor, salt and kind', () => {
    const id = factId('consent', act);
    expect(factId('consent', { ...act })).toBe(id);
    for (const change of [
      { function: 'RevokeConsent' },
      { actor: 'other' },
      { salt: 'AQAAAAAAAAAAAAAAAAAAAA==' },
    ]) {
      expect(factId('consent', { ...act, ...change })).not.toBe(id);
    }
    expect(factId('disclosure', act)).not.toContain(id.slice(0, 4));
  });

  test('cannot be shifted between its parts', () => {
    expect(factId('consent', { ...act, function: 'Grant', actor: 'Consentnym' })).not.toBe(
      factId('consent', act),
    );
  });
});
