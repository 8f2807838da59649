import { randomBytes } from 'node:crypto';
import { encodeId, isId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { groupedPersonId, readPersonId } from '../src/parts/people/person-id.js';

const personId = encodeId('person', Buffer.alloc(16, 0xa7));

function anyId(): string {
  return encodeId('person', randomBytes(16));
}

/** As Japanese keyboards write it. */
function wide(text: string): string {
  return text.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
}

/** As Hindi keyboards write digits. */
function inDevanagari(text: string): string {
  return text.replaceAll(/\d/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0x936));
}

describe('the pages’ reader of person ids', () => {
  test('accepts what the ledger writes', () => {
    for (let round = 0; round < 500; round++) {
      const made = anyId();
      expect(readPersonId(made)).toEqual({ kind: 'id', personId: made });
    }
  });

  test('accepts groups, spaces, hyphens, lower case and a missing prefix', () => {
    const grouped = groupedPersonId(personId);
    const typed = [grouped, grouped.toLowerCase(), personId.slice(4), ` ${personId.replace('_', '-')}\n`];
    typed.push(
      `\u2068${grouped}\u2069`,
      `ID: ${grouped}`,
      grouped.replaceAll(' ', '\u2011'),
      grouped.replaceAll(' ', ' – '),
    );
    typed.push(
      grouped.replaceAll(' ', '.'),
      grouped.replaceAll(' ', '\u200B'),
      wide(personId),
      inDevanagari(personId),
    );
    for (const text of typed) expect(readPersonId(text)).toEqual({ kind: 'id', personId });
  });

  test('reads letters that look like digits as digits, but not in the check character', () => {
    const made = encodeId('person', Buffer.alloc(16));
    expect(readPersonId(made.replace('0', 'O').replace('0', 'o'))).toEqual({ kind: 'id', personId: made });
    const withOne = encodeId('person', Buffer.from(`${'00'.repeat(15)}01`, 'hex'));
    expect(readPersonId(withOne.slice(0, -2) + 'l' + withOne.slice(-1))).toEqual({
      kind: 'id',
      personId: withOne,
    });
    expect(readPersonId(ended('O'))).toMatchObject({ kind: 'id' });
    expect(readPersonId(ended('O').replace(/O$/, '0'))).toEqual({ kind: 'check' });
  });

  test('finds every single wrong character, as the ledger does', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (let at = 4; at < personId.length; at++) {
      for (const other of alphabet) {
        const wrong = personId.slice(0, at) + other + personId.slice(at + 1);
        expect(readPersonId(wrong).kind === 'id').toBe(isId('person', wrong));
        expect(readPersonId(wrong).kind === 'id').toBe(wrong === personId);
      }
    }
  });

  test('says what is wrong', () => {
    expect(readPersonId(' \t')).toEqual({ kind: 'empty' });
    expect(readPersonId('per_')).toEqual({ kind: 'form' });
    expect(readPersonId(personId.slice(0, -1))).toEqual({ kind: 'form' });
    expect(readPersonId(`${personId}0`)).toEqual({ kind: 'form' });
    expect(readPersonId(`per_9${personId.slice(5)}`)).toEqual({ kind: 'form' });
    expect(readPersonId('https://example.org/a-code')).toEqual({ kind: 'form' });
  });
});

/** An id with this check character. */
function ended(check: string): string {
  for (;;) {
    const made = anyId();
    if (made.endsWith(check)) return made;
  }
}
