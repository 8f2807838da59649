import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeId, personIdOf } from '@medseal/ledger-model';
import { expect, test } from 'vitest';
import { SqliteAttempts } from '../../src/adapters/sqlite/attempts.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { composeVault } from '../../src/composition/people.js';
import { ConcurrencyLimit } from '../../src/domain/shared/concurrency-limit.js';
import { KeyringBox, newKeyring } from '../../src/domain/people/keyring.js';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import { goodPassword } from '../support/gateway.js';
import { planted, plantedTexts } from '../support/planted.js';

test('the database file contains nothing about a person in plain text, and only its owner may read it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'medseal-database-'));
  const file = path.join(folder, 'gateway.sqlite');
  const pepper = randomBytes(32);
  const database = openDatabase(file);
  const { accounts, atRest } = composeVault({ pepper }, database);
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const personId = personIdOf(pseudonym, randomBytes(32).toString('base64'));
  const keyring = newKeyring('planted-enrolment-secret');
  const { sealed } = await new KeyringBox({ pepper, gate: new ConcurrencyLimit(1, 0) }).seal(
    keyring,
    personId,
    goodPassword,
  );
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
  await new Throttle({
    store: new SqliteAttempts({ database, atRest }),
    clocks: { now: () => new Date(), sweepClock: () => new Date() },
    free: strictThrottles.freeLogins,
  }).attempt({
    account: 'planted-typed-password',
    address: '192.0.2.77',
  });
  expect((await accounts.byUser('PLANTED.USER'))?.profile).toEqual(planted);
  expect((await accounts.byPersonId(personId))?.reason).toBe('Planted Reason');

  const files = await readdir(folder);
  expect(files).toContain('gateway.sqlite-wal');
  for (const name of files) {
    const content = (await readFile(path.join(folder, name))).toString('latin1');
    const shown = [...plantedTexts, 'Planted', 'planted', '192.0.2.77'].filter((secret) =>
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
