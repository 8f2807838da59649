import { describe, expect, test } from 'vitest';
import { watchLateActs } from '../../src/workers/late-acts.js';
import { newId, TestChain, type TestTransaction, version } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

const begin = Date.parse('2026-11-24T10:00:00.000Z');
/** RFC 3339, this many seconds after the beginning. */
const at = (seconds: number): string => new Date(begin + seconds * 1000).toISOString();
type Organization = 'HospitalA' | 'HospitalB' | 'Regulator';

/** An act of one of an organization's people, with this signed time. */
function act(
  organization: Organization,
  seconds: number,
  more: Partial<TestTransaction> = {},
): TestTransaction {
  const writes = [version(newId('version'), 'proposed')];
  return {
    function: 'ReportContract:ProposeReport',
    mspId: `${organization}MSP`,
    at: at(seconds),
    writes,
    ...more,
  };
}

/** A channel of three organizations, and blocks of transactions. @returns which transactions are late, block by block. */
async function lateIn(...blocks: readonly (readonly TestTransaction[])[]): Promise<boolean[][]> {
  const chain = new TestChain();
  chain.add({ function: 'config', members: 3, writes: [] });
  for (const block of blocks) chain.add(...block);
  const { archive } = await projectionOf(chain.blocks);
  const late: boolean[][] = [];
  for (const { number } of chain.blocks.slice(1))
    late.push((await archive.transactionsOf(number.toString())).map((each) => each.late));
  return late;
}

describe('an act is late', () => {
  test('when a majority of organizations signed others more than two minutes later', async () => {
    const seen = await lateIn(
      [act('HospitalA', 0)],
      [act('HospitalA', 130)],
      [act('Regulator', 131)],
      [act('HospitalB', 1)],
      [act('HospitalB', 12)],
    );
    expect(seen).toEqual([[false], [false], [false], [true], [false]]);
  });

  test('when a single organization signed one more than four minutes later, because a majority endorsed that', async () => {
    const held = act('HospitalB', 0);
    expect(await lateIn([act('HospitalA', 239)], [held])).toEqual([[false], [false]]);
    expect(await lateIn([act('HospitalA', 241)], [held])).toEqual([[false], [true]]);
  });

  test('even in the same block as the later ones', async () => {
    const seen = await lateIn([act('HospitalB', 0), act('HospitalA', 130), act('Regulator', 130)]);
    expect(seen).toEqual([[true, false, false]]);
  });

  test('never because one organization signs as far ahead of time as peers endorse', async () => {
    const ahead = [0, 10, 20, 30].map((seconds) => [act('HospitalB', seconds + 119)]);
    const honest = [1, 11, 21, 31].map((seconds) => [act('HospitalA', seconds)]);
    const seen = await lateIn(...ahead.flatMap((each, index) => [each, honest[index] ?? []]));
    expect(seen.flat()).not.toContain(true);
  });

  test('never because of transactions that took no effect or are not acts', async () => {
    const much = 3_600;
    const seen = await lateIn(
      [act('HospitalB', much, { validationCode: 11 }), act('Regulator', much, { validationCode: 11 })],
      [act('HospitalB', much, { kind: 'foreign' }), act('Regulator', much, { kind: 'foreign' })],
      [act('HospitalA', 0)],
    );
    expect(seen.flat()).not.toContain(true);
  });

  test('only if it took effect', async () => {
    const seen = await lateIn([act('HospitalA', 300)], [act('HospitalB', 0, { validationCode: 11 })]);
    expect(seen).toEqual([[false], [false]]);
  });
});

test('a projection that reads a block again, or is rebuilt, marks the same acts', async () => {
  const chain = new TestChain();
  chain.add({ function: 'config', members: 3, writes: [] });
  const first = chain.add(act('HospitalB', 0));
  chain.add(act('HospitalA', 500));
  const late = chain.add(act('HospitalB', 1));
  const { projection, archive } = await projectionOf(chain.blocks);
  const again = await projectionOf(chain.blocks);
  for (const block of [first, late]) await projection.apply(block);
  for (const [block, isLate] of [
    [first, false],
    [late, true],
  ] as const) {
    const [transaction] = await archive.transactionsOf(block.number.toString());
    expect(transaction?.late).toBe(isLate);
    expect(await again.archive.transactionsOf(block.number.toString())).toEqual([transaction]);
  }
});

test('a late act is marked in lists, in auditors’ answers, and raises an alarm', async () => {
  const patient = newId('pseudonym');
  const revocation = () => {
    const fields = { consentId: newId('consent'), patient, state: 'revoked' };
    return {
      function: 'ConsentContract:RevokeConsent',
      creator: patient,
      writes: [{ type: 'consent' as const, parts: [fields.consentId], fields }],
    };
  };
  const chain = new TestChain();
  chain.add({ function: 'config', members: 3, writes: [] });
  chain.add(act('HospitalB', 600, revocation()));
  const { projection, auditLog } = await projectionOf(chain.blocks);
  const alarms: object[] = [];
  const alarm = (facts: object) => void alarms.push(facts);
  watchLateActs({ feed: projection, alarm, now: () => 0 });
  const held = chain.add(act('HospitalA', 0, revocation()));
  await projection.apply(held);
  const upTo = held.number.toString();
  const events = await auditLog.events({ filter: { late: true }, scope: 'all', upTo }, { limit: 10 });
  expect(events.items).toMatchObject([{ kind: 'revocation', late: true, block: upTo }]);
  const all = await auditLog.events({ filter: {}, scope: 'all', upTo }, { limit: 10 });
  expect(all.items.map(({ late }) => late)).toEqual([true, false]);
  // The same block again changes nothing.
  await projection.apply(held);
  expect(alarms).toEqual([{ alarm: 'LATE_ACT', mspId: 'HospitalAMSP', block: upTo, count: 1 }]);
});
