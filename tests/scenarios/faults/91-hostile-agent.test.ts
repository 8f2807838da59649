import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type HostileAnswer,
  hostileAnswers,
  type HostilePart,
} from '../../../transport/test/hostile-answers.js';
import { ResidentMemory } from '../../src/bench/resident-memory.js';
import { accept, allowContributions, open, pathOf, propose, reject } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { alarmsOf } from '../../src/kit/network/health.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { versionStates } from '../../src/kit/api/reports.js';
import { replaceAgent } from '../support/hostile-agent.js';

const network = new Network();
const document = pdf('agent.pdf', ['agent']);
let patient: Person;
let doctor: Person;
let report: Receipt;
/** Stands where the regulator's key agent was, with its certificate. */
let agent: HostilePart;
/** Ends what `beforeAll` began, however far it came. */
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Agent Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Agent Doctor');
  report = await patient.upload(document, 'Agent');
  await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
  await allowContributions(await network.demoPerson('HospitalA', 'registrar'), { patient, doctor });
  agent = await replaceAgent(network, endings);
});
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});
beforeEach(() => {
  agent.answers = 'says nothing';
});

/**
 * Milliseconds that work takes; other work on the machine makes that longer, never shorter, so it is tried up
 * to three times.
 */
async function timeOf(work: () => Promise<unknown>, limit: number): Promise<number> {
  let time = Infinity;
  for (let left = 3; left > 0 && time >= limit; left--) {
    const began = performance.now();
    await work();
    time = performance.now() - began;
  }
  return time;
}

async function opened(): Promise<{ receipt: Receipt; disclosureId: string }> {
  const receipt = await propose({ patient, doctor }, document);
  const disclosureId = await eventually('the patient’s hospital knows the proposal', () =>
    open(patient, receipt),
  );
  return { receipt, disclosureId };
}

describe.each(Object.keys(hostileAnswers) as HostileAnswer[])('an agent that %s', (kind) => {
  test('keeps no reader waiting', async () => {
    agent.answers = kind;
    for (const reader of [patient, doctor]) {
      const { disclosureId } = await reader.disclose(report.reportId);
      const limit = 4_000;
      const time = await timeOf(async () => {
        expect((await reader.download(disclosureId)).sha256).toBe(report.plaintextSha256);
      }, limit);
      expect(time).toBeLessThan(limit);
    }
  });
});

test('an agent’s endless answers take no memory, and an acceptance ends in time', async () => {
  const { pid } = await network.part('HospitalA/gateway');
  const { receipt, disclosureId } = await opened();
  const kinds: readonly HostileAnswer[] = [
    'never ends its answer',
    'announces a gigabyte and sends it',
    'sends headers without end',
    'always promises an answer',
    'sends what unpacks to a gigabyte',
  ];
  const readFor = async (milliseconds: number): Promise<void> => {
    const end = performance.now() + milliseconds;
    for (let round = 0; performance.now() < end; round++) {
      agent.answers = kinds[round % kinds.length] ?? 'says nothing';
      await patient.download(disclosureId);
    }
  };
  // Answers that are kept grow without end, at hundreds of MiB in such a time; what a gateway takes for
  // itself does not.
  const growths: number[] = [];
  for (let window = 0; window < 3 && (growths.at(-1) ?? Infinity) >= 64; window++) {
    const memory = new ResidentMemory([pid ?? 0]);
    await readFor(12_000);
    growths.push(memory.stop()[0] ?? Infinity);
  }
  expect(growths.at(-1)).toBeLessThan(64);
  agent.answers = 'never ends its answer';
  const began = performance.now();
  expect(await accept(patient, receipt, disclosureId)).toMatchObject({ unverified: ['RegulatorMSP'] });
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('an agent that says falsely that its share does not open stops no acceptance: the patient is informed, and decides', async () => {
  const { receipt, disclosureId } = await opened();
  const before = await alarmsOf(network, 'HospitalA', 'SPOILED_SHARE');
  agent.answers = 'says that its share does not open';
  expect(await problemOf(accept(patient, receipt, disclosureId))).toMatchObject({
    ...{ status: 502, code: 'INTEGRITY', organizations: ['RegulatorMSP'], othersFit: true },
    author: { organization: 'HospitalB' },
  });
  expect(await accept(patient, receipt, disclosureId, ['RegulatorMSP'])).toMatchObject({
    state: 'accepted',
    unverified: ['RegulatorMSP'],
    withheld: ['RegulatorMSP'],
  });
  const alarms = await alarmsOf(network, 'HospitalA', 'SPOILED_SHARE');
  expect(alarms.slice(before.length)).toContainEqual(
    expect.objectContaining({ organization: 'RegulatorMSP' }),
  );
  expect((await patient.read(receipt.reportId, 'PATRQT')).sha256).toBe(receipt.plaintextSha256);
});

describe('a caller who goes away', () => {
  /** Sends a call, and hangs up after a moment. */
  async function callAndLeave(path: string, body: object, after: number): Promise<void> {
    const gone = new AbortController();
    const sent = fetch(`${patient.gateway.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${patient.token ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: gone.signal,
    });
    await delay(after);
    gone.abort();
    await expect(sent).rejects.toThrow();
  }

  test('has not accepted anything', async () => {
    const { receipt, disclosureId } = await opened();
    await callAndLeave(`${pathOf(receipt)}/acceptance`, { disclosureId }, 1_500);
    await delay(10_000);
    expect(await versionStates(patient, receipt.reportId)).toEqual(['proposed']);
    await reject(patient, receipt, 'not now');
  });
});
