import { encodeId } from '@medseal/ledger-model';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { SqliteAccounts } from '../src/adapters/accounts.js';
import { openDatabase } from '../src/adapters/database.js';
import type { Account } from '../src/domain/accounts.js';
import { AtRest } from '../src/domain/at-rest.js';
import type { OpenSession } from '../src/domain/sessions.js';
import { Assignments } from '../src/use-cases/assignments.js';
import { PersonReferences } from '../src/use-cases/person-references.js';
import { AuditWorld, type Named } from './ground/audit-world.js';
import { newId } from './ground/blocks.js';
import { organizationsOf } from './ground/organizations.js';
import { projectionOf } from './ground/projection-file.js';

const from = '2026-01-01T00:00:00.000Z';
const until = '2027-01-01T00:00:00.000Z';

let world: AuditWorld;
let assignments: Assignments;
/** Person ids of every look-up of names. */
let lookUps: (readonly string[])[];

beforeEach(async () => {
  world = new AuditWorld();
  const { patientA, patientB, doctorA, doctorB } = world.people;
  for (const [patient, doctor] of [
    [patientA, doctorB],
    [patientA, doctorA],
    [patientB, doctorB],
  ] as const) {
    const assignmentId = newId('assignment');
    const people = { patient: patient.creator, doctor: doctor.creator, mspId: patient.mspId };
    const act = { rules: '', salt: '', made: { function: 'AssignSpecialist', tx: '', statement: {} } };
    const fields = { ...act, assignmentId, ...people, from, until, state: 'active' };
    world.write('CareContract:AssignSpecialist', patient, { type: 'assignment', id: assignmentId, fields });
  }
  const { projection } = await projectionOf(world.chain.blocks);
  const organizations = organizationsOf(['HospitalA', 'HospitalB', 'Regulator']);
  const references = new PersonReferences({ people: projection, organizations, projection });
  const accounts = new SqliteAccounts(openDatabase(':memory:'), new AtRest(randomBytes(32)));
  await accounts.reserve(account(patientA, 'Ada Example'));
  await accounts.confirm(patientA.personId as Account['personId']);
  lookUps = [];
  const names = {
    namesOf: (personIds: readonly string[]) => {
      lookUps.push(personIds);
      return accounts.namesOf(personIds);
    },
  };
  assignments = new Assignments({
    ledger: {} as never,
    projection,
    grantees: {} as never,
    references,
    names,
  });
});

/** An account at hospital A. */
function account({ personId, creator }: Named, fullName: string): Account {
  const nothing = new Uint8Array(1);
  return {
    personId: personId as Account['personId'],
    pseudonym: creator as Account['pseudonym'],
    role: 'patient',
    state: 'active',
    keys: `sha256:${'0'.repeat(64)}` as Account['keys'],
    profile: { userName: 'ada', fullName },
    keyring: { salt: nothing, byPassword: nothing, byRecoveryCode: nothing },
    registeredAt: from,
  };
}

function sessionOf({ creator, mspId }: Pick<Named, 'creator' | 'mspId'>, role: string): OpenSession {
  return { person: { pseudonym: creator, mspId, role } } as OpenSession;
}

function listed(session: OpenSession) {
  return assignments.list({ page: { limit: 10 } }, session);
}

describe('assignments', () => {
  test('name their patients to the registrar, with one look-up for a page', async () => {
    const registrar = sessionOf(
      { creator: encodeId('pseudonym', randomBytes(16)), mspId: 'HospitalAMSP' },
      'registrar',
    );
    const { personId } = world.people.patientA;
    const { items } = await listed(registrar);
    const named = { personId, organization: 'HospitalA', fullName: 'Ada Example' };
    expect(items.map(({ patient }) => patient)).toEqual([named, named]);
    expect(lookUps).toEqual([[personId, personId]]);
  });

  test('name a patient without an account by id', async () => {
    const registrar = sessionOf(
      { creator: encodeId('pseudonym', randomBytes(16)), mspId: 'HospitalBMSP' },
      'registrar',
    );
    const { items } = await listed(registrar);
    const { personId } = world.people.patientB;
    expect(items.map(({ patient }) => patient)).toEqual([{ personId, organization: 'HospitalB' }]);
  });

  test('name no patient to anybody else', async () => {
    const { doctorB, patientA } = world.people;
    for (const session of [sessionOf(doctorB, 'doctor'), sessionOf(patientA, 'patient')]) {
      const { items } = await listed(session);
      expect(items).toHaveLength(2);
      for (const { patient } of items) expect(patient).not.toHaveProperty('fullName');
    }
    expect(lookUps).toEqual([]);
  });

  test('are none where there is none', async () => {
    const registrar = sessionOf({ creator: '', mspId: 'RegulatorMSP' }, 'registrar');
    expect((await listed(registrar)).items).toEqual([]);
  });
});
