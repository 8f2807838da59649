import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOf } from '../../src/kit/network/health.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { canRun } from '../../src/kit/network/machine.js';
import { lackingForMovedClocks, MovedClock } from '../../src/kit/network/moved-clock.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { comesBack } from '../../src/kit/api/reports.js';

const able = canRun('gateways whose clock is wrong', lackingForMovedClocks());
const hour = 3_600;

describe.runIf(able)('a gateway whose clock', () => {
  const network = new Network();
  const document = pdf('clock.pdf', ['clock']);
  let clock: MovedClock;
  let patient: Person;

  beforeAll(async () => {
    patient = await newPatient(network, 'HospitalA', 'Clock Patient');
    clock = await MovedClock.of(network, 'HospitalA/gateway');
    await works();
  });
  afterAll(async () => {
    await clock.putBack();
  });

  const works = () =>
    eventually('a report is shared and read', async () => {
      return (await comesBack(await patient.logIn(), document, 'Clock')) || undefined;
    });

  /** Peers refuse what a gateway with such a clock asks, also for a log-in. */
  const refused = async () => {
    const problem = await problemOf(patient.logIn());
    expect(problem).toMatchObject({ status: 503, code: 'CLOCK_WRONG' });
    expect(problem.detail).toMatch(/clock/);
  };

  test('was ahead and is right again locks nobody out and works on', async () => {
    await clock.moveTo(2 * hour);
    for (let login = 0; login < 3; login++) await refused();
    await clock.moveTo(0);
    for (let login = 0; login < 6; login++) await patient.logIn();
    await works();
  });

  test.each([
    [hour, /seconds ahead of/],
    [-hour, /seconds behind/],
  ])(
    'is %i seconds off says that it is the clock, to callers and in its checks, and works once it is right',
    async (offset, words) => {
      await clock.moveTo(offset);
      await refused();
      const check = await eventually('the check of the clock fails', async () => {
        const found = await checkOf(network, 'HospitalA', 'clock');
        return found.state === 'fail' ? found : undefined;
      });
      expect(check.detail).toMatch(words);
      await clock.moveTo(0);
      await works();
      await eventually('the check is well', async () => {
        const { state } = await checkOf(network, 'HospitalA', 'clock');
        return state === 'ok' || undefined;
      });
    },
  );

  test('that was set back says so to who is signed in', async () => {
    const signedIn = await patient.logIn();
    await clock.moveTo(-hour);
    expect(await problemOf(signedIn.upload(document, 'Clock'))).toMatchObject({ code: 'CLOCK_WRONG' });
    await clock.moveTo(0);
    await works();
  });
});
