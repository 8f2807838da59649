import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type GatewayClient,
  inSeconds,
  type Person,
  problemOf,
  type Receipt,
} from '../../src/kit/api/gateway-client.js';
import { pdf } from '../../src/kit/files/documents.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let hospitalA: GatewayClient;
let registrarA: Person;
let registrarB: Person;
let patient: Person;
let doctor: Person;
let report: Receipt;

beforeAll(async () => {
  hospitalA = await network.gateway('HospitalA');
  registrarA = await network.demoPerson('HospitalA', 'registrar');
  registrarB = await network.demoPerson('HospitalB', 'registrar');
  patient = await newPatient(network, 'HospitalA', 'Meera Pillai');
  doctor = await newDoctor(network, 'HospitalA', 'Ravi Nair');
  report = await patient.upload(pdf('letter.pdf', ['Dear colleague']), 'Letter', { class: 'letter' });
});

/** A registration form that would be accepted. */
function form(changes: object = {}): Record<string, unknown> {
  const userName = `form.${randomBytes(5).toString('hex')}`;
  return {
    userName,
    password: randomBytes(15).toString('base64url'),
    fullName: 'Form Filler',
    phone: '+91 80 5550 0101',
    address: '1 Hill Street',
    email: `${userName}@example.org`,
    role: 'patient',
    emergencyHalf: false,
    ...changes,
  };
}

async function refusedForm(changes: object) {
  return await problemOf(hospitalA.call('POST', '/registrations', { body: form(changes) }));
}

describe('registration', () => {
  test('unknown fields are refused, each named by a pointer', async () => {
    const problem = await refusedForm({ isAdmin: true, 'a/b': 1 });
    expect(problem).toMatchObject({ status: 400, code: 'INVALID' });
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/isAdmin', '/a~1b']),
    );
  });

  test('nobody registers as an officer', async () => {
    for (const role of ['registrar', 'auditor', 'operator', 'service'])
      expect(await refusedForm({ role })).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('a weak password is refused by name of the field and not repeated', async () => {
    const password = 'formfiller12345';
    const problem = await refusedForm({ password, fullName: 'Formfiller' });
    expect(problem).toMatchObject({ status: 400, code: 'INVALID', errors: [{ pointer: '/password' }] });
    expect(JSON.stringify(problem)).not.toContain(password);
  });

  test('a user name is given once, whatever its case', async () => {
    const { userName } = patient.login;
    for (const taken of [userName, userName.toUpperCase()])
      expect(await refusedForm({ userName: taken })).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  test('the regulator registers no patients', async () => {
    const regulator = await network.gateway('Regulator');
    const problem = await problemOf(regulator.call('POST', '/registrations', { body: form() }));
    expect(problem).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('roles', () => {
  test('a role in header or body gives nothing', async () => {
    const headers = { 'x-role': 'registrar', 'x-user-role': 'registrar', role: 'registrar' };
    const asDoctor = { token: doctor.token, headers };
    const list = hospitalA.call('GET', '/registrations?state=pending', asDoctor);
    expect(await problemOf(list)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const body = { reportId: report.reportId, purpose: 'TREAT', role: 'patient' };
    const disclose = hospitalA.call('POST', '/disclosures', { ...asDoctor, body });
    expect(await problemOf(disclose)).toMatchObject({ status: 400, errors: [{ pointer: '/role' }] });
  });

  test('a patient named in the body is nobody’s permission', async () => {
    const body = { reportId: report.reportId, purpose: 'TREAT', patient: patient.personId };
    expect(await problemOf(doctor.call('POST', '/disclosures', body))).toMatchObject({ status: 400 });
  });

  test('officers open no reports', async () => {
    const auditor = await network.demoPerson('HospitalA', 'auditor');
    for (const officer of [registrarA, auditor])
      expect(await problemOf(officer.disclose(report.reportId))).toMatchObject({
        status: 403,
        code: 'FORBIDDEN',
      });
  });
});

describe('doctors', () => {
  test('a pending doctor can look but not read, and cannot be given a consent', async () => {
    const pending = await (await hospitalA.register('doctor', 'Pending Doctor')).logIn();
    const session = await pending.call<{ person: { state: string } }>('GET', '/sessions/current');
    expect(session.person.state).toBe('pending');
    expect(await problemOf(pending.disclose(report.reportId))).toMatchObject({
      status: 403,
      code: 'NOT_ACTIVE',
    });
    const share = patient.share(report.reportId, pending, { until: inSeconds(3600) });
    expect(await problemOf(share)).toMatchObject({ status: 403, code: 'NOT_ACTIVE' });
  });

  test('a refused doctor cannot sign in, cannot be approved later, and is refused once', async () => {
    const refused = await hospitalA.register('doctor', 'Refused Doctor');
    const decide = (what: string, body?: object) =>
      registrarA.call('POST', `/registrations/${refused.personId}/${what}`, body);
    await decide('refusal', { reason: 'no licence' });
    expect(await problemOf(refused.logIn())).toMatchObject({ status: 403, code: 'NOT_ACTIVE' });
    expect(await problemOf(decide('approval'))).toMatchObject({ status: 403, code: 'NOT_ACTIVE' });
    expect(await problemOf(decide('refusal', { reason: 'again' }))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });

  test('nobody is approved twice, and patients need no approval', async () => {
    for (const { personId } of [doctor, patient]) {
      const problem = await problemOf(registrarA.call('POST', `/registrations/${personId}/approval`));
      expect(problem).toMatchObject({ status: 409, code: 'CONFLICT' });
    }
  });

  test('another hospital’s registrar approves, refuses and suspends nobody here', async () => {
    const pending = await hospitalA.register('doctor', 'Contested Doctor');
    const path = `/registrations/${pending.personId}`;
    expect(await problemOf(registrarB.call('POST', `${path}/approval`))).toMatchObject({ status: 404 });
    expect(await problemOf(registrarB.call('POST', `${path}/refusal`, { reason: 'x' }))).toMatchObject({
      status: 404,
    });
    const suspension = registrarB.call('POST', `/people/${doctor.personId}/suspension`, {});
    expect(await problemOf(suspension)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await doctor.call<{ person: { state: string } }>('GET', '/sessions/current')).person.state).toBe(
      'active',
    );
  });

  test('doctors and patients decide about nobody', async () => {
    for (const person of [doctor, patient]) {
      const approval = person.call('POST', `/registrations/${doctor.personId}/approval`);
      expect(await problemOf(approval)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      const suspension = person.call('POST', `/people/${patient.personId}/suspension`, {});
      expect(await problemOf(suspension)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });
});

describe('suspension', () => {
  test('a suspended doctor is refused at the next act, on record, until reinstated', async () => {
    const suspended = await newDoctor(network, 'HospitalA', 'Suspended Doctor');
    await patient.share(report.reportId, suspended, { until: inSeconds(3600) });
    const before = await suspended.disclose(report.reportId);
    const path = `/people/${suspended.personId}/suspension`;
    await registrarA.call('POST', path, {});

    const problem = await problemOf(suspended.disclose(report.reportId));
    expect(problem).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
    const log = await patient.call<{ items: { disclosureId: string; outcome: string; reason?: string }[] }>(
      'GET',
      `/disclosures?view=of-me&report=${report.reportId}&outcome=refuse`,
    );
    const { disclosureId } = problem;
    expect(log.items[0]).toMatchObject({ disclosureId, outcome: 'refuse', reason: 'READER_NOT_ACTIVE' });
    expect(await problemOf(suspended.download(before.disclosureId))).toMatchObject({ status: 403 });
    expect(await problemOf(suspended.logIn())).toMatchObject({ status: 403, code: 'NOT_ACTIVE' });

    expect(await problemOf(registrarB.call('DELETE', path))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    await registrarA.call('DELETE', path);
    expect((await (await suspended.logIn()).read(report.reportId)).sha256).toBe(report.plaintextSha256);
  });

  test('a patient is locked out for 72 hours at most, and never without an end', async () => {
    const path = `/people/${patient.personId}/suspension`;
    for (const body of [{}, { until: inSeconds(73 * 3600) }, { until: inSeconds(-60) }])
      expect(await problemOf(registrarA.call('POST', path, body))).toMatchObject({
        status: 400,
        code: 'INVALID',
      });
    expect((await patient.read(report.reportId)).sha256).toBe(report.plaintextSha256);
  });

  test('a suspended patient reads and shares nothing, until reinstated', async () => {
    const other = await newPatient(network, 'HospitalA', 'Suspended Patient');
    const own = await other.upload(pdf('own.pdf', ['mine']), 'Mine');
    const path = `/people/${other.personId}/suspension`;
    await registrarA.call('POST', path, { until: inSeconds(3600) });
    const share = other.share(own.reportId, doctor, { until: inSeconds(3600) });
    expect(await problemOf(share)).toMatchObject({ status: 403, code: 'NOT_ACTIVE' });
    expect(await problemOf(other.disclose(own.reportId))).toMatchObject({ status: 403 });
    await registrarA.call('DELETE', path);
    expect((await other.read(own.reportId)).sha256).toBe(own.plaintextSha256);
  });

  test('the regulator’s registrar suspends a doctor of any hospital', async () => {
    const regulator = await network.demoPerson('Regulator', 'registrar');
    const other = await newDoctor(network, 'HospitalB', 'Reached Doctor');
    await regulator.call('POST', `/people/${other.personId}/suspension`, {});
    expect(await problemOf(other.disclose(report.reportId))).toMatchObject({ status: 403 });
  });
});
