import { digestOf, encodeId } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import type { Call } from './support/calls.js';
import { judging } from './support/content.js';
import { answerOf, expectRefusal, stateOf } from './support/expecting.js';
import { asideIn, hour, openHospital } from './support/world.js';

const hospital = await openHospital();
const { world } = hospital;
const aside = asideIn(world);

/** Acts on people that must be refused, with the code of the refusal. */
const refusals: readonly (readonly [string, Parameters<typeof expectRefusal>[1], () => Call])[] = [
  [
    'a doctor approved by another hospital',
    'FORBIDDEN',
    () => judging('ApprovePerson', hospital.registrarB, hospital.pendingDoctor),
  ],
  [
    'a doctor approved by the regulator',
    'FORBIDDEN',
    () => judging('ApprovePerson', hospital.registrarR, hospital.pendingDoctor),
  ],
  [
    'a doctor approved by the operator',
    'FORBIDDEN',
    () => judging('ApprovePerson', world.operators.HospitalA, hospital.pendingDoctor),
  ],
  [
    'a doctor rejected by another hospital',
    'FORBIDDEN',
    () => judging('RefusePerson', hospital.registrarB, hospital.pendingDoctor),
  ],
  [
    'a patient verified by the regulator',
    'FORBIDDEN',
    () => judging('VerifyIdentity', hospital.registrarR, hospital.alice),
  ],
  [
    'an officer suspended by a registrar',
    'FORBIDDEN',
    () => judging('SuspendPerson', hospital.registrarA, hospital.auditorA),
  ],
  [
    'an officer suspended by the regulator',
    'FORBIDDEN',
    () => judging('SuspendPerson', hospital.registrarR, hospital.auditorA),
  ],
  [
    'an officer suspended by another operator',
    'FORBIDDEN',
    () => judging('SuspendPerson', world.operators.Regulator, hospital.auditorA),
  ],
  [
    'a registrar deciding about themselves',
    'FORBIDDEN',
    () => judging('SuspendPerson', hospital.registrarA, hospital.registrarA),
  ],
  [
    'a doctor suspended by another hospital',
    'FORBIDDEN',
    () => judging('SuspendPerson', hospital.registrarB, hospital.doctorA),
  ],
  [
    'the approval of an active person',
    'CONFLICT',
    () => judging('ApprovePerson', hospital.registrarA, hospital.doctorA),
  ],
  [
    'the approval of a suspended person',
    'NOT_ACTIVE',
    () => judging('ApprovePerson', hospital.registrarA, hospital.suspendedDoctor),
  ],
  [
    'the rejection of an active person',
    'NOT_ACTIVE',
    () => judging('RefusePerson', hospital.registrarA, hospital.doctorA),
  ],
  [
    'the suspension of a pending person',
    'NOT_ACTIVE',
    () => judging('SuspendPerson', hospital.registrarA, hospital.pendingDoctor),
  ],
  [
    'a second suspension of the same person',
    'CONFLICT',
    () => judging('SuspendPerson', hospital.registrarA, hospital.suspendedDoctor),
  ],
  [
    'the reinstatement of an active person',
    'CONFLICT',
    () => judging('ReinstatePerson', hospital.registrarA, hospital.doctorA),
  ],
  [
    'the reinstatement of a pending person',
    'NOT_ACTIVE',
    () => judging('ReinstatePerson', hospital.registrarA, hospital.pendingDoctor),
  ],
  [
    'the verification of a suspended person',
    'NOT_ACTIVE',
    () => judging('VerifyIdentity', hospital.registrarA, hospital.suspendedDoctor),
  ],
  [
    'an approval of other keys',
    'INVALID',
    () => judging('ApprovePerson', hospital.registrarA, hospital.pendingDoctor, { keys: digestOf('') }),
  ],
  [
    'a verification of other keys',
    'INVALID',
    () => judging('VerifyIdentity', hospital.registrarA, hospital.alice, { keys: digestOf('') }),
  ],
  [
    'a patient suspended without end',
    'INVALID',
    () => judging('SuspendPerson', hospital.registrarA, hospital.alice),
  ],
  [
    'a patient suspended for more than 72 hours',
    'INVALID',
    () => judging('SuspendPerson', hospital.registrarA, hospital.alice, { until: world.at(72 * hour + 1) }),
  ],
  [
    'a patient suspended until now',
    'INVALID',
    () => judging('SuspendPerson', hospital.registrarA, hospital.alice, { until: world.at(0) }),
  ],
  [
    'a doctor suspended with an end',
    'INVALID',
    () => judging('SuspendPerson', hospital.registrarA, hospital.doctorA, { until: world.at(hour) }),
  ],
  [
    'an act on an unknown person',
    'NOT_FOUND',
    () =>
      judging('SuspendPerson', hospital.registrarA, {
        ...hospital.doctorA,
        name: encodeId('pseudonym', Buffer.alloc(16)),
      }),
  ],
];

describe('registrars and operators', () => {
  test.each(refusals)('are refused: %s (%s)', async (_, code, call) => {
    expectRefusal(await world.try(call()), code);
  });

  test(
    'approve, verify, suspend and reinstate a doctor',
    aside(async () => {
      const { registrarA, pendingDoctor } = hospital;
      await world.do(judging('ApprovePerson', registrarA, pendingDoctor));
      await world.do(judging('VerifyIdentity', registrarA, pendingDoctor));
      expect(await stateOf(world, pendingDoctor)).toMatchObject({ state: 'active', identityVerified: true });
      await world.do(judging('SuspendPerson', registrarA, pendingDoctor));
      expect(await stateOf(world, pendingDoctor)).toMatchObject({
        state: 'suspended',
        identityVerified: true,
      });
      await world.do(judging('ReinstatePerson', registrarA, pendingDoctor));
      expect(await stateOf(world, pendingDoctor)).toMatchObject({ state: 'active', identityVerified: true });
    }),
  );

  test(
    'reject a doctor permanently',
    aside(async () => {
      const { registrarA, pendingDoctor } = hospital;
      await world.do(judging('RefusePerson', registrarA, pendingDoctor));
      expect(await stateOf(world, pendingDoctor)).toMatchObject({ state: 'refused' });
      expectRefusal(await world.try(judging('ApprovePerson', registrarA, pendingDoctor)), 'NOT_ACTIVE');
    }),
  );

  test(
    'of the regulator suspend and reinstate anyone’s doctors and patients',
    aside(async () => {
      const { registrarR, doctorB, alice } = hospital;
      await world.do(judging('SuspendPerson', registrarR, doctorB));
      await world.do(judging('ReinstatePerson', registrarR, doctorB));
      await world.do(judging('SuspendPerson', registrarR, alice, { until: world.at(hour) }));
      expect(await stateOf(world, alice)).toMatchObject({
        state: 'suspended',
        suspendedUntil: world.at(hour),
      });
    }),
  );

  test(
    'suspend a patient for a period that ends by itself',
    aside(async () => {
      const { registrarA, registrarR, alice } = hospital;
      const until = world.at(72 * hour);
      await world.do(judging('SuspendPerson', registrarA, alice, { until }));
      world.later(1);
      expectRefusal(await world.read('ReadPerson', alice, alice.name), 'NOT_ACTIVE');
      await world.do(judging('ReinstatePerson', registrarA, alice));
      expect(await stateOf(world, alice)).toMatchObject({ state: 'active', suspendedUntil: world.at(0) });
      const again = judging('SuspendPerson', registrarA, alice, { until: world.at(hour) });
      expectRefusal(await world.try(again), 'CONFLICT');
      await world.do(judging('SuspendPerson', registrarR, alice, { until: world.at(hour) }));
      world.later(hour - 1);
      expectRefusal(await world.read('ReadPerson', alice, alice.name), 'NOT_ACTIVE');
      world.later(1);
      answerOf(await world.read('ReadPerson', alice, alice.name));
    }),
  );
});

describe('ReadPerson', () => {
  test.each([
    ['the person', () => hospital.alice, () => hospital.alice],
    ['the registrar of the same hospital', () => hospital.registrarA, () => hospital.alice],
    ['the regulator’s registrar', () => hospital.registrarR, () => hospital.alice],
    ['the operator of the same organization', () => world.operators.HospitalA, () => hospital.auditorA],
    ['a service', () => world.services.HospitalB, () => hospital.alice],
    ['a patient, of an active doctor', () => hospital.anton, () => hospital.doctorB],
  ] as const)('answers %s', async (_, reader, person) => {
    expect(answerOf(await world.read('ReadPerson', reader(), person().name))).toHaveProperty('keys');
  });

  test.each([
    ['another patient', () => hospital.anton, () => hospital.alice],
    ['a doctor, of a patient', () => hospital.doctorA, () => hospital.alice],
    ['another hospital’s registrar', () => hospital.registrarB, () => hospital.alice],
    ['another operator', () => world.operators.Regulator, () => hospital.auditorA],
    ['an auditor', () => hospital.auditorA, () => hospital.alice],
    ['a patient, of a pending doctor', () => hospital.alice, () => hospital.pendingDoctor],
    ['a patient, of a suspended doctor', () => hospital.alice, () => hospital.suspendedDoctor],
  ] as const)('refuses %s', async (_, reader, person) => {
    expectRefusal(await world.read('ReadPerson', reader(), person().name), 'FORBIDDEN');
  });

  test('refuses strangers, pending people and malformed ids', async () => {
    const stranger = await world.issuers.person('HospitalAMSP', 'patient', world.time);
    expectRefusal(await world.read('ReadPerson', stranger, stranger.name), 'FORBIDDEN');
    expectRefusal(
      await world.read('ReadPerson', hospital.pendingDoctor, hospital.pendingDoctor.name),
      'NOT_ACTIVE',
    );
    expectRefusal(await world.read('ReadPerson', hospital.alice, `${hospital.alice.name}\u0000`), 'INVALID');
    expectRefusal(await world.read('ReadPerson', hospital.alice, 'x'.repeat(201)), 'INVALID');
  });
});
