import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { encodeId, personIdOf } from '@medseal/ledger-model';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/adapters/database.js';
import { composeVault } from '../src/compose-people.js';
import { Gate } from '../src/domain/gate.js';
import { KeyringBox, newKeyring } from '../src/domain/keyring.js';
import { Throttle } from '../src/domain/throttle.js';
import { SqliteAttempts } from '../src/adapters/attempts.js';
import { doctorForm, goodPassword, logIn, startTestGateway } from './ground/gateway.js';

const planted = {
  userName: 'planted.user',
  fullName: 'Planted Fullname',
  phone: '+49 170 4711 0815',
  address: 'Planted Street 5',
  email: 'planted@example.org',
  office: { address: 'Planted Ward', designation: 'Planted Designation', specialty: 'Planted Specialty' },
};
const secrets = Object.values({ ...planted, ...planted.office }).filter((value) => typeof value === 'string');

test('a whole visit, failures included, leaves no name, id, password, token or key in the log', async () => {
  const gateway = await startTestGateway();
  const form = { ...doctorForm('planted.user'), ...planted };
  const registered = await gateway.call('POST', '/api/v1/registrations', { body: form });
  const personId = String(registered.body.personId);
  await gateway.addRegistrar();
  const registrar = await logIn(gateway, 'front.desk');
  const token = await logIn(gateway, 'planted.user');
  await gateway.call('POST', '/api/v1/registrations', { body: form });
  await gateway.call('POST', '/api/v1/registrations', { body: { ...form, planted: 'Planted Unknown' } });
  await gateway.call('POST', '/api/v1/sessions', { body: '{"password":"Planted Broken' });
  await gateway.call('POST', '/api/v1/sessions', {
    body: { user: planted.userName, password: 'Planted Wrong', transport: 'bearer' },
  });
  await gateway.call('GET', `/api/v1/registrations?state=pending&name=Planted%20Query`, { token: registrar });
  await gateway.call('POST', `/api/v1/registrations/${personId}/refusal`, {
    token: registrar,
    body: { reason: 'Planted Reason' },
  });
  gateway.ca.reachable = false;
  await gateway.call('DELETE', `/api/v1/people/${personId}/suspension`, { token: registrar });
  await gateway.call('GET', `/api/v1/${personId}/Planted%20Path`, { token });
  await gateway.close();

  const log = gateway.logged.join('');
  expect(gateway.logged.length).toBeGreaterThan(10);
  expect(log).toContain('/api/v1/registrations/{personId}/refusal');
  const pseudonyms = [...gateway.ledger.persons.keys()];
  const keys = [...gateway.ledger.persons.values()].map((person) => person.signatureKey.slice(0, 40));
  const found = [
    ...secrets,
    ...pseudonyms,
    ...keys,
    ...gateway.ca.secrets,
    ...[personId, token, registrar, goodPassword, String(registered.body.recoveryCode)],
    'Planted',
    'planted',
    '127.0.0.1',
  ].filter((secret) => log.includes(secret));
  expect(found).toEqual([]);
});

test('the database file shows none of it either, and only its owner may read it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'medseal-database-'));
  const file = path.join(folder, 'gateway.sqlite');
  const pepper = randomBytes(32);
  const database = openDatabase(file);
  const { accounts, atRest } = composeVault({ pepper }, database);
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const personId = personIdOf(pseudonym, randomBytes(32).toString('base64'));
  const keyring = newKeyring('planted-enrolment-secret');
  const { sealed } = await new KeyringBox(pepper, new Gate(1, 0)).seal(keyring, personId, goodPassword);
  await accounts.reserve({
    personId,
    pseudonym,
    role: 'doctor',
    state: 'pending',
    keys: `sha256:${'0'.repeat(64)}` as never,
    profile: planted,
    keyring: sealed,
    registeredAt: new Date().toISOString(),
  });
  await accounts.confirm(personId);
  await accounts.noteState(personId, 'refused', 'Planted Reason');
  await new Throttle(new SqliteAttempts(database, atRest), () => new Date()).attempt({
    account: 'planted-typed-password',
    address: '192.0.2.77',
  });
  expect((await accounts.byUser('PLANTED.USER'))?.profile).toEqual(planted);
  expect((await accounts.byPersonId(personId))?.reason).toBe('Planted Reason');

  const files = await readdir(folder);
  expect(files).toContain('gateway.sqlite-wal');
  for (const name of files) {
    const content = (await readFile(path.join(folder, name))).toString('latin1');
    const shown = [...secrets, 'Planted', 'planted', '192.0.2.77'].filter((secret) =>
      content.includes(secret),
    );
    expect(shown).toEqual([]);
    expect(content.includes(Buffer.from(keyring.kemSeed).toString('latin1'))).toBe(false);
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
  }
  await database.destroy();
  await rm(folder, { recursive: true });
});

test('under another pepper nothing is found and nothing opens', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'medseal-database-'));
  const file = path.join(folder, 'gateway.sqlite');
  const database = openDatabase(file);
  const vault = composeVault({ pepper: randomBytes(32) }, database);
  const place = ['profile', 'somebody'];
  const sealed = vault.atRest.seal(place, { fullName: 'Ada' });
  expect(vault.atRest.open(place, sealed)).toEqual({ fullName: 'Ada' });
  expect(() => vault.atRest.open(['profile', 'another'], sealed)).toThrow();
  const other = composeVault({ pepper: randomBytes(32) }, database).atRest;
  expect(() => other.open(place, sealed)).toThrow();
  expect(other.lookup('userName', 'ada')).not.toBe(vault.atRest.lookup('userName', 'ada'));
  await database.destroy();
  await rm(folder, { recursive: true });
});
