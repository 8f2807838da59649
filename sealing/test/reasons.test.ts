import { canonicalBytes, sealedReasonSchema, type SealedReason } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { CannotOpenError } from '../src/primitives/errors.js';
import { hpkeSeal } from '../src/primitives/hpke.js';
import { contextBytes } from '../src/primitives/labels.js';
import { openReason, sealReason } from '../src/report/reasons.js';
import { idOf, ids, otherIds } from './fixtures.js';
import { newKeyHolder } from './recipients.js';

const author = newKeyHolder();
const holder = idOf('pseudonym', 4);
const recipient = { holder, keyVersion: 1, publicKey: author.publicKey };
const seal = (text: string) => sealReason({ ...recipient, text, ids });
const lengthOf = ({ sealed }: SealedReason) => Buffer.from(sealed, 'base64').length - 1120 - 16;

/** A reason whose plaintext is these bytes, even if they are invalid. */
async function sealed(plaintext: Uint8Array): Promise<SealedReason> {
  const info = contextBytes('reason', ids, [holder, 1]);
  const bytes = await hpkeSeal({ publicKey: author.publicKey, info, plaintext });
  return { holder, keyVersion: 1, sealed: Buffer.from(bytes).toString('base64') };
}

describe('a reason', async () => {
  const text = 'Das ist nicht mein Knie.\nBitte prüfen Sie die Seite. 🦵';
  const reason = await seal(text);

  test('opens for the author and matches the ledger’s schema', async () => {
    expect(sealedReasonSchema.parse(reason)).toEqual(reason);
    expect(await openReason({ reason, seed: author.seed, ids })).toBe(text);
  });

  test.each<[string, Partial<SealedReason>]>([
    ['holder', { holder: idOf('pseudonym', 5) }],
    ['key version', { keyVersion: 2 }],
  ])('does not open with another %s written on it', async (_name, change) => {
    const altered = { reason: { ...reason, ...change }, seed: author.seed, ids };
    await expect(openReason(altered)).rejects.toThrow(CannotOpenError);
  });

  test('does not open for someone else or in another record', async () => {
    await expect(openReason({ reason, seed: newKeyHolder().seed, ids })).rejects.toThrow(CannotOpenError);
    for (const other of otherIds) {
      await expect(openReason({ reason, seed: author.seed, ids: other })).rejects.toThrow(CannotOpenError);
    }
  });

  test.each([
    [1, 128],
    [126, 128],
    [127, 256],
    [254, 256],
    [255, 512],
    [1022, 1024],
    [1023, 2048],
    [2046, 2048],
  ])('of %i letters is padded to %i bytes', async (letters, length) => {
    const long = await seal('x'.repeat(letters));
    expect(lengthOf(long)).toBe(length);
    expect(sealedReasonSchema.safeParse(long).success).toBe(true);
    expect(await openReason({ reason: long, seed: author.seed, ids })).toHaveLength(letters);
  });

  test('is not sealed if it is empty or too long', async () => {
    await expect(seal('')).rejects.toThrow();
    await expect(seal('x'.repeat(2047))).rejects.toThrow(RangeError);
  });

  test.each([
    ['of another length', canonicalBytes('short')],
    ['with other padding', Buffer.from('"text"'.padEnd(128, '\u0001'))],
    ['with text after the padding', Buffer.from('"text"\u0000more'.padEnd(128, '\u0000'))],
    ['that is not text', Buffer.from('7'.padEnd(128, '\u0000'))],
    ['that is empty', Buffer.from('""'.padEnd(128, '\u0000'))],
    ['that is not canonical', Buffer.from('"\\u0041"'.padEnd(128, '\u0000'))],
    ['of zero bytes', Buffer.alloc(128)],
  ])('%s is refused', async (_name, plaintext) => {
    const strange = { reason: await sealed(plaintext), seed: author.seed, ids };
    await expect(openReason(strange)).rejects.toMatchObject({ reason: 'content' });
  });
});
