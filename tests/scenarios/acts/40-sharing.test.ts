import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import {
  consentBody,
  inSeconds,
  type Person,
  problemOf,
  type Receipt,
} from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
const year = 365 * 24 * 3600;
let patient: Person;
let otherPatient: Person;
let doctor: Person;
let otherDoctor: Person;
let report: Receipt;
let othersReport: Receipt;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Sharing Patient');
  otherPatient = await newPatient(network, 'HospitalB', 'Other Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Reading Doctor');
  otherDoctor = await newDoctor(network, 'HospitalB', 'Curious Doctor');
  report = await patient.upload(pdf('shared.pdf', ['shared']), 'Shared report');
  othersReport = await otherPatient.upload(pdf('other.pdf', ['other']), 'Other report');
});

/** The reason that the access log gives for a recorded refusal. */
async function reasonOf(disclosureId: string | undefined): Promise<string | undefined> {
  const path = `/disclosures?view=of-me&report=${report.reportId}&outcome=refuse`;
  return await eventually('the refusal is in the log', async () => {
    const { items } = await patient.call<{ items: { disclosureId: string; reason: string }[] }>('GET', path);
    return items.find((item) => item.disclosureId === disclosureId)?.reason;
  });
}

/** A reading that is refused on record, with the reason of the record. */
async function refusedReading(
  reader: Person,
  purpose = 'TREAT',
  basis?: object,
): Promise<string | undefined> {
  const problem = await problemOf(reader.disclose(report.reportId, purpose, basis));
  expect(problem).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
  return await reasonOf(problem.disclosureId);
}

describe('a consent is refused', () => {
  const refusal = (changes: object, by = patient) =>
    problemOf(by.call('POST', '/consents', consentBody(doctor, report.reportId, changes)));

  test('that would have ended already', async () => {
    expect(await refusal({ from: inSeconds(-7200), until: inSeconds(-60) })).toMatchObject({
      status: 403,
      code: 'EXPIRED',
    });
    expect(await refusal({ until: inSeconds(-60) })).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('that is longer than the longest allowed', async () => {
    expect(await refusal({ until: inSeconds(year + 3600) })).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('for an unknown person, for oneself, and for officers', async () => {
    const unknown = encodeId('person', randomBytes(16));
    expect(await refusal({ grantee: { person: unknown } })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const { personId: auditor } = await network.demoPerson('HospitalB', 'auditor');
    for (const person of [patient.personId, auditor])
      expect(await refusal({ grantee: { person } })).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('over another patient’s report, over none, and over a report that is not there', async () => {
    for (const reportId of [othersReport.reportId, newReportId()])
      expect(await refusal({ scope: { reports: [reportId] } })).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      });
    expect(await refusal({ scope: { reports: [] } })).toMatchObject({ status: 400, code: 'INVALID' });
    const mixed = { scope: { reports: [report.reportId, othersReport.reportId] } };
    expect(await refusal(mixed)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('without a purpose, with an unknown one, and for other permissions', async () => {
    for (const changes of [
      { purposes: [] },
      { purposes: ['CURIOSITY'] },
      { permission: 'write' },
      { scope: { all: false } },
    ])
      expect(await refusal(changes)).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('from anyone but the patient', async () => {
    expect(await refusal({}, doctor)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await refusal({}, otherPatient)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('a reading is refused on record', () => {
  test('without any consent', async () => {
    expect(await refusedReading(otherDoctor)).toBe('NO_BASIS');
  });

  test('under a consent that was given to someone else', async () => {
    const { consentId } = await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
    expect(await refusedReading(otherDoctor, 'TREAT', { consent: consentId })).toBe('NOT_THE_GRANTEE');
    await patient.call('DELETE', `/consents/${consentId}`);
  });

  test('under a consent of another patient', async () => {
    const { consentId } = await otherPatient.share(othersReport.reportId, doctor, { until: inSeconds(3600) });
    expect(await refusedReading(doctor, 'TREAT', { consent: consentId })).toBe('NOT_THE_PATIENTS_CONSENT');
  });

  test('under a consent for another report, and for another purpose', async () => {
    const second = await patient.upload(pdf('second.pdf', ['second']), 'Second report');
    const other = await patient.share(second.reportId, doctor, { until: inSeconds(3600) });
    expect(await refusedReading(doctor, 'TREAT', { consent: other.consentId })).toBe('OUT_OF_SCOPE');
    const { consentId } = await patient.share(report.reportId, doctor, {
      until: inSeconds(3600),
      purposes: ['HRESCH'],
    });
    expect(await refusedReading(doctor)).toBe('PURPOSE_NOT_PERMITTED');
    await doctor.read(report.reportId, 'HRESCH');
    await patient.call('DELETE', `/consents/${consentId}`);
  });

  test('before a consent starts', async () => {
    const { consentId } = await patient.share(report.reportId, doctor, {
      from: inSeconds(3600),
      until: inSeconds(7200),
    });
    expect(await refusedReading(doctor)).toBe('CONSENT_NOT_STARTED');
    const { items } = await doctor.call<{ items: Row[] }>('GET', '/reports?filter=received');
    expect(items.find((item) => item.consentId === consentId)?.state).toBe('waiting');
    await patient.call('DELETE', `/consents/${consentId}`);
  });

  test('after a consent has ended, by the time of the transaction', async () => {
    const { consentId } = await patient.share(report.reportId, doctor, { until: inSeconds(4) });
    const { disclosureId } = await doctor.disclose(report.reportId);
    await eventually('the consent has ended', async () => {
      const { items } = await doctor.call<{ items: Row[] }>('GET', '/reports?filter=received');
      return items.find((item) => item.consentId === consentId)?.state === 'expired' || undefined;
    });
    expect(await refusedReading(doctor)).toBe('CONSENT_EXPIRED');
    expect(await problemOf(doctor.download(disclosureId))).toMatchObject({ status: 403 });
    await patient.call('DELETE', `/consents/${consentId}`);
  });

  test('after the revocation; a reading from before opens nothing any more', async () => {
    const { consentId } = await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
    const { disclosureId } = await doctor.disclose(report.reportId);
    expect((await doctor.download(disclosureId)).sha256).toBe(report.plaintextSha256);
    await patient.call('DELETE', `/consents/${consentId}`);
    const afterwards = await eventually('the revocation has arrived', async () => {
      const outcome = await doctor.download(disclosureId).catch((error: unknown) => error);
      return outcome instanceof Error ? outcome : undefined;
    });
    expect(afterwards).toMatchObject({ problem: { status: 403, code: 'NO_PERMISSION' } });
    const sealed = doctor.fetch('GET', `/disclosures/${disclosureId}/sealed`);
    expect(await problemOf(sealed)).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
    expect(await refusedReading(doctor, 'TREAT', { consent: consentId })).toBe('CONSENT_NOT_ACTIVE');
    const again = patient.call('DELETE', `/consents/${consentId}`);
    expect(await problemOf(again)).toMatchObject({ status: 409, code: 'CONFLICT' });
  });
});

describe('what is not there', () => {
  test('answers like what is forbidden, without a record', async () => {
    const unknown = await problemOf(doctor.disclose(newReportId()));
    const forbidden = await problemOf(otherDoctor.disclose(report.reportId));
    expect(unknown).toMatchObject({ status: 403, code: 'NO_PERMISSION', detail: forbidden.detail });
    expect(unknown).not.toHaveProperty('disclosureId');
    expect(forbidden).toHaveProperty('disclosureId');
  });

  test('a version of another report opens nothing', async () => {
    const body = { reportId: report.reportId, versionId: othersReport.versionId, purpose: 'TREAT' };
    const problem = await problemOf(patient.call('POST', '/disclosures', body));
    expect(problem).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
  });
});

describe('a permitted reading', () => {
  test('opens for nobody but its reader, at no other hospital, and not with a changed id', async () => {
    const { disclosureId } = await patient.disclose(report.reportId);
    for (const stranger of [doctor, otherDoctor, otherPatient])
      expect(await problemOf(stranger.download(disclosureId))).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      });
    const elsewhere = await network.gateway('HospitalB');
    const path = `/disclosures/${disclosureId}/content`;
    expect(await problemOf(elsewhere.fetch('GET', path, { token: patient.token }))).toMatchObject({
      status: 401,
    });
    const changed = patient.fetch('GET', `/disclosures/${disclosureId.slice(0, -1)}/content`);
    expect(await problemOf(changed)).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('a refused reading opens nothing', async () => {
    const { disclosureId = '' } = await problemOf(otherDoctor.disclose(report.reportId));
    expect(await problemOf(otherDoctor.download(disclosureId))).toMatchObject({
      status: 403,
      code: 'NO_PERMISSION',
    });
  });

  test('serves several downloads and is one entry of the log', async () => {
    const { disclosureId } = await patient.disclose(report.reportId);
    await patient.download(disclosureId);
    await patient.download(disclosureId);
    const { items } = await patient.call<{ items: Entry[] }>('GET', '/disclosures?view=mine');
    expect(items.filter((item) => item.disclosureId === disclosureId)).toHaveLength(1);
  });
});

describe('revoking', () => {
  test('is for the patient alone', async () => {
    const { consentId } = await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
    expect(await problemOf(doctor.call('DELETE', `/consents/${consentId}`))).toMatchObject({ status: 403 });
    const byStranger = otherPatient.call('DELETE', `/consents/${consentId}`);
    expect(await problemOf(byStranger)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
    await patient.call('DELETE', `/consents/${consentId}`);
  });

  test('of one consent leaves another of the same reader alone', async () => {
    const [first, second] = [
      await patient.share(report.reportId, doctor, { until: inSeconds(3600) }),
      await patient.share(report.reportId, doctor, { until: inSeconds(3600) }),
    ];
    await patient.call('DELETE', `/consents/${first.consentId}`);
    expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
    await patient.call('DELETE', `/consents/${second.consentId}`);
  });
});

interface Row {
  readonly reportId: string;
  readonly consentId?: string;
  readonly state: string;
}

interface Entry {
  readonly disclosureId: string;
}

/** A well-formed id that names nothing. */
function newReportId(): string {
  return encodeId('report', randomBytes(16));
}
