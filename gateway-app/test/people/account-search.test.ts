import { randomBytes } from 'node:crypto';
import { digestOf, encodeId } from '@medseal/ledger-model';
import { afterEach, expect, test } from 'vitest';
import { SqliteAccounts } from '../../src/adapters/sqlite/accounts.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import type { Account } from '../../src/domain/people/accounts.js';
import { AtRestCipher } from '../../src/domain/shared/at-rest-cipher.js';

const database = openDatabase(':memory:');
const accounts = new SqliteAccounts({
  database,
  atRest: new AtRestCipher(randomBytes(32)),
  sweepClock: () => new Date(),
});
afterEach(async () => {
  await database.destroy();
});

function account(number: number): Account {
  const nothing = new Uint8Array(1);
  return {
    personId: encodeId('person', randomBytes(16)),
    pseudonym: encodeId('pseudonym', randomBytes(16)),
    role: 'patient',
    state: 'active',
    keys: digestOf('keys'),
    profile: { userName: `person.${number}`, fullName: `Person ${number}` },
    keyring: { salt: nothing, byPassword: nothing, byRecoveryCode: nothing },
    registeredAt: '2026-11-24T10:00:00.000Z',
  };
}

test('one search examines a limited number of accounts and says where to continue', async () => {
  for (let number = 1; number <= 5_002; number++) await accounts.reserve(account(number));
  await database.updateTable('account').set({ stage: 'confirmed' }).execute();
  const fits = ({ profile }: Account) => ['person.3', 'person.5001'].includes(profile.userName);
  const first = await accounts.search({ fits }, { limit: 2 });
  expect(first.items.map(({ profile }) => profile.userName)).toEqual(['person.3']);
  const { next = '' } = first;
  const second = await accounts.search({ fits }, { limit: 2, after: next });
  expect(second.items.map(({ profile }) => profile.userName)).toEqual(['person.5001']);
  expect(second.next).toBeUndefined();
});
