import {
  canonicalBytes,
  compositeKey,
  type ConsentId,
  type JsonValue,
  parseCanonical,
} from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { addingWraps } from './support/acts.js';
import type { PersonActor } from './support/actors.js';
import {
  grantingAll,
  hospitalB,
  openClinic,
  toDoctorsOfB,
  wrapUnder,
  type Clinic,
} from './support/clinic.js';
import { disclosing, revoking } from './support/content.js';
import { answerOf, expectDone, expectRefusal } from './support/expecting.js';
import type { World } from './support/world.js';

let clinic: Clinic;
let world: World;
/** Registers at HospitalB as a patient after the consents below. */
let newcomer: PersonActor;

beforeAll(async () => {
  clinic = await openClinic();
  ({ world } = clinic);
  newcomer = await world.register('HospitalB', 'patient');
});

const to = (role: JsonValue | undefined) => ({
  grantee: { organization: hospitalB.name, ...(role === undefined ? {} : { role }) },
});

function grant(more: object) {
  return grantingAll(clinic, { patient: clinic.paula, grantee: hospitalB, reports: [clinic.plain] }, more);
}

const contribute = { permission: 'contribute' };
const toContribute = (role: JsonValue) =>
  grantingAll(clinic, { patient: clinic.paula, grantee: hospitalB }, { ...to(role), ...contribute });

describe('a consent to an organization', () => {
  test.each([undefined, 'patient', 'registrar', 'operator', 'service', 'technician', '', null, ['doctor']])(
    'is refused with %j as its role',
    async (role) => {
      for (const more of [to(role), { ...to(role), ...contribute }])
        expectRefusal(await world.try(grant(more).call), 'INVALID', 'malformed at grantee');
    },
  );

  test.each(['doctor', 'auditor', 'system'])('may name the role %s to read', async (role) => {
    expectDone(await world.try(grant(to(role)).call));
  });

  test('names only doctors to contribute', async () => {
    expectDone(await world.try(toContribute('doctor').call));
    for (const role of ['auditor', 'system'])
      expectRefusal(await world.try(toContribute(role).call), 'INVALID', 'only doctors contribute');
  });
});

/** Writes the grantee of a consent on the ledger as older rules accepted it. */
function older(consentId: ConsentId, grantee: JsonValue): void {
  const key = compositeKey('consent', [consentId]);
  const record = parseCanonical(world.peer.ledger.get('care', key)) as Record<string, JsonValue>;
  world.peer.ledger.commit([{ collection: 'care', key, value: canonicalBytes({ ...record, grantee }) }]);
}

async function outcomeFor(reader: PersonActor, consentId: ConsentId): Promise<JsonValue | undefined> {
  const { disclosureId, call } = disclosing(reader, clinic.plain, consentId);
  await world.do(call);
  const { outcome, reason } = answerOf(await world.read('ReadDisclosure', reader, disclosureId));
  return reason ?? outcome;
}

describe.each([
  ['to doctors', to('doctor'), 'permit'],
  ['under older rules, without a role', to(undefined), 'permit'],
  ['under older rules, to patients', to('patient'), 'NOT_THE_GRANTEE'],
] as const)('a consent to an organization %s', (_, { grantee }, forDoctors) => {
  test('does not admit a patient who registers there, and shows them nothing', () =>
    world.aside(async () => {
      const { plain, doctorB, doctorA, paula } = clinic;
      const { consentId, call } = grant(toDoctorsOfB);
      await world.do(call);
      older(consentId, grantee);
      expect(await outcomeFor(newcomer, consentId)).toBe('NOT_THE_GRANTEE');
      expect(await outcomeFor(doctorA, consentId)).toBe('NOT_THE_GRANTEE');
      expect(await outcomeFor(doctorB, consentId)).toBe(forDoctors);
      for (const read of [
        world.read('ReadConsent', newcomer, consentId),
        world.read('ReadVersion', newcomer, plain.versionId, consentId),
      ])
        expectRefusal(await read, 'FORBIDDEN');
      const shown = answerOf(await world.read('ReadConsent', paula, consentId));
      expect(shown['grantee']).toEqual({ role: 'doctor', ...grantee });
    }));

  test('is extended and revoked by its patient', () =>
    world.aside(async () => {
      const { further, paula } = clinic;
      const { consentId, call } = grant(toDoctorsOfB);
      await world.do(call);
      older(consentId, grantee);
      const wrap = wrapUnder(consentId, hospitalB, further.versionId);
      await world.do(addingWraps(paula, consentId, [wrap]));
      await world.do(revoking(paula, consentId));
    }));
});
