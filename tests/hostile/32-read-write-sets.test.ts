import { afterAll, beforeAll, expect, test } from 'vitest';
import { envelopeKinds } from '../src/hostile/envelope-kinds.js';
import { upToDate } from '../src/kit/network/health.js';
import { HostileMember } from '../src/hostile/hostile-member.js';
import { actBound, laneTime } from '../src/hostile/lane.js';
import { strangeSets } from '../src/hostile/read-write-sets.js';
import { hashedWrite } from '../src/hostile/transaction.js';
import { equalHeightsOf } from '../src/kit/network/equal-heights.js';
import { eventually } from '../src/kit/eventually.js';
import type { Person } from '../src/kit/api/gateway-client.js';
import { LedgerClient } from '../src/kit/network/ledger.js';
import { newLedgerPatient } from '../src/kit/network/ledger-person.js';
import { newestBlock, transactionsAfter } from '../src/kit/api/blocks.js';
import { Network } from '../src/kit/network/network.js';
import { timesOf } from '../src/kit/network/pace.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();
const others = ['HospitalA', 'Regulator'];
let member: HostileMember;
let ledgers: readonly LedgerClient[];
let patient: Person;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Patient beside strange sets');
  member = await HostileMember.of(network, 'HospitalB');
  ledgers = await Promise.all(others.map((name) => LedgerClient.of(network, name)));
});

afterAll(() => {
  member.close();
  for (const ledger of ledgers) ledger.close();
});

/** Acts of all others at once, one after another of each. */
async function slowestAct(): Promise<number> {
  const times = ledgers.map((ledger, index) =>
    timesOf(() => newLedgerPatient(network, ledger, others[index] ?? ''), 0, 2),
  );
  return Math.max(...(await Promise.all(times)).flat());
}

/** fabric-protos, TxValidationCode.DUPLICATE_TXID. */
const duplicate = 9;

/** What peers have for the member's transactions since a block. */
async function codesAfter(height: number): Promise<ReadonlySet<number>> {
  const all = await transactionsAfter<{ organization: string; validationCode: number }>(patient, height);
  return new Set(
    all
      .filter(({ organization }) => organization === 'HospitalB')
      .map(({ validationCode }) => validationCode),
  );
}

test.each(Object.entries(strangeSets('HospitalBMSP')))(
  '%s: the others’ acts commit, all parts go on, and lists are up to date',
  async (_name, { plans, codes }) => {
    const before = await network.processes('peer', 'orderer');
    const height = await newestBlock(patient);
    for (let round = 0; round < 2; round++)
      for (const changes of plans) {
        const statuses = await member.send({ ...changes });
        expect(statuses).toContain(200);
      }
    expect(await slowestAct()).toBeLessThan(actBound);
    expect(await network.processes('peer', 'orderer')).toEqual(before);
    await eventually('peers have judged them', async () => {
      const seen = await codesAfter(height);
      return codes.every((code) => seen.has(code)) || undefined;
    });
    // All orderers get each of them: all but the first are refused as duplicates.
    expect(new Set([...(await codesAfter(height)), duplicate])).toEqual(new Set([...codes, duplicate]));
    for (const name of others) await upToDate(network, name, actBound);
  },
);

test('malformed in every way, around what one organization can have judged valid alone: the same', async () => {
  const before = await network.processes('peer', 'orderer');
  const writes = { hashedWrites: [hashedWrite('_implicit_org_HospitalBMSP')] };
  const sending = (async () => {
    for (const kind of envelopeKinds) await member.send({ writes }, kind);
  })();
  const times = ledgers.map((ledger, index) =>
    timesOf(() => newLedgerPatient(network, ledger, others[index] ?? ''), laneTime, 4),
  );
  expect(Math.max(...(await Promise.all(times)).flat())).toBeLessThan(actBound);
  await sending;
  expect(await slowestAct()).toBeLessThan(actBound);
  expect(await network.processes('peer', 'orderer')).toEqual(before);
  // The member's peer waits for private data that its transactions promise and that is nowhere.
  await equalHeightsOf(patient, others);
});
