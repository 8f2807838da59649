import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeEach, expect, test } from 'vitest';
import type { SignedInPerson } from '../../src/domain/shared/signed-in-person.js';
import { contributionBasis } from '../../src/use-cases/reports/contribution-basis.js';
import { FakeProjection } from '../support/fake-projection.js';

const from = '2026-01-01T00:00:00.000Z';
const until = '2999-01-01T00:00:00.000Z';
const patient = encodeId('pseudonym', randomBytes(16));
const pseudonym = encodeId('pseudonym', randomBytes(16));
const doctor = { pseudonym, mspId: 'HospitalBMSP', role: 'doctor' } as SignedInPerson;
const assignmentId = encodeId('assignment', randomBytes(16));
const consentId = encodeId('consent', randomBytes(16));
let projection: FakeProjection;
let waits: number;

beforeEach(() => {
  projection = new FakeProjection();
  waits = 0;
});

function assign(): void {
  projection.put('assignment', {
    ...{ assignmentId, patient, doctor: pseudonym, from, until, state: 'active' },
  });
}

function permit(): void {
  projection.put('consent', {
    ...{ consentId, patient, grantee: { person: pseudonym }, permission: 'contribute', purposes: ['TREAT'] },
    ...{ scope: { all: true }, from, until, state: 'active' },
  });
}

/** @param arrives what the peer has but the projection takes in only now */
async function basis(arrives: () => void = () => undefined) {
  const caughtUp = (): Promise<void> => {
    waits++;
    arrives();
    return Promise.resolve();
  };
  return await contributionBasis({ projection, caughtUp }, doctor, patient);
}

test('a known assignment and a known consent are named at once', async () => {
  assign();
  permit();
  expect(await basis()).toEqual({ assignment: assignmentId, consent: consentId });
  expect(waits).toBe(0);
});

test('a consent that another hospital has just recorded is waited for', async () => {
  assign();
  expect(await basis(permit)).toEqual({ assignment: assignmentId, consent: consentId });
  expect(waits).toBe(1);
});

test('an assignment that was just recorded is waited for', async () => {
  permit();
  expect(await basis(assign)).toEqual({ assignment: assignmentId, consent: consentId });
});

test('what does not exist is refused after one wait', async () => {
  await expect(basis()).rejects.toMatchObject({ code: 'NOT_ASSIGNED' });
  assign();
  await expect(basis()).rejects.toMatchObject({ code: 'NO_PERMISSION' });
  expect(waits).toBe(2);
});
