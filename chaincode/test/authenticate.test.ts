import type { SubmittedFunction } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { withCreator } from './support/actors.js';
import { attacks } from './support/attacks.js';
import type { Call } from './support/calls.js';
import { openClinic, type Clinic } from './support/clinic.js';
import { registering } from './support/content.js';
import { submittedNames, validCalls } from './support/valid-calls.js';
import { hour } from './support/world.js';

let hospital: Clinic;
let calls: Readonly<Record<SubmittedFunction, Call>>;

beforeAll(async () => {
  hospital = await openClinic();
  calls = await validCalls(hospital);
});

/** Publishing the same data or setting the same preferences again changes nothing. */
const repeatable: readonly SubmittedFunction[] = ['PublishOrganization', 'SetPreferences'];

describe.each(submittedNames)('%s', (name) => {
  test('carries out an honest act', async () => {
    const { status, payload, event } = await hospital.world.try(calls[name]);
    expect({ status, payload, event: event?.payload.length }).toEqual({
      status: 200,
      payload: 'DONE',
      event: 0,
    });
  });

  test('accepts an act signed up to five minutes before or after', async () => {
    for (const at of ['2026-11-24T09:55:00.000Z', '2026-11-24T10:05:00.000Z']) {
      expect((await hospital.world.try(calls[name], { at })).message).toBe('');
    }
  });

  test('does nothing when it is replayed', async () => {
    await hospital.world.aside(async () => {
      await hospital.world.do(calls[name]);
      const { status, code } = await hospital.world.try(calls[name]);
      if (repeatable.includes(name)) expect(status).toBe(200);
      else expect({ status, code }).toEqual({ status: 500, code: 'CONFLICT' });
    });
  });

  test.each(attacks.filter(({ not = [] }) => !not.includes(name)))(
    'refuses $what: $code',
    async ({ code, attempt }) => {
      const simulation = await attempt(calls[name], hospital);
      expect({ status: simulation.status, code: simulation.code }).toEqual({ status: 500, code });
      expect(simulation.message).not.toMatch(/(nym|per|rep|ver|con|dis|asg|req|aud)_|MSP/);
    },
  );
});

describe('the operator', () => {
  test('cannot act for another organization', async () => {
    const { world } = hospital;
    const actor = withCreator(world.operators.HospitalA, world.operators.HospitalB.creator);
    const { code } = await world.try({ ...calls.PublishOrganization, actor });
    expect(code).toBe('BAD_SIGNATURE');
  });

  test('cannot register anyone', async () => {
    const actor = hospital.world.operators.HospitalA;
    const call = registering(hospital.pendingDoctor);
    const { code } = await hospital.world.try({ ...call, actor: { ...actor } });
    expect(code).toBe('FORBIDDEN');
  });
});

describe('a person', () => {
  test('acts with a certificate for exactly nine hours, and at its last moment', async () => {
    const { world, alice } = hospital;
    const call = calls.ProposeReport;
    for (const left of [9 * hour, 0]) {
      const notAfter = new Date(world.time.getTime() + left);
      const creator = await world.issuers.identity(alice.mspId, 'patient', alice.name, {
        time: world.time,
        notAfter,
      });
      expect((await world.try({ ...call, actor: withCreator(alice, creator) })).message).toBe('');
    }
  });
});
