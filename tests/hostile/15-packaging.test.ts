import { afterAll, beforeAll, expect, test } from 'vitest';
import { readinessOf } from '../src/kit/network/health.js';
import { OrdererClient } from '../src/hostile/orderer-client.js';
import { type Packaging, repackaged } from '../src/hostile/repackage.js';
import { pdf } from '../src/kit/files/documents.js';
import { bytes } from '../src/hostile/wire.js';
import { eventually } from '../src/kit/eventually.js';
import { consentBody, type Person, problemOf } from '../src/kit/api/gateway-client.js';
import { LedgerClient } from '../src/kit/network/ledger.js';
import { newcomer } from '../src/kit/network/ledger-person.js';
import { Network, organizationNames } from '../src/kit/network/network.js';
import { newPatient } from '../src/kit/api/people.js';

const network = new Network();
let ledger: LedgerClient;
let orderer: OrdererClient;
let patient: Person;
let reportId: string;

beforeAll(async () => {
  ledger = await LedgerClient.of(network, 'HospitalB');
  orderer = await OrdererClient.of(network, 'HospitalB');
  patient = await newPatient(network, 'HospitalA', 'Patient of the others');
  ({ reportId } = await patient.upload(pdf('packaging.pdf', ['packaging']), 'Packaging'));
});

afterAll(() => {
  ledger.close();
  orderer.close();
});

const packagings: readonly (readonly [string, Packaging])[] = [
  ['nothing changed', {}],
  ['an endorser that cannot be read', { moreEndorsements: [bytes(1, [Buffer.of(255)])] }],
  ['an unknown field in an endorsement', { moreEndorsements: [Buffer.of(8, 0)] }],
  ['an empty endorsement', { moreEndorsements: [Buffer.alloc(0)] }],
  ['a header in two parts', { inTwoParts: ['header'] }],
  ['an endorsed action in two parts', { inTwoParts: ['endorsedAction'] }],
  ['all of it', { moreEndorsements: [bytes(1, [Buffer.of(255)])], inTwoParts: ['header', 'endorsedAction'] }],
];

/** A consent goes only to a person whom HospitalA's projection knows. */
const grantTo = (person: Readonly<{ personId: string }>) =>
  patient.call('POST', '/consents', consentBody(person, reportId, { purposes: ['FAMRQT'] }));

test.each(packagings)(
  'an act of a member’s client in an envelope with %s is in the others’ lists',
  async (_name, packaging) => {
    const { person, call } = await newcomer(network, 'HospitalB');
    const { transactionId, prepared } = await ledger.endorse(person.identity, call);
    expect(await orderer.broadcast(await repackaged(prepared, person.identity, packaging))).toBe(200);
    const shown = await eventually('HospitalA shows the transaction', async () => {
      const path = `/ledger/transactions/${transactionId}`;
      return await patient.call<object>('GET', path).catch(() => undefined);
    });
    expect(shown).toMatchObject({ kind: 'act', function: 'PersonContract:RegisterPerson', valid: true });
    await grantTo(person);
  },
);

test.each(['\nx', '\n'])('a call with %j after its name is refused', async (suffix) => {
  const { person, call } = await newcomer(network, 'HospitalB');
  await expect(
    ledger.submit(person.identity, { ...call, function: call.function + suffix }),
  ).rejects.toThrow();
  expect(await problemOf(grantTo(person))).toMatchObject({ status: 404 });
  await ledger.submit(person.identity, call);
});

test('every gateway has read every valid transaction', async () => {
  for (const name of organizationNames) {
    const { checks } = await readinessOf(network, name);
    expect(checks.find((check) => check.name === 'projection')).toMatchObject({ state: 'ok' });
  }
});
