import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fsck } from '../../src/faults/fsck.js';
import { Bucket } from '../../src/kit/network/bucket.js';
import { flipped, pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import {
  type Disclosure,
  inSeconds,
  type Person,
  problemOf,
  type Receipt,
} from '../../src/kit/api/gateway-client.js';
import { LiveEvents } from '../../src/kit/api/live-events.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
/** Milliseconds from an act's answer to the event about it. */
const soon = 2_000;
let patient: Person;
let doctor: Person;
let stranger: Person;
let report: Receipt;
/** Streams of patient, doctor and stranger. */
let live: Readonly<Record<'patient' | 'doctor' | 'stranger', LiveEvents>>;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Live Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Live Doctor');
  stranger = await newDoctor(network, 'HospitalB', 'Live Stranger');
  report = await patient.upload(pdf('live.pdf', ['live']), 'Live');
  live = {
    patient: await LiveEvents.of(patient),
    doctor: await LiveEvents.of(doctor),
    stranger: await LiveEvents.of(stranger),
  };
});
afterAll(() => {
  for (const events of Object.values(live)) events.close();
});

/** Waits until topics were named after so many events. */
async function told(events: LiveEvents, count: number, ...topics: readonly string[]): Promise<void> {
  const areTold = (): true | undefined => {
    const since = events.topicsSince(count);
    return topics.every((topic) => since.has(topic)) ? true : undefined;
  };
  await eventually(`told of ${topics.join(', ')}`, () => Promise.resolve(areTold()), soon);
}

async function share(): Promise<string> {
  return (await patient.share(report.reportId, doctor, { until: inSeconds(3600) })).consentId;
}

async function revoke(consentId: string): Promise<void> {
  await patient.call('DELETE', `/consents/${consentId}`);
}

const counts = () => ({
  patient: live.patient.all.length,
  doctor: live.doctor.all.length,
  stranger: live.stranger.all.length,
});

describe('a page is told', () => {
  test('of everything when it connects', () => {
    expect(live.patient.all[0]).toMatchObject({
      name: 'change',
      block: expect.stringMatching(/^\d+$/) as unknown,
    });
    expect(live.patient.all[0]?.topics).toHaveLength(10);
  });

  test('of a consent, at both hospitals', async () => {
    const before = counts();
    const consentId = await share();
    await told(live.patient, before.patient, 'consents', 'ledger');
    await told(live.doctor, before.doctor, 'consents', 'reports', 'ledger');
    await revoke(consentId);
  });

  test('of a reading at the other hospital', async () => {
    const start = counts();
    const consentId = await share();
    // What the consent caused must not count for the reading.
    await told(live.stranger, start.stranger, 'ledger');
    await told(live.patient, start.patient, 'consents', 'ledger');
    await told(live.doctor, start.doctor, 'consents', 'reports', 'ledger');
    const before = counts();
    await doctor.disclose(report.reportId);
    await told(live.patient, before.patient, 'disclosures', 'ledger');
    await told(live.doctor, before.doctor, 'disclosures');
    await told(live.stranger, before.stranger, 'ledger');
    await revoke(consentId);
  });

  test('of nothing that is only other people’s', async () => {
    const before = counts();
    const consentId = await share();
    await doctor.disclose(report.reportId);
    await told(live.doctor, before.doctor, 'consents', 'disclosures');
    await told(live.stranger, before.stranger, 'ledger');
    await revoke(consentId);
    const topics = live.stranger.topicsSince(1);
    expect([...topics].filter((topic) => topic !== 'ledger' && topic !== 'permissions')).toEqual([]);
    for (const event of [...live.stranger.all, ...live.patient.all])
      expect(Object.keys(event).sort()).toEqual(['block', 'name', 'topics']);
  });
});

describe('an open reading', () => {
  let consentId: string;
  let opened: Disclosure;

  beforeAll(async () => {
    consentId = await share();
    opened = await doctor.disclose(report.reportId);
  });

  interface Standing {
    readonly permitted: boolean;
    readonly until?: string;
  }
  const standing = (): Promise<Standing> =>
    doctor.call<Standing>('GET', `/disclosures/${opened.disclosureId}`);

  test('is permitted while the consent stands, and is nobody else’s', async () => {
    expect(await standing()).toMatchObject({
      disclosureId: opened.disclosureId,
      reportId: report.reportId,
      versionId: report.versionId,
      outcome: 'permit',
      permitted: true,
      until: expect.any(String) as unknown,
    });
    for (const other of [patient, stranger]) {
      const problem = await problemOf(other.call('GET', `/disclosures/${opened.disclosureId}`));
      expect(problem.code).toBe('NOT_FOUND');
    }
  });

  test('is no longer permitted when its reader hears of the revocation', async () => {
    const before = counts();
    await revoke(consentId);
    await told(live.doctor, before.doctor, 'permissions', 'consents');
    expect(await standing()).toMatchObject({ outcome: 'permit', permitted: false });
    await told(live.stranger, before.stranger, 'permissions');
  });

  test('is no longer permitted to a suspended reader', async () => {
    await share();
    opened = await doctor.disclose(report.reportId);
    const before = counts();
    const registrar = await network.demoPerson('HospitalB', 'registrar');
    await registrar.call('POST', `/people/${doctor.personId}/suspension`, {});
    await told(live.doctor, before.doctor, 'permissions', 'registrations');
    expect(await standing()).toMatchObject({ permitted: false });
    await registrar.call('DELETE', `/people/${doctor.personId}/suspension`);
  });
});

describe('a stream', () => {
  test('ends at logout, and says why', async () => {
    const one = await newPatient(network, 'HospitalA', 'Leaving Patient');
    const events = await LiveEvents.of(one);
    await one.call('DELETE', '/sessions/current');
    await eventually('the stream ends', () => Promise.resolve(events.isOver || undefined), soon);
    expect(events.all.at(-1)?.name).toBe('ended');
    expect((await problemOf(one.call('GET', '/events'))).code).toBe('UNAUTHENTICATED');
  });

  test('is one of eight for a person at most', async () => {
    const one = await newPatient(network, 'HospitalA', 'Busy Patient');
    const streams = await Promise.all(Array.from({ length: 8 }, () => LiveEvents.of(one)));
    expect(await problemOf(one.call('GET', '/events'))).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    await one.call('DELETE', '/sessions/current');
    const areOver = (): true | undefined => streams.every(({ isOver }) => isOver) || undefined;
    await eventually('all of them end', () => Promise.resolve(areOver()), soon);
  });
});

describe('an altered report', () => {
  let bucket: Bucket;
  let object: Buffer;

  interface Item {
    readonly reportId: string;
    readonly alteredAt?: string;
  }
  const listed = async (person: Person, filter: string): Promise<string | undefined> => {
    const { items } = await person.call<{ items: Item[] }>('GET', `/reports?filter=${filter}`);
    const item = items.find(({ reportId }) => reportId === report.reportId);
    if (item === undefined) throw new Error('the report is not in the list');
    return item.alteredAt;
  };
  const marked = async (person: Person, filter: string, within = 20_000): Promise<string> =>
    await eventually(`altered in ${filter}`, () => listed(person, filter), within);
  const healed = async (person: Person, filter: string): Promise<void> => {
    const isHealed = async (): Promise<true | undefined> =>
      (await listed(person, filter)) === undefined ? true : undefined;
    await eventually(`healed in ${filter}`, isHealed);
  };
  const alter = async (): Promise<void> => {
    await bucket.write(report.objectKey, flipped(object));
  };

  beforeAll(async () => {
    bucket = await Bucket.of(network, 'HospitalA');
    object = await bucket.read(report.objectKey);
    // The suspension ended the certificate's use for a while; a new session has one of its own.
    await doctor.logIn();
    await share();
  });
  afterAll(async () => {
    await bucket.write(report.objectKey, object);
  });

  test('found at its owner is shown at every hospital, and no longer when it is whole', async () => {
    await alter();
    expect((await problemOf(patient.read(report.reportId, 'PATRQT'))).code).toBe('INTEGRITY');
    await marked(patient, 'own', soon);
    await marked(doctor, 'received');
    const detail = await patient.call<{ versions: Item[] }>('GET', `/reports/${report.reportId}`);
    expect(detail.versions[0]?.alteredAt).toEqual(expect.any(String));
    await bucket.write(report.objectKey, object);
    await patient.read(report.reportId, 'PATRQT');
    await healed(patient, 'own');
    await healed(doctor, 'received');
  });

  test('found by a reader at another hospital is shown at both', async () => {
    await alter();
    expect((await problemOf(doctor.read(report.reportId))).code).toBe('INTEGRITY');
    await marked(doctor, 'received', soon);
    await marked(patient, 'own', 5_000);
    await bucket.write(report.objectKey, object);
    await doctor.read(report.reportId);
    await healed(doctor, 'received');
    await healed(patient, 'own');
  });

  test('is handed out sealed as it is, and marked', async () => {
    await alter();
    const { disclosureId } = await doctor.disclose(report.reportId);
    const response = await doctor.fetch('GET', `/disclosures/${disclosureId}/sealed`);
    expect(Buffer.from(await response.arrayBuffer()).equals(object)).toBe(false);
    await marked(doctor, 'received', soon);
    await marked(patient, 'own', 5_000);
  });

  test('is healed by fsck after the operator restored it, and found by it', async () => {
    await alter();
    expect((await problemOf(patient.read(report.reportId, 'PATRQT'))).code).toBe('INTEGRITY');
    await marked(patient, 'own', soon);
    await bucket.write(report.objectKey, object);
    await fsck(network);
    await healed(patient, 'own');
    await healed(doctor, 'received');
    await alter();
    await fsck(network);
    await marked(patient, 'own', soon);
    await marked(doctor, 'received');
  });
});
