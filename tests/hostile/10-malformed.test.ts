import { afterAll, beforeAll, expect, test } from 'vitest';
import { envelopeKinds, nameOf } from '../src/hostile/envelope-kinds.js';
import { alarmsOf, checkOf, readinessOf, upToDate } from '../src/kit/network/health.js';
import { HostileMember } from '../src/hostile/hostile-member.js';
import { actBound, keepDoing, laneTime } from '../src/hostile/lane.js';
import { equalHeights } from '../src/kit/network/equal-heights.js';
import { largePdf } from '../src/kit/files/documents.js';
import { eventually } from '../src/kit/eventually.js';
import { inSeconds, type Person } from '../src/kit/api/gateway-client.js';
import { LedgerClient } from '../src/kit/network/ledger.js';
import { newLedgerPatient } from '../src/kit/network/ledger-person.js';
import { Network } from '../src/kit/network/network.js';
import { timesOf } from '../src/kit/network/pace.js';
import { newestBlock, transactionsAfter } from '../src/kit/api/blocks.js';
import { newDoctor, newPatient } from '../src/kit/api/people.js';
import { slowDownload } from '../src/kit/api/slow-download.js';

/** Milliseconds in which lists follow, or the gateway is not ready. */
const listBound = 15_000;
/** Milliseconds for which all callers share one check of the parts. */
const lookAge = 2_000;
const network = new Network();
const others = ['HospitalA', 'Regulator'];
let member: HostileMember;
let ledgers: readonly LedgerClient[];
let patient: Person;
let reader: Person;
/** The newest block before anything malformed was sent. */
let height: number;
/** Milliseconds that each registration of a new patient took, including the certificate. */
const acted: number[] = [];
/** Milliseconds until a list showed a report. */
const listed: number[] = [];
/** Milliseconds that each revocation took. */
const revoked: number[] = [];

beforeAll(async () => {
  member = await HostileMember.of(network, 'HospitalB');
  ledgers = await Promise.all(others.map((name) => LedgerClient.of(network, name)));
  patient = await newPatient(network, 'HospitalA', 'Steady Patient');
  reader = await newDoctor(network, 'HospitalA', 'Steady Reader');
  height = await newestBlock(patient);
});

afterAll(() => {
  member.close();
  for (const ledger of ledgers) ledger.close();
});

test('malformed envelopes of every kind among good acts: all acts commit, all peers go on, lists and cuts follow', async () => {
  const before = await network.processes('peer');
  const takenIn = new Set<string>();
  let next = 0;
  const stopFlood = keepDoing(async () => {
    const kind = envelopeKinds[next++ % envelopeKinds.length];
    if (kind === undefined) return;
    const statuses = await member.send({}, kind);
    if (statuses.includes(200)) takenIn.add(nameOf(kind));
  });
  try {
    await Promise.all([
      ...ledgers.map((ledger, index) => timesOf(() => registers(ledger, others[index] ?? ''), laneTime, 9)),
      timesOf(followsInTime, laneTime),
    ]);
    await eventually(
      'every kind was sent',
      () => Promise.resolve(next >= envelopeKinds.length || undefined),
      60_000,
    );
  } finally {
    const sent = await stopFlood();
    // Also after a failure: the figures say how busy the machine was.
    process.stdout.write(
      `${sent} malformed envelopes of ${takenIn.size} kinds in blocks, ${acted.length} acts, slowest ${slowest(acted)}, revocations ${slowest(revoked)}, lists after ${slowest(listed)} at most\n`,
    );
  }
  expect(Math.max(...acted, ...revoked)).toBeLessThan(actBound);
  expect(takenIn.size).toBeGreaterThanOrEqual(40);
  expect(await network.processes('peer')).toEqual(before);
  await equalHeights(patient);
});

async function registers(ledger: LedgerClient, organization: string): Promise<void> {
  const began = performance.now();
  await newLedgerPatient(network, ledger, organization);
  acted.push(performance.now() - began);
}

/** The longest of some times, in whole milliseconds. */
function slowest(times: readonly number[]): string {
  return times.length === 0 ? 'none' : `${Math.max(...times).toFixed(0)} ms`;
}

/** Uploads, shares, reads and revokes: the list shows the report, and the running download is cut, in time. */
async function followsInTime(): Promise<void> {
  // Its slow download takes longer than the revocation may take among the flood.
  const document = largePdf(96 << 20);
  const receipt = await patient.upload(document, 'Among strange neighbours');
  await untilListed(receipt.reportId);
  const { consentId } = await patient.share(receipt.reportId, reader, { until: inSeconds(3600) });
  const { disclosureId } = await reader.disclose(receipt.reportId);
  const { end } = await slowDownload(reader, disclosureId);
  const askedAt = performance.now();
  await patient.call('DELETE', `/consents/${consentId}`);
  const revokedAt = performance.now();
  revoked.push(revokedAt - askedAt);
  const { isCut, at } = await end;
  expect(isCut).toBe(true);
  expect(at - revokedAt).toBeLessThan(2_000);
}

/**
 * Waits until the patient's list shows a report. It may be later than the bound only while the gateway is not
 * ready and says so.
 */
async function untilListed(reportId: string): Promise<void> {
  const began = performance.now();
  let wasSilent = false;
  await eventually(
    'the list shows the report',
    async () => {
      const { items } = await patient.call<{ items: { reportId: string }[] }>('GET', '/reports?filter=own');
      if (items.some((each) => each.reportId === reportId)) return true;
      if (performance.now() - began > listBound + lookAge)
        wasSilent ||= (await readinessOf(network, 'HospitalA')).ready;
      return undefined;
    },
    60_000,
  );
  listed.push(performance.now() - began);
  expect(wasSilent).toBe(false);
}

test('every gateway is ready, and says who sent what is not an act', async () => {
  for (const name of [...others, 'HospitalB']) {
    await upToDate(network, name);
    const check = await checkOf(network, name, 'transactions');
    expect(check).toMatchObject({ state: 'warn' });
    expect(check.detail).toContain('HospitalBMSP');
    const alarms = await alarmsOf(network, name, 'NOT_AN_ACT');
    expect(alarms).toContainEqual(
      expect.objectContaining({ creator: { mspId: 'HospitalBMSP', commonName: 'gateway' } }),
    );
  }
});

/** A transaction as pages show it. */
interface Shown {
  readonly kind: string;
  readonly function: string;
  readonly organization: string;
  readonly valid: boolean;
}

test('blocks show them as what they are, and nothing of them as an act', async () => {
  const all = await transactionsAfter<Shown>(patient, height);
  const strange = all.filter(({ kind }) => kind === 'foreign' || kind === 'unreadable');
  expect(new Set(strange.map(({ kind }) => kind))).toEqual(new Set(['foreign', 'unreadable']));
  for (const { function: called, valid } of strange) expect([called, valid]).toEqual(['', false]);
  // Nobody at HospitalB acts in this time, so an act that is shown as HospitalB’s would be a forged one.
  expect(all.filter(({ kind, organization }) => kind === 'act' && organization === 'HospitalB')).toEqual([]);
});
