import { encodeId, parseCompositeKey, personIdOf } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { base64 } from './support/actors.js';
import { judging, keysOf, profile, registering } from './support/content.js';
import { expectRefusal, stateOf } from './support/expecting.js';
import { asideIn, openHospital } from './support/world.js';

const hospital = await openHospital();
const { world } = hospital;
const aside = asideIn(world);

describe('RegisterPerson', () => {
  test('makes patients active and others pending, unverified, with the digest of their keys', async () => {
    const { alice, pendingDoctor } = hospital;
    expect(await stateOf(world, alice)).toMatchObject({
      personId: personIdOf(alice.name, alice.nonce),
      mspId: 'HospitalAMSP',
      role: 'patient',
      state: 'active',
      identityVerified: false,
      ...keysOf(alice),
    });
    expect(await stateOf(world, pendingDoctor)).toMatchObject({ role: 'doctor', state: 'pending' });
  });

  test('refuses a person id that does not match pseudonym and nonce', async () => {
    const person = await world.issuers.person('HospitalAMSP', 'patient', world.time);
    const call = registering(person);
    const other = { ...call.statement, personId: encodeId('person', Buffer.alloc(16)) };
    expectRefusal(await world.try({ ...call, statement: other }), 'INVALID', 'person id');
    const nonce = { ...call.statement, nonce: base64(32) };
    expectRefusal(await world.try({ ...call, statement: nonce }), 'INVALID', 'person id');
  });

  test.each([
    ['patient', undefined],
    ['doctor', true],
    ['registrar', false],
  ] as const)('refuses a %s with emergencyHalf %s', async (role, emergencyHalf) => {
    const person = await world.issuers.person('HospitalAMSP', role, world.time);
    const call = registering(person);
    const statement = { ...call.statement, emergencyHalf };
    expectRefusal(await world.try({ ...call, statement }), 'INVALID', 'emergencyHalf');
  });

  test.each([
    ['patient', { profile }],
    ['registrar', { profile }],
    ['doctor', {}],
  ] as const)('refuses a %s with the attachments %o', async (role, more) => {
    const person = await world.issuers.person('HospitalAMSP', role, world.time);
    const attachments = { keys: keysOf(person), ...more };
    expectRefusal(await world.try({ ...registering(person), attachments }), 'INVALID', 'profile');
  });

  test(
    'keeps a doctor’s profile private until the doctor is rejected',
    aside(async () => {
      const person = await world.issuers.person('HospitalAMSP', 'doctor', world.time);
      const { writes } = await world.do(registering(person));
      const written = writes.map(({ collection, key }) => [collection, parseCompositeKey(key)?.type]);
      expect(written).toEqual([
        ['directory', 'person'],
        ['directory', 'profile'],
      ]);
      const refusal = await world.do(judging('RefusePerson', hospital.registrarA, person));
      const purged = refusal.writes.filter(({ value }) => value === undefined);
      expect(purged.map(({ key }) => parseCompositeKey(key))).toEqual([
        { type: 'profile', parts: [person.name] },
      ]);
    }),
  );

  test('refuses keys that the newcomer does not possess', async () => {
    const person = await world.issuers.person('HospitalAMSP', 'patient', world.time);
    const call = registering(person);
    const keys = { ...keysOf(person), signatureKey: hospital.alice.keys.publicKey };
    expectRefusal(await world.try({ ...call, attachments: { keys } }), 'BAD_SIGNATURE');
  });
});
