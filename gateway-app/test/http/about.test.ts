import { afterEach, expect, test } from 'vitest';
import { Failure } from '../../src/domain/shared/failure.js';
import { DescribeGateway } from '../../src/use-cases/about.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { organizationsOf } from '../support/organizations.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

test('a gateway tells anyone whose it is and what forms need', async () => {
  gateway = await startTestGateway();
  const about = {
    organization: 'HospitalA',
    kind: 'hospital',
    organizations: [
      { name: 'HospitalA', hospital: true },
      { name: 'Regulator', hospital: false },
    ],
    longestConsentDays: 90,
    maxReportSize: 2 ** 31,
    mediaTypes: ['application/pdf', 'image/png', 'image/jpeg'],
    idleMinutes: 15,
    hasStaff: false,
  };
  expect(await gateway.call('GET', '/api/v1/about')).toMatchObject({ status: 200, body: about });
  await gateway.addRegistrar();
  gateway.clock.time += 5_000;
  expect((await gateway.call('GET', '/api/v1/about')).body).toEqual({ ...about, hasStaff: true });
});

test('an organization without a store is a regulator', async () => {
  gateway = await startTestGateway({ organization: 'Regulator' });
  const { body } = await gateway.call('GET', '/api/v1/about');
  expect(body).toMatchObject({ organization: 'Regulator', kind: 'regulator' });
});

/** Counts the work that answers cost. */
function counted(all: () => ReturnType<ReturnType<typeof organizationsOf>['all']>) {
  const clock = { time: 0 };
  const asked = { ledger: 0, database: 0 };
  const organizations = organizationsOf(['HospitalA']);
  const gatewayAbout = new DescribeGateway({
    organization: 'HospitalA',
    hasStore: true,
    maxReportSize: 1,
    organizations: {
      ...organizations,
      all: () => {
        asked.ledger++;
        return all();
      },
    },
    accounts: {
      hasOfficer: () => {
        asked.database++;
        return Promise.resolve(true);
      },
    },
    now: () => new Date(clock.time),
  });
  return { clock, asked, describe: () => gatewayAbout.describe() };
}

test('many callers cost as much as one', async () => {
  const { clock, asked, describe } = counted(() => organizationsOf(['HospitalA', 'HospitalB']).all());
  await Promise.all(Array.from({ length: 50 }, () => describe()));
  clock.time += 4_999;
  await describe();
  expect(asked).toEqual({ ledger: 1, database: 1 });
  clock.time += 1;
  await describe();
  expect(asked).toEqual({ ledger: 2, database: 2 });
});

test('without the ledger only this organization is named', async () => {
  const { describe } = counted(() => Promise.reject(new Failure('UNAVAILABLE', 'no peer')));
  expect((await describe()).organizations).toEqual([{ name: 'HospitalA', hospital: true }]);
});
