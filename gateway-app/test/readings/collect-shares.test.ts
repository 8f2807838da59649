import { randomBytes } from 'node:crypto';
import { encodeId, type ShareSet } from '@medseal/ledger-model';
import { resealShare } from '@medseal/sealing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AgentAnswer } from '../../src/domain/reports/key-agents.js';
import {
  checkAllShares,
  collectRelease,
  WrongSharesError,
} from '../../src/use-cases/readings/collect-shares.js';
import { honestAgents } from '../support/agents.js';
import { answerOf, RecordWorld, type SealedVersion } from '../support/record-world.js';

const disclosureId = encodeId('disclosure', randomBytes(16));
const [a, b, r] = ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'] as const;
const all = [a, b, r];
let world: RecordWorld;
let version: SealedVersion;

beforeEach(async () => {
  world = new RecordWorld();
  const ids = world.newIds();
  version = answerOf(ids, await world.seal(ids));
});

/** What agents do in spite of what they have. */
interface Faults {
  readonly silent?: readonly string[];
  /** They reseal a share that is not theirs. */
  readonly lying?: readonly string[];
  /** They say that theirs does not open. */
  readonly denying?: readonly string[];
}

/** What the agents of all organizations answer for a version. */
async function* answers(
  of: SealedVersion,
  { silent = [], lying = [], denying = [] }: Faults = {},
): AsyncGenerator<AgentAnswer> {
  const asked = { ids: of.ids, set: of.set, disclosureId };
  for await (const answer of honestAgents(world, asked, silent))
    if (denying.includes(answer.mspId)) yield { mspId: answer.mspId, kind: 'cannot-open' };
    else yield lying.includes(answer.mspId) ? await lie(of, answer.mspId) : answer;
}

async function lie({ ids }: SealedVersion, mspId: string): Promise<AgentAnswer> {
  const name = { ids, kind: 'ledger', generation: 1, mspId, disclosureId } as const;
  const readerPublicKey = world.session.encapsulationKey;
  const other = await resealShare({ ...name, share: randomBytes(33), readerPublicKey });
  return { mspId, kind: 'released', release: { disclosureId, mspId, shares: [other] } };
}

function asked(of: SealedVersion, faults?: Faults, despite: readonly string[] = []) {
  return { answers: answers(of, faults), version: of, disclosureId, seed: world.session.kemSeed, despite };
}

/**
 * A version whose shares its maker exchanged: sealed values and commitments of the given organizations come from
 * elsewhere.
 */
function made(shares: ShareSet['shares'], of = version): SealedVersion {
  const holders = shares.map(({ mspId, keyVersion, commitment }) => ({ mspId, keyVersion, commitment }));
  return Object.defineProperty({ ...of, ledgerShares: { ...of.ledgerShares, holders } }, 'set', {
    value: { ...of.set, shares },
    enumerable: false,
  });
}

const from = (source: SealedVersion, ...organizations: readonly string[]) =>
  made(
    version.set.shares.map((share) =>
      organizations.includes(share.mspId)
        ? (source.set.shares.find(({ mspId }) => mspId === share.mspId) ?? share)
        : share,
    ),
  );

/** A version of another report, and another sealing of the same ids. */
const otherRecord = async () => {
  const ids = world.newIds();
  return answerOf(ids, await world.seal(ids));
};
const otherSecret = async () => answerOf(version.ids, await world.seal(version.ids));

function swapped(): SealedVersion {
  const [first, second, ...rest] = version.set.shares;
  if (first === undefined || second === undefined) throw new Error('too few shares');
  return made([{ ...first, sealed: second.sealed }, { ...second, sealed: first.sealed }, ...rest]);
}

/** Every way in which its maker can seal or commit shares wrongly, with the organizations whose shares they are. */
const wrong: readonly (readonly [string, readonly string[], () => SealedVersion | Promise<SealedVersion>])[] =
  [
    ['copied from another record for one holder', [a], async () => from(await otherRecord(), a)],
    ['copied from another record for two holders', [a, r], async () => from(await otherRecord(), a, r)],
    ['copied from another record for all', [a, b, r], async () => from(await otherRecord(), a, b, r)],
    ['sealed for another holder', [a, b], swapped],
    [
      'other than the committed one',
      [b],
      () =>
        made(
          version.set.shares.map((share) =>
            share.mspId === b ? { ...share, commitment: `sha256:${'0'.repeat(64)}` as never } : share,
          ),
        ),
    ],
    ['of another secret for one holder', [r], async () => from(await otherSecret(), r)],
    ['of another secret for all', [a, b, r], async () => from(await otherSecret(), a, b, r)],
  ];

describe('before an acceptance all shares are checked', () => {
  test('and found good', async () => {
    expect(await checkAllShares(asked(version))).toEqual({ unverified: [], withheld: [] });
  });

  test('whose agents are silent are named as unverified', async () => {
    expect(await checkAllShares(asked(version, { silent: [r] }))).toEqual({ unverified: [r], withheld: [] });
  });

  test('but a minority proves nothing', async () => {
    const few = checkAllShares(asked(version, { silent: [r, b] }));
    await expect(few).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test.each(all)(
    'and an agent that gives a share other than the committed one stops nothing: %s',
    async (liar) => {
      const checked = await checkAllShares(asked(version, { lying: [liar] }));
      expect(checked).toEqual({ unverified: [liar], withheld: [liar] });
    },
  );

  test.each(all)(
    'and one that an agent cannot open is reported, and no longer counts when acceptance is requested despite it: %s',
    async (holder) => {
      const fault = { denying: [holder] };
      const told = { organizations: [holder], othersFit: true };
      await expect(checkAllShares(asked(version, fault))).rejects.toMatchObject(told);
      const others = all.filter((each) => each !== holder);
      await expect(checkAllShares(asked(version, fault, others))).rejects.toMatchObject(told);
      const checked = await checkAllShares(asked(version, fault, [holder]));
      expect(checked).toEqual({ unverified: [holder], withheld: [holder] });
    },
  );

  test('and what agents say can be ignored only while a majority of others fits', async () => {
    for (const fault of [{ denying: [a], silent: [b] }, { denying: [a], lying: [b] }, { denying: [a, b] }]) {
      const organizations = fault.denying;
      const check = checkAllShares(asked(version, fault));
      await expect(check).rejects.toMatchObject({ organizations, othersFit: false });
    }
    const silent = checkAllShares(asked(version, { denying: [a], silent: [b] }, [a]));
    await expect(silent).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const hopeless = checkAllShares(asked(version, { denying: [a, b] }, [a, b]));
    await expect(hopeless).rejects.toMatchObject({ code: 'INTEGRITY', facts: { organizations: [a, b] } });
  });

  test('and an organization that joined later has none', async () => {
    const joined: AgentAnswer = {
      mspId: 'HospitalCMSP',
      kind: 'released',
      release: { disclosureId, mspId: 'HospitalCMSP', shares: [] },
    };
    async function* withNewcomer() {
      yield joined;
      yield* answers(version);
    }
    const check = checkAllShares({ ...asked(version), answers: withNewcomer() });
    expect(await check).toEqual({ unverified: [], withheld: [] });
  });

  test.each(wrong)('and a share %s is its maker’s fault', async (_, organizations, make) => {
    const check = checkAllShares(asked(await make()));
    await expect(check).rejects.toBeInstanceOf(WrongSharesError);
    await expect(check).rejects.toMatchObject({ organizations, othersFit: false });
    const despite = checkAllShares(asked(await make(), {}, organizations));
    await expect(despite).rejects.toThrow();
  });

  test.each(wrong.filter(([, { length }]) => length === 1))(
    'and a share %s is found even if its agent is silent, or says nothing about it',
    async (_, organizations, make) => {
      const made = await make();
      for (const fault of [{ silent: organizations }, { lying: organizations }])
        await expect(checkAllShares(asked(made, fault))).rejects.toMatchObject({ organizations });
    },
  );

  test('and one whose sealed bytes are of another record is found even if its commitment fits', async () => {
    const elsewhere = await otherRecord();
    const sealed = elsewhere.set.shares[2]?.sealed ?? '';
    const shares = version.set.shares.map((share) => (share.mspId === r ? { ...share, sealed } : share));
    const told = { organizations: [r], othersFit: true };
    await expect(checkAllShares(asked(made(shares)))).rejects.toMatchObject(told);
  });
});

describe('a reader', () => {
  let spoiled: string[];
  const onSpoiled = (mspId: string) => spoiled.push(mspId);
  beforeEach(() => {
    spoiled = [];
  });

  test('continues with a majority when one agent lies or is silent, and the liar is named', async () => {
    for (const fault of [{ silent: [a] }, { lying: [a] }])
      expect((await collectRelease({ ...asked(version, fault), onSpoiled })).ledgerHalf).toHaveLength(32);
    expect(spoiled).toEqual([a]);
  });

  test('continues when one share does not open, which raises the alarm', async () => {
    const given = { ...asked(from(await otherRecord(), a)), onSpoiled };
    expect((await collectRelease(given)).ledgerHalf).toHaveLength(32);
    expect(spoiled).toEqual([a]);
  });

  test('learns of a fault, and is not asked to come back, when so many shares do not open that no agent could help', async () => {
    const foreign = await otherRecord();
    for (const [organizations, faults] of [
      [[a, b], {}],
      [[a, b, r], {}],
      [[a], { lying: [b] }],
      [[a, b], { silent: [r] }],
    ] as const) {
      const given = { ...asked(from(foreign, ...organizations), faults), onSpoiled };
      await expect(collectRelease(given)).rejects.toMatchObject({ code: 'INTEGRITY' });
    }
  });

  test('is asked to come back when silent agents could help', async () => {
    const given = { ...asked(from(await otherRecord(), a), { silent: [b] }), onSpoiled };
    await expect(collectRelease(given)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(spoiled).toEqual([a]);
  });

  test('waits for the half of the reader’s organization if the consent is to it', async () => {
    const given = { ...asked(version), halfFrom: b, onSpoiled };
    await expect(collectRelease(given)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('is asked to come back when the half has arrived together with an exchanged share, and others are silent', async () => {
    async function* halfAndLie() {
      const { mspId, ...answer } = await lie(version, b);
      const half = {} as never;
      yield answer.kind === 'released'
        ? { ...answer, mspId, release: { ...answer.release, half } }
        : { ...answer, mspId };
    }
    const given = { ...asked(version), answers: halfAndLie(), halfFrom: b, onSpoiled };
    await expect(collectRelease(given)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(spoiled).toEqual([b]);
  });

  test('learns of a fault when the reader’s organization’s agent cannot open the half', async () => {
    const given = { ...asked(from(await otherRecord(), b)), halfFrom: b, onSpoiled };
    await expect(collectRelease(given)).rejects.toMatchObject({
      code: 'INTEGRITY',
      facts: { organizations: [b] },
    });
  });
});
