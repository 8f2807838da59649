import { shareSetSchema, thresholdOf, type ShareKind } from '@medseal/ledger-model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpenError, SpoiledShareError } from '../src/primitives/errors.js';
import { newHalves } from '../src/halves/report-key.js';
import { unfittingCommitments } from '../src/halves/share-commitments.js';
import { combineShares, verifyAllWindows } from '../src/halves/share-combining.js';
import {
  openReleasedShare,
  openShare,
  resealShare,
  shareCommitment,
  splitSecret,
  type OpenedShare,
} from '../src/halves/share-sets.js';
import { flipBit, idOf, ids, otherIds } from './fixtures.js';
import { manifestOf } from './manifests.js';
import { newKeyHolder, newOrganizations } from './recipients.js';

const halves = newHalves();
const manifest = manifestOf(halves);
const organizations = newOrganizations(5);
const ledger = { ids, kind: 'ledger', generation: 1 } as const;
const disclosureId = idOf('disclosure', 6);

async function openAll(count: number, kind: ShareKind = 'ledger', secret = halves.ledgerHalf) {
  const holders = organizations.slice(0, count);
  const name = { ids, kind, generation: 1 };
  const set = await splitSecret({ ...name, secret, holders });
  const opened = set.shares.map(async (held, index): Promise<OpenedShare> => {
    const seed = holders[index]?.seed ?? new Uint8Array();
    return { mspId: held.mspId, share: await openShare({ ...name, held, seed }) };
  });
  return { set, shares: await Promise.all(opened) };
}

describe('a share set', () => {
  test.each([2, 3, 4, 5])('of %i organizations returns the half from every majority', async (count) => {
    const { set, shares } = await openAll(count);
    expect(shareSetSchema.parse(set)).toEqual(set);
    const threshold = thresholdOf(count);
    expect(set.threshold).toBe(threshold);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(shares, { minLength: threshold }), async (some) => {
        const half = await combineShares({ manifest, kind: 'ledger', threshold, shares: some });
        expect(half).toEqual(new Uint8Array(halves.ledgerHalf));
      }),
      { numRuns: 10 },
    );
  });

  test('gives nothing to a minority', async () => {
    const { shares } = await openAll(5);
    const asked = { manifest, kind: 'ledger', shares: shares.slice(0, 2) } as const;
    await expect(combineShares({ ...asked, threshold: 3 })).rejects.toThrow(RangeError);
    await expect(combineShares({ ...asked, threshold: 2 })).rejects.toThrow(SpoiledShareError);
  });

  test('is not made for one organization', async () => {
    const holders = organizations.slice(0, 1);
    await expect(splitSecret({ ...ledger, secret: halves.ledgerHalf, holders })).rejects.toThrow(RangeError);
  });

  test('of the patient half (emergency) is checked against that half’s commitment', async () => {
    const { shares } = await openAll(3, 'emergency', halves.patientHalf);
    const asked = { manifest, threshold: 2, shares } as const;
    const half = await combineShares({ ...asked, kind: 'emergency' });
    expect(half).toEqual(new Uint8Array(halves.patientHalf));
    await expect(combineShares({ ...asked, kind: 'ledger' })).rejects.toThrow(SpoiledShareError);
  });
});

describe('a held share', async () => {
  const { set } = await openAll(3);
  const held = set.shares[0] ?? expect.fail();
  const seed = organizations[0]?.seed ?? expect.fail();

  test('does not open in another record, kind or generation, or for another organization or key version', async () => {
    const others = [
      ...otherIds.map((other) => ({ ...ledger, ids: other, held })),
      { ...ledger, kind: 'emergency' as const, held },
      { ...ledger, generation: 2, held },
      { ...ledger, held: { ...held, mspId: 'Organization1MSP' } },
      { ...ledger, held: { ...held, keyVersion: 7 } },
    ];
    for (const other of others) await expect(openShare({ ...other, seed })).rejects.toThrow(CannotOpenError);
  });

  test('does not open with another seed or a flipped bit', async () => {
    const sealed = Buffer.from(held.sealed, 'base64');
    const turned = { ...held, sealed: Buffer.from(flipBit(sealed, 9000)).toString('base64') };
    await expect(openShare({ ...ledger, held: turned, seed })).rejects.toThrow(CannotOpenError);
    await expect(openShare({ ...ledger, held, seed: newKeyHolder().seed })).rejects.toThrow(CannotOpenError);
  });

  test('is refused if it is not the committed one', async () => {
    const exchanged = { ...held, commitment: set.shares[1]?.commitment ?? expect.fail() };
    await expect(openShare({ ...ledger, held: exchanged, seed })).rejects.toMatchObject({
      reason: 'commitment',
    });
  });
});

describe('a released share', async () => {
  const { set, shares } = await openAll(3);
  const [{ mspId, share }] = shares as [OpenedShare];
  const [holder] = set.shares as [(typeof set.shares)[number]];
  const reader = newKeyHolder();
  const released = await resealShare({
    ...ledger,
    mspId,
    share,
    disclosureId,
    readerPublicKey: reader.publicKey,
  });
  const answer = { released, holder, seed: reader.seed, ids, disclosureId };

  test('opens for the reader of the disclosure', async () => {
    expect(await openReleasedShare(answer)).toEqual({ mspId, share });
  });

  test('opens for no other reader, disclosure, version, kind, generation or organization', async () => {
    const others = [
      { ...answer, seed: newKeyHolder().seed },
      { ...answer, disclosureId: idOf('disclosure', 7) },
      ...otherIds.map((other) => ({ ...answer, ids: other })),
      { ...answer, released: { ...released, kind: 'emergency' as const } },
      { ...answer, released: { ...released, generation: 2 } },
      { ...answer, holder: { ...holder, mspId: 'Organization1MSP' } },
    ];
    for (const other of others) await expect(openReleasedShare(other)).rejects.toThrow(CannotOpenError);
  });

  test('is not mistaken for a held share, or the reverse', async () => {
    const asHeld = { ...holder, sealed: released.sealed };
    await expect(openShare({ ...ledger, held: asHeld, seed: reader.seed })).rejects.toThrow(CannotOpenError);
    const agentSeed = organizations[0]?.seed ?? expect.fail();
    const asReleased = { ...released, sealed: holder.sealed };
    await expect(openReleasedShare({ ...answer, released: asReleased, seed: agentSeed })).rejects.toThrow(
      CannotOpenError,
    );
  });

  test('other than the committed one names its organization', async () => {
    const other = flipBit(share, 1);
    const spoiled = await resealShare({
      ...ledger,
      mspId,
      share: other,
      disclosureId,
      readerPublicKey: reader.publicKey,
    });
    await expect(openReleasedShare({ ...answer, released: spoiled })).rejects.toMatchObject({
      kind: 'SPOILED_SHARE',
      mspIds: [mspId],
    });
  });
});

describe('spoiled shares', async () => {
  const { shares } = await openAll(5);
  const asked = { manifest, kind: 'ledger', threshold: 3 } as const;
  const spoil = (...which: number[]) =>
    shares.map((opened, index) =>
      which.includes(index) ? { ...opened, share: flipBit(opened.share, 5) } : opened,
    );

  test('are made up for by others', async () => {
    expect(await combineShares({ ...asked, shares: spoil(0, 3) })).toEqual(new Uint8Array(halves.ledgerHalf));
  });

  test('are named before a version is accepted', async () => {
    await expect(verifyAllWindows({ ...asked, shares: spoil(1) })).rejects.toMatchObject({
      mspIds: ['Organization1MSP'],
    });
    await expect(verifyAllWindows({ ...asked, shares: spoil(0, 4) })).rejects.toMatchObject({
      mspIds: ['Organization0MSP', 'Organization4MSP'],
    });
    expect(await verifyAllWindows({ ...asked, shares })).toEqual(new Uint8Array(halves.ledgerHalf));
  });

  test('that leave no majority name all organizations that were asked', async () => {
    await expect(combineShares({ ...asked, shares: spoil(0, 1, 2) })).rejects.toMatchObject({
      mspIds: shares.map(({ mspId }) => mspId),
    });
  });

  test('with equal coordinates or another length do not combine', async () => {
    const [first, second, third] = shares as [OpenedShare, OpenedShare, OpenedShare];
    const twice = [first, second, { ...third, share: second.share }];
    await expect(combineShares({ ...asked, shares: twice })).rejects.toThrow(SpoiledShareError);
    const short = [first, second, { ...third, share: third.share.subarray(1) }];
    await expect(combineShares({ ...asked, shares: short })).rejects.toThrow(SpoiledShareError);
  });

  test('of a set with another half give nothing, nor does a new split', async () => {
    const other = await openAll(5, 'ledger', newHalves().ledgerHalf);
    await expect(combineShares({ ...asked, shares: other.shares })).rejects.toThrow(SpoiledShareError);
    const again = await openAll(5);
    const mixed = [...shares.slice(0, 2), ...again.shares.slice(2, 4)];
    await expect(combineShares({ ...asked, shares: mixed })).rejects.toThrow(SpoiledShareError);
  });
});

describe('commitments', () => {
  test('to missing shares are proven by any majority', async () => {
    const { set, shares } = await openAll(5);
    const some = fc.shuffledSubarray(shares, { minLength: set.threshold });
    await fc.assert(
      fc.asyncProperty(some, async (opened) => {
        expect(await unfittingCommitments({ ...ledger, shares: opened, holders: set.shares })).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test('to a wrong share, to another holder’s share, and to the half itself name their holders', async () => {
    const { set, shares } = await openAll(5);
    const opened = shares.slice(0, 3);
    const [first, , , fourth, last] = shares.map(({ share }) => share);
    if (first === undefined || fourth === undefined || last === undefined) throw new Error('too few shares');
    const half = Uint8Array.of(...halves.ledgerHalf, 0);
    const fifth = set.shares[4]?.mspId ?? '';
    for (const [share, names] of [
      [flipBit(last, 0), [fifth]],
      [half, [fifth]],
      [first, [fifth]],
      [fourth, [set.shares[3]?.mspId, fifth]],
    ] as const) {
      const commitment = shareCommitment(fifth, share, ledger);
      const holders = set.shares.map((held) => (held.mspId === fifth ? { ...held, commitment } : held));
      expect(await unfittingCommitments({ ...ledger, shares: opened, holders })).toEqual(names);
    }
  });

  test('do not fit if two opened shares are equal', async () => {
    const { set, shares } = await openAll(5);
    const [first, second, third, fourth] = shares;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined)
      throw new Error('too few shares');
    const opened = [first, second, third, { ...fourth, share: first.share }];
    expect(await unfittingCommitments({ ...ledger, shares: opened, holders: set.shares })).toEqual([
      first.mspId,
      fourth.mspId,
    ]);
  });
});
