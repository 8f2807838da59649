import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { composeVault } from '../../src/composition/people.js';
import { addOfficer } from '../../src/use-cases/people/add-officer.js';
import { FakeCa } from '../support/fake-ca.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { FakeLedger } from '../support/fake-ledger.js';
import { goodPassword } from '../support/gateway.js';

const now = (): Date => new Date();
const pseudonym = encodeId('pseudonym', randomBytes(16));
const officer = {
  userName: 'front.desk',
  fullName: 'Robin Desk',
  password: goodPassword,
  pseudonym,
  enrolmentSecret: 'the secret that the CA knows',
  role: 'auditor',
};
let database: ReturnType<typeof openDatabase>;
let parts: Parameters<typeof addOfficer>[0] & { ledger: FakeLedger; ca: FakeCa };

beforeEach(async () => {
  database = openDatabase(':memory:');
  const vault = composeVault({ pepper: randomBytes(32) }, database);
  const ledger = new FakeLedger();
  parts = {
    ...vault,
    ledger,
    reads: new LedgerReads(ledger),
    ca: new FakeCa(now),
    now,
    mspId: 'RegulatorMSP',
  };
  await parts.ca.register({ pseudonym, role: 'auditor', secret: officer.enrolmentSecret });
});
afterEach(async () => {
  await database.destroy();
});

test('an officer is registered under the given pseudonym, pending, with the keys to approve', async () => {
  const added = await addOfficer(parts, officer);
  expect(parts.ledger.persons.get(pseudonym)).toMatchObject({
    personId: added.personId,
    role: 'auditor',
    state: 'pending',
    keys: added.keys,
  });
  const account = await parts.accounts.byUser('FRONT.DESK');
  expect(account?.profile).toEqual({ userName: 'front.desk', fullName: 'Robin Desk' });
  const keyring = await parts.keyrings.open(account?.keyring, account?.personId, goodPassword);
  expect(keyring?.enrolmentSecret).toBe(officer.enrolmentSecret);
});

test.each([
  ['another role', { role: 'doctor' }],
  ['no pseudonym', { pseudonym: 'somebody' }],
  ['an unknown field', { admin: true }],
  ['a weak password', { password: 'front.desk-1234' }],
  ['a user name with blanks', { userName: 'front desk' }],
  ['a name that changes the direction of writing', { fullName: 'Robin \u202EkseD' }],
  ['a secret that the CA does not know', { enrolmentSecret: 'wrong' }],
])('%s creates nothing', async (_what, change) => {
  const failed = addOfficer(parts, { ...officer, ...change });
  await expect(failed).rejects.toThrow(/^(INVALID|NOT_ACTIVE): /);
  expect(parts.ledger.persons.size).toBe(0);
  expect(await parts.accounts.byUser(officer.userName)).toBeUndefined();
  await addOfficer(parts, officer);
});
