import { factId, type RequestId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { deciding, requesting, withdrawingRequest } from './support/acts.js';
import type { PersonActor } from './support/actors.js';
import type { Call } from './support/calls.js';
import { day, openClinic } from './support/clinic.js';
import { judging, newReportIds } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import { asideIn, hour } from './support/world.js';

const clinic = await openClinic();
const { world } = clinic;
const aside = asideIn(world);

/** Doctor A asks Paula for permission to read a report for a day, or something similar. */
function ask(changes: object = {}, patient: PersonActor = clinic.paula) {
  const asked = { permission: 'read', reports: [clinic.plain.reportId], until: world.at(day) };
  return requesting(clinic.doctorA, patient, { ...asked, ...changes });
}

/** Commits a request that Paula may decide on. */
async function asked(changes: object = {}): Promise<RequestId> {
  const { requestId, call } = ask(changes);
  await world.do(call);
  return requestId;
}

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];
const refusals: readonly Refusal[] = [
  ['to an unknown patient', 'NOT_FOUND', 'patient', () => ask({}, stranger()).call],
  ['to a doctor', 'NOT_FOUND', 'patient', () => ask({}, clinic.doctorB).call],
  ['for an unknown report', 'NOT_FOUND', 'such report', () => ask({ reports: [unknownReport()] }).call],
  [
    'for a report of another patient',
    'NOT_FOUND',
    'such report',
    () => ask({ reports: [clinic.plain.reportId, clinic.report.reportId] }).call,
  ],
  ['to contribute to one report', 'INVALID', 'whole record', () => ask({ permission: 'contribute' }).call],
  ['for an unknown doctor', 'NOT_FOUND', 'person', () => ask({ for: stranger().name }).call],
  ['for a patient', 'INVALID', 'only for doctors', () => ask({ for: clinic.anton.name }).call],
  ['for a pending doctor', 'NOT_ACTIVE', 'doctor', () => ask({ for: clinic.pendingDoctor.name }).call],
  ['for a suspended doctor', 'NOT_ACTIVE', 'doctor', () => ask({ for: clinic.suspendedDoctor.name }).call],
  ['until now', 'EXPIRED', 'ended', () => ask({ until: world.at(0) }).call],
  ['for too long', 'INVALID', 'too long', () => ask({ until: world.at(365 * day + 1) }).call],
];

function stranger(): PersonActor {
  return { ...clinic.doctorA, name: world.issuers.pseudonym() };
}

function unknownReport() {
  return newReportIds().reportId;
}

describe('RequestPermission', () => {
  test.each(refusals)('refuses a request %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test('gives the same answer for unknown reports and for another patient’s', async () => {
    const messages = [];
    for (const reports of [[unknownReport()], [clinic.report.reportId]]) {
      messages.push((await world.try(ask({ reports }).call)).message);
    }
    expect(new Set(messages).size).toBe(1);
  });

  test(
    'refuses a request to a suspended patient',
    aside(async () => {
      const { registrarA, paula } = clinic;
      await world.do(judging('SuspendPerson', registrarA, paula, { until: world.at(hour) }));
      expectRefusal(await world.try(ask().call), 'NOT_ACTIVE', 'patient');
    }),
  );

  test(
    'asks for the same doctor or for another one, even of another hospital',
    aside(async () => {
      const { doctorA, doctorB, paula } = clinic;
      const own = await asked();
      const favour = await asked({ for: doctorB.name, reports: undefined });
      expect(answerOf(await world.read('ReadRequest', paula, own))).toMatchObject({
        doctor: doctorA.name,
        grantee: { person: doctorA.name },
        reports: [clinic.plain.reportId],
        state: 'pending',
      });
      const record = answerOf(await world.read('ReadRequest', doctorB, favour));
      expect(record).toMatchObject({ doctor: doctorA.name, grantee: { person: doctorB.name } });
      expect(record).not.toHaveProperty('reports');
    }),
  );
});

describe('WithdrawRequest', () => {
  test(
    'is for the doctor who asked, once, while it is pending',
    aside(async () => {
      const { doctorA, doctorB } = clinic;
      const request = await asked({ for: doctorB.name });
      expectRefusal(await world.try(withdrawingRequest(doctorB, request)), 'FORBIDDEN', 'who asked');
      expectRefusal(await world.try(withdrawingRequest(doctorA, unknownRequest())), 'NOT_FOUND');
      await world.do(withdrawingRequest(doctorA, request));
      expectRefusal(await world.try(withdrawingRequest(doctorA, request)), 'CONFLICT', 'already decided');
      const late = deciding(clinic.paula, { request, decision: 'grant' });
      expectRefusal(await world.try(late.call), 'CONFLICT', 'already decided');
    }),
  );
});

describe('DecideRequest', () => {
  const wraps = (holder = clinic.doctorA) => ({ holder: holder.name, versions: [clinic.plain.versionId] });
  const grant = (request: RequestId, more: { until?: string } = {}) =>
    deciding(clinic.paula, { request, decision: 'grant', ...more }, wraps());

  test(
    'makes the consent in the same transaction, from now on',
    aside(async () => {
      const { paula, doctorA, plain } = clinic;
      const request = await asked();
      const { consentId, call } = grant(request, { until: world.at(hour) });
      const { writes } = await world.do(call);
      expect(writes.map(({ collection }) => collection)).toEqual(['care', 'care', 'envelopes']);
      const record = answerOf(await world.read('ReadRequest', doctorA, request));
      expect(record).toMatchObject({ state: 'granted', consentId, changed: { function: 'DecideRequest' } });
      expect(answerOf(await world.read('ReadConsent', doctorA, consentId))).toMatchObject({
        patient: paula.name,
        grantee: { person: doctorA.name },
        permission: 'read',
        purposes: ['TREAT'],
        scope: { reports: [plain.reportId] },
        from: world.at(0),
        until: world.at(hour),
        state: 'active',
        made: { function: 'DecideRequest' },
      });
      answerOf(await world.read('ReadVersion', doctorA, plain.versionId, consentId));
      expectRefusal(await world.try(grant(request).call), 'CONFLICT', 'already decided');
    }),
  );

  test(
    'grants reading the whole record with any wraps, and contributing with none',
    aside(async () => {
      const { paula } = clinic;
      const request = await asked({ reports: undefined });
      expectDone(await world.try(grant(request).call));
      expectDone(await world.try(deciding(paula, { request, decision: 'grant' }).call));
      const contribute = await asked({ permission: 'contribute', reports: undefined });
      expectDone(await world.try(deciding(paula, { request: contribute, decision: 'grant' }).call));
      expectRefusal(await world.try(grant(contribute).call), 'INVALID', 'no wraps');
    }),
  );

  test(
    'refuses to write a consent when the patient does not grant it',
    aside(async () => {
      const { paula, doctorA } = clinic;
      const request = await asked();
      const { writes } = await world.do(deciding(paula, { request, decision: 'refuse' }).call);
      expect(writes).toHaveLength(1);
      const record = answerOf(await world.read('ReadRequest', doctorA, request));
      expect(record).toMatchObject({ state: 'refused' });
      expect(record).not.toHaveProperty('consentId');
      expectRefusal(await world.try(grant(request).call), 'CONFLICT', 'already decided');
    }),
  );

  test(
    'refuses what was not requested',
    aside(async () => {
      const { paula, alice, doctorA, doctorB } = clinic;
      const request = await asked();
      const attempts = [
        ['FORBIDDEN', 'only the patient', deciding(alice, { request, decision: 'grant' }).call],
        ['NOT_FOUND', 'request', deciding(paula, { request: unknownRequest(), decision: 'grant' }).call],
        ['INVALID', 'longer', grant(request, { until: world.at(day + 1) }).call],
        ['EXPIRED', 'requested period', grant(request, { until: world.at(0) }).call],
        ['INVALID', 'has no wrap', deciding(paula, { request, decision: 'grant' }).call],
        ['INVALID', 'grantee', deciding(paula, { request, decision: 'grant' }, wraps(doctorB)).call],
        ['INVALID', 'a refusal', deciding(paula, { request, decision: 'refuse' }, wraps()).call],
        [
          'INVALID',
          'a refusal',
          deciding(paula, { request, decision: 'refuse', until: world.at(hour) }).call,
        ],
      ] as const;
      for (const [code, text, call] of attempts) expectRefusal(await world.try(call), code, text);
      await world.aside(async () => {
        await world.do(judging('SuspendPerson', clinic.registrarA, doctorA));
        expectRefusal(await world.try(grant(request).call), 'NOT_ACTIVE', 'grantee');
      });
    }),
  );
});

describe('ReadRequest', () => {
  test(
    'answers only patient, the doctors concerned, the patient’s registrar and services',
    aside(async () => {
      const { paula, alice, doctorA, doctorB, registrarA, registrarB, auditorA } = clinic;
      const request = await asked({ for: doctorB.name });
      for (const reader of [paula, doctorA, doctorB, registrarA, world.services.HospitalB]) {
        answerOf(await world.read('ReadRequest', reader, request));
      }
      for (const reader of [alice, registrarB, auditorA, world.operators.HospitalA]) {
        expectRefusal(await world.read('ReadRequest', reader, request), 'FORBIDDEN');
      }
    }),
  );
});

function unknownRequest(): RequestId {
  return factId('request', { function: 'RequestPermission', actor: 'nobody', salt: '' });
}
