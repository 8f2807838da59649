import { randomBytes } from 'node:crypto';
import { encodeId, type ReleaseAnswer, type ShareSet, type VersionAnswer } from '@medseal/ledger-model';
import { openShare, resealShare } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkAllShares, collectRelease } from '../src/use-cases/collect-shares.js';
import { answerOf, RecordWorld, type SealedVersion } from './ground/record-world.js';

const disclosureId = encodeId('disclosure', randomBytes(16));
let world: RecordWorld;
let version: SealedVersion;

beforeEach(async () => {
  world = new RecordWorld();
  const ids = world.newIds();
  version = answerOf(ids, await world.seal(ids));
});

/** What the agents of some organizations answer; `lying` ones reseal another share than theirs. */
async function* answers(
  set: ShareSet,
  { silent = [], lying = [] }: Readonly<{ silent?: readonly string[]; lying?: readonly string[] }> = {},
): AsyncGenerator<ReleaseAnswer> {
  for (const held of set.shares) {
    const { mspId } = held;
    if (silent.includes(mspId)) continue;
    const seed = world.organizations.seeds.get(mspId) ?? new Uint8Array();
    const name = { ids: version.ids, kind: set.kind, generation: set.generation };
    const share = lying.includes(mspId) ? randomBytes(33) : await openShare({ ...name, held, seed });
    const readerPublicKey = world.session.encapsulationKey;
    yield {
      disclosureId,
      mspId,
      shares: [await resealShare({ ...name, mspId, share, disclosureId, readerPublicKey })],
    };
  }
}

function asked(given: AsyncGenerator<ReleaseAnswer>, of: VersionAnswer = version) {
  return { answers: given, version: of, disclosureId, seed: world.session.kemSeed };
}

describe('before an acceptance all shares are checked', () => {
  test('and found good', async () => {
    expect(await checkAllShares(asked(answers(version.set)))).toEqual({ unverified: [] });
  });

  test('whose agents are silent are named as unverified', async () => {
    const given = answers(version.set, { silent: ['RegulatorMSP'] });
    expect(await checkAllShares(asked(given))).toEqual({ unverified: ['RegulatorMSP'] });
  });

  test('and a minority proves nothing', async () => {
    const given = answers(version.set, { silent: ['RegulatorMSP', 'HospitalBMSP'] });
    await expect(checkAllShares(asked(given))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('and an agent that answers with another share is named', async () => {
    const given = answers(version.set, { lying: ['HospitalBMSP'] });
    await expect(checkAllShares(asked(given))).rejects.toMatchObject({
      code: 'INTEGRITY',
      facts: { organizations: ['HospitalBMSP'] },
    });
  });

  test('and a share that the author made of another secret is named, though it is the committed one', async () => {
    const other = answerOf(version.ids, await world.seal(version.ids));
    const shares = [...version.set.shares.slice(0, 2), ...other.set.shares.slice(2)];
    const holders = [...version.ledgerShares.holders.slice(0, 2), ...other.ledgerShares.holders.slice(2)];
    const spoiled = { ...version, ledgerShares: { ...version.ledgerShares, holders } };
    const given = answers({ ...version.set, shares });
    await expect(checkAllShares(asked(given, spoiled))).rejects.toMatchObject({
      code: 'INTEGRITY',
      facts: { organizations: ['RegulatorMSP'] },
    });
  });
});

describe('a reader', () => {
  test('goes on with a majority when one agent lies or is silent, and the liar is named', async () => {
    const spoiled: string[] = [];
    const onSpoiled = (mspId: string) => spoiled.push(mspId);
    for (const fault of [{ silent: ['HospitalAMSP'] }, { lying: ['HospitalAMSP'] }]) {
      const given = { ...asked(answers(version.set, fault)), onSpoiled };
      expect((await collectRelease(given)).ledgerHalf).toHaveLength(32);
    }
    expect(spoiled).toEqual(['HospitalAMSP']);
  });

  test('waits for the half of the own organization where the consent is to it', async () => {
    const onSpoiled = () => undefined;
    const given = { ...asked(answers(version.set)), halfFrom: 'HospitalBMSP', onSpoiled };
    await expect(collectRelease(given)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
