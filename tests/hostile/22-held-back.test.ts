import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { factId } from '@medseal/ledger-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmsOf } from '../src/kit/network/health.js';
import { actCall } from '../src/kit/api/acts.js';
import { pdf } from '../src/kit/files/documents.js';
import { eventually } from '../src/kit/eventually.js';
import { consentBody, inSeconds, type Person } from '../src/kit/api/gateway-client.js';
import { LedgerClient } from '../src/kit/network/ledger.js';
import { type LedgerPerson, newLedgerPatient } from '../src/kit/network/ledger-person.js';
import { Network, organizationNames } from '../src/kit/network/network.js';
import { newPatient } from '../src/kit/api/people.js';
import { callPart, partCertificate } from '../src/kit/api/tls.js';

const seconds = 1_000;
const network = new Network();
let ledger: LedgerClient;
let patient: Person;
let reader: LedgerPerson;
let report: { reportId: string; versionId: string };
let consentId: string;

beforeAll(async () => {
  ledger = await LedgerClient.of(network, 'HospitalB');
  patient = await newPatient(network, 'HospitalA', 'Delayed Patient');
  report = await patient.upload(pdf('delayed.pdf', ['delayed']), 'Delayed');
  reader = await newLedgerPatient(network, ledger, 'HospitalB');
  // Readings below are signed with times that have passed.
  const wish = consentBody(reader, report.reportId, { from: inSeconds(-600) });
  ({ consentId } = await eventually('HospitalA knows the reader', () =>
    patient.call<{ consentId: string }>('POST', '/consents', wish),
  ));
});

afterAll(() => {
  ledger.close();
});

/** A permitted reading, and the id that it will have. */
function reading() {
  const salt = randomBytes(16).toString('base64');
  const statement = {
    ...{ salt, report: report.reportId, version: report.versionId, purpose: 'TREAT' },
    basis: { consent: consentId },
  };
  return {
    call: actCall({ function: 'DiscloseReport', statement }, reader),
    disclosureId: factId('disclosure', { function: 'DiscloseReport', actor: reader.name, salt }),
  };
}

/** What each organization's key agent answers the reader's gateway: status, and the code of a refusal. */
async function released(disclosureId: string): Promise<readonly (readonly [number, unknown])[]> {
  const certificate = partCertificate(network, 'HospitalB', 'gateway');
  return await Promise.all(
    organizationNames.map(async (organization) => {
      const port = await network.port(`${organization}/agent`);
      const call = { method: 'POST', path: '/releases', body: { disclosureId }, certificate };
      const { status, body } = await callPart(network, { organization, port }, call);
      return [status, (JSON.parse(body.toString()) as { code?: unknown }).code] as const;
    }),
  );
}

/** Whether each organization's gateway shows a transaction as late. */
async function shownLate(transactionId: string): Promise<readonly boolean[]> {
  return await Promise.all(
    organizationNames.map(async (organization) => {
      const auditor = await network.demoPerson(organization, 'auditor');
      const { late } = await eventually('the transaction is shown', () =>
        auditor.call<{ late: boolean }>('GET', `/ledger/transactions/${transactionId}`),
      );
      return late;
    }),
  );
}

test('a reading that is ordered at once is released by every agent, and late for no one', async () => {
  const { call, disclosureId } = reading();
  const prepared = await ledger.endorseAt(new Date(Date.now() - 60 * seconds), reader.identity, call);
  const { transactionId } = await ledger.order(reader.identity, prepared);
  expect(await released(disclosureId)).toEqual(organizationNames.map(() => [200, undefined]));
  expect(await shownLate(transactionId)).toEqual([false, false, false]);
});

test('one that is held back takes effect late: no agent releases anything, every gateway shows it', async () => {
  const { call, disclosureId } = reading();
  // As old as peers endorse it, so that holding it back for some seconds makes it late.
  const signedAt = new Date(Date.now() - 112 * seconds);
  const prepared = await ledger.endorseAt(signedAt, reader.identity, call);
  await delay(9 * seconds);
  // Meanwhile the others go on, which shows how late it is.
  await patient.disclose(report.reportId, 'PATRQT');
  await newLedgerPatient(network, ledger, 'HospitalB');
  const { transactionId, block } = await ledger.order(reader.identity, prepared);
  expect(await released(disclosureId)).toEqual(organizationNames.map(() => [403, 'EXPIRED']));
  expect(await shownLate(transactionId)).toEqual([true, true, true]);

  const { items } = await patient.call<{ items: readonly { disclosureId: string; late: boolean }[] }>(
    'GET',
    '/disclosures?view=of-me',
  );
  expect(items.filter(({ late }) => late).map((each) => each.disclosureId)).toEqual([disclosureId]);
  for (const organization of organizationNames) {
    const alarms = await alarmsOf(network, organization, 'LATE_ACT');
    expect(alarms).toContainEqual(
      expect.objectContaining({ mspId: 'HospitalBMSP', block: block.toString(), count: 1 }),
    );
  }
});
