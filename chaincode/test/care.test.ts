import { factId, type AssignmentId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { assigning, ending, type Assigned } from './support/acts.js';
import type { PersonActor } from './support/actors.js';
import type { Call } from './support/calls.js';
import { day, openClinic } from './support/clinic.js';
import { judging } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';

const clinic = await openClinic();
const { world } = clinic;

/** Paula's registrar assigns doctor A for a day, or something similar. */
function assign(changes: Partial<Assigned> = {}, registrar: PersonActor = clinic.registrarA): Call {
  const { paula: patient, doctorA: doctor } = clinic;
  const period = { from: world.at(0), until: world.at(day) };
  return assigning(registrar, { patient, doctor, ...period, ...changes }).call;
}

type Refusal = readonly [string, Parameters<typeof expectRefusal>[1], string, () => Call];
const refusals: readonly Refusal[] = [
  ['by another hospital', 'FORBIDDEN', 'another organization', () => assign({}, clinic.registrarB)],
  ['by the regulator', 'FORBIDDEN', 'another organization', () => assign({}, clinic.registrarR)],
  ['of an unverified patient', 'CONFLICT', 'not verified', () => assign({ patient: clinic.alice })],
  ['of an unknown patient', 'NOT_FOUND', 'person', () => assign({ patient: stranger() })],
  [
    'to someone who is not a patient',
    'INVALID',
    'only to patients',
    () => assign({ patient: clinic.doctorB }),
  ],
  ['of a patient as doctor', 'INVALID', 'only doctors', () => assign({ doctor: clinic.anton })],
  ['of a registrar as doctor', 'INVALID', 'only doctors', () => assign({ doctor: clinic.registrarB })],
  ['of a pending doctor', 'NOT_ACTIVE', 'doctor', () => assign({ doctor: clinic.pendingDoctor })],
  ['of a suspended doctor', 'NOT_ACTIVE', 'doctor', () => assign({ doctor: clinic.suspendedDoctor })],
  ['of an unknown doctor', 'NOT_FOUND', 'person', () => assign({ doctor: stranger() })],
  ['that ends when it starts', 'INVALID', 'before it starts', () => assign({ from: world.at(day) })],
  ['that ends before it starts', 'INVALID', 'before it starts', () => assign({ from: world.at(2 * day) })],
  ['that ends now', 'EXPIRED', 'ended', () => assign({ from: world.at(-day), until: world.at(0) })],
  ['for too long', 'INVALID', 'too long', () => assign({ until: world.at(365 * day + 1) })],
];

/** Someone whom the ledger does not know. */
function stranger(): PersonActor {
  return { ...clinic.doctorA, name: clinic.world.issuers.pseudonym() };
}

describe('AssignSpecialist', () => {
  test.each(refusals)('refuses an assignment %s (%s)', async (_, code, text, call) => {
    expectRefusal(await world.try(call()), code, text);
  });

  test('accepts doctors of every hospital, the longest period, and a start in the past or future', async () => {
    expectDone(await world.try(assign({ doctor: clinic.doctorB })));
    expectDone(await world.try(assign({ until: world.at(365 * day) })));
    expectDone(await world.try(assign({ from: world.at(-400 * day) })));
    expectDone(await world.try(assign({ from: world.at(day - 1) })));
  });

  test('refuses a suspended patient', async () => {
    await world.aside(async () => {
      const { registrarA, paula } = clinic;
      await world.do(judging('SuspendPerson', registrarA, paula, { until: world.at(day) }));
      expectRefusal(await world.try(assign()), 'NOT_ACTIVE', 'patient');
    });
  });

  test('says who assigned whom', async () => {
    const { paula, doctorB, registrarA, assignment } = clinic;
    expect(answerOf(await world.read('ReadAssignment', paula, assignment))).toMatchObject({
      assignmentId: assignment,
      patient: paula.name,
      doctor: doctorB.name,
      mspId: 'HospitalAMSP',
      state: 'active',
      by: registrarA.name,
      made: { function: 'AssignSpecialist' },
    });
  });
});

describe('EndAssignment', () => {
  test('is for the registrars of the organization that made the assignment', async () => {
    const { registrarA, registrarB, registrarR, assignment, doctorB } = clinic;
    for (const registrar of [registrarB, registrarR]) {
      expectRefusal(await world.try(ending(registrar, assignment)), 'FORBIDDEN', 'another organization');
    }
    expectRefusal(await world.try(ending(registrarA, unknownAssignment())), 'NOT_FOUND');
    await world.aside(async () => {
      const colleague = await world.officer('HospitalA', 'registrar');
      await world.do(ending(colleague, assignment));
      const record = answerOf(await world.read('ReadAssignment', doctorB, assignment));
      expect(record).toMatchObject({ state: 'ended', changed: { function: 'EndAssignment' } });
      expectRefusal(await world.try(ending(registrarA, assignment)), 'CONFLICT', 'already ended');
    });
  });
});

describe('ReadAssignment', () => {
  test('answers only patient, doctor, the registrar and services', async () => {
    const { paula, doctorA, doctorB, alice, registrarA, registrarB, registrarR, auditorA, assignment } =
      clinic;
    for (const reader of [paula, doctorB, registrarA, world.services.Regulator]) {
      answerOf(await world.read('ReadAssignment', reader, assignment));
    }
    for (const reader of [doctorA, alice, registrarB, registrarR, auditorA, world.operators.HospitalA]) {
      expectRefusal(await world.read('ReadAssignment', reader, assignment), 'FORBIDDEN');
    }
  });
});

function unknownAssignment(): AssignmentId {
  return factId('assignment', { function: 'AssignSpecialist', actor: 'nobody', salt: '' });
}
