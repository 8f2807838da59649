import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, assign, decide, verifyIdentity } from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
const day = 24 * 3600;
let patient: Person;
let otherPatient: Person;
let doctor: Person;
let otherDoctor: Person;
let registrar: Person;
let registrarB: Person;

beforeAll(async () => {
  [patient, otherPatient, doctor, otherDoctor, registrar, registrarB] = await Promise.all([
    newPatient(network, 'HospitalA', 'Cared Patient'),
    newPatient(network, 'HospitalA', 'Other Cared'),
    newDoctor(network, 'HospitalB', 'Writing Doctor'),
    newDoctor(network, 'HospitalB', 'Idle Doctor'),
    network.demoPerson('HospitalA', 'registrar'),
    network.demoPerson('HospitalB', 'registrar'),
  ]);
  await verifyIdentity(registrar, patient);
});

describe('an assignment is refused', () => {
  const refusal = (by: Person, people: object, until = inSeconds(day)) =>
    problemOf(by.call('POST', '/assignments', { ...people, until }));

  test('from anyone but the registrar of the patient’s hospital', async () => {
    const people = { patient: patient.personId, doctor: otherDoctor.personId };
    for (const person of [patient, doctor, registrarB])
      expect(await refusal(person, people)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('for a patient whose identity no one has verified', async () => {
    const people = { patient: otherPatient.personId, doctor: doctor.personId };
    expect(await refusal(registrar, people)).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  test('of someone who is not a doctor, for an unknown patient, and for a time that is over', async () => {
    const ofPatient = { patient: patient.personId, doctor: otherPatient.personId };
    expect(await refusal(registrar, ofPatient)).toMatchObject({ status: 400, code: 'INVALID' });
    const nobody = { patient: encodeId('person', randomBytes(16)), doctor: doctor.personId };
    expect(await refusal(registrar, nobody)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const people = { patient: patient.personId, doctor: doctor.personId };
    expect((await refusal(registrar, people, inSeconds(-60))).status).toBeGreaterThanOrEqual(400);
  });

  test('shows to those concerned, and ends once', async () => {
    const assignmentId = await assign(registrar, { patient, doctor: otherDoctor });
    const named = await Promise.all(
      [patient, otherDoctor, registrar].map((person) =>
        eventually('the assignment is listed', async () => {
          const { items } = await person.call<{ items: ListedAssignment[] }>('GET', '/assignments');
          return items.find((item) => item.assignmentId === assignmentId)?.patient;
        }),
      ),
    );
    // Only the hospital's registrar sees the patient's name.
    expect(named.map(({ fullName }) => fullName !== undefined)).toEqual([false, false, true]);
    const path = `/assignments/${assignmentId}`;
    expect(await problemOf(registrarB.call('DELETE', path))).toMatchObject({ status: 403 });
    await registrar.call('DELETE', path);
    expect(await problemOf(registrar.call('DELETE', path))).toMatchObject({ status: 409, code: 'CONFLICT' });
  });
});

interface ListedAssignment {
  readonly assignmentId: string;
  readonly patient: Readonly<{ personId: string; fullName?: string }>;
}

describe('a request', () => {
  test('is decided once, by its patient alone, for no longer than asked', async () => {
    const requestId = await ask(otherDoctor, patient, { permission: 'read', until: inSeconds(day) });
    for (const person of [otherPatient, doctor])
      expect((await problemOf(decide(person, requestId, 'grant'))).status).toBeGreaterThanOrEqual(403);
    const longer = { decision: 'grant', until: inSeconds(2 * day) };
    const path = `/permission-requests/${requestId}/decision`;
    expect(await problemOf(patient.call('POST', path, longer))).toMatchObject({
      status: 400,
      code: 'INVALID',
    });
    expect(await decide(patient, requestId, 'refuse')).toMatchObject({ state: 'refused' });
    expect(await problemOf(decide(patient, requestId, 'grant'))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });

  test('is not for patients to make, nor for another patient’s reports', async () => {
    const body = { patient: patient.personId, permission: 'read', purpose: 'TREAT', until: inSeconds(day) };
    expect(await problemOf(otherPatient.call('POST', '/permission-requests', body))).toMatchObject({
      status: 403,
    });
    const others = await otherPatient.upload(pdf('other.pdf', ['other']), 'Other');
    const wish = { permission: 'read', reports: [others.reportId] } as const;
    expect(await problemOf(ask(doctor, patient, wish))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('that is withdrawn cannot be granted, and only the doctor who asked withdraws it', async () => {
    const requestId = await ask(doctor, patient, { permission: 'read' });
    const path = `/permission-requests/${requestId}`;
    expect((await problemOf(otherDoctor.call('DELETE', path))).status).toBeGreaterThanOrEqual(403);
    await doctor.call('DELETE', path);
    expect(await problemOf(decide(patient, requestId, 'grant'))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });
});

describe('a doctor', () => {
  test('is found at every hospital by what the hospital published, once approved', async () => {
    const search = (text: string) =>
      patient.call<{ items: { personId: string }[] }>('POST', '/people/search', { role: 'doctor', text });
    const found = await search('writing DOCTOR cardiology');
    expect(found.items.map(({ personId }) => personId)).toContain(doctor.personId);
    expect(found.items[0]).toEqual({
      personId: expect.any(String) as unknown,
      fullName: 'Writing Doctor',
      specialty: 'Cardiology',
      organization: 'HospitalB',
      officeAddress: 'Ward 3',
      designation: 'Consultant',
    });
    const pending = await (await network.gateway('HospitalA')).register('doctor', 'Unapproved Writer');
    expect((await search('Unapproved Writer')).items.map(({ personId }) => personId)).not.toContain(
      pending.personId,
    );
  });
});
