import { randomBytes } from 'node:crypto';
import { personIdOf, encodeId } from '@medseal/ledger-model';
import { kemPublicKey, openBox, signaturePublicKey } from '@medseal/sealing';
import { expect, test } from 'vitest';
import { ConcurrencyLimit } from '../../src/domain/shared/concurrency-limit.js';
import { KeyringBox, newKeyring, publicKeys } from '../../src/domain/people/keyring.js';
import { recoveryKey } from '../../src/domain/people/recovery-code.js';

const pepper = randomBytes(32);
const box = new KeyringBox({ pepper, gate: new ConcurrencyLimit(2, 32) });
const password = 'velvet-harbour-41-quilt';

function somebody() {
  return personIdOf(encodeId('pseudonym', randomBytes(16)), randomBytes(32).toString('base64'));
}

test('opens only with the password, for its owner and under its pepper', async () => {
  const owner = somebody();
  const keyring = newKeyring('enrolment secret');
  const { sealed } = await box.seal(keyring, owner, password);
  const opened = await box.open(sealed, owner, password);
  expect(opened?.enrolmentSecret).toBe('enrolment secret');
  expect(opened && Buffer.from(opened.kemSeed).equals(keyring.kemSeed)).toBe(true);
  expect(opened && Buffer.from(opened.signatureSeed).equals(keyring.signatureSeed)).toBe(true);
  expect(await box.open(sealed, owner, `${password}.`)).toBeUndefined();
  expect(await box.open(sealed, somebody(), password)).toBeUndefined();
  expect(
    await new KeyringBox({ pepper: randomBytes(32), gate: new ConcurrencyLimit(1, 0) }).open(
      sealed,
      owner,
      password,
    ),
  ).toBeUndefined();
});

test('does not open with any byte altered', async () => {
  const owner = somebody();
  const { sealed } = await box.seal(newKeyring('secret'), owner, password);
  for (const at of [0, 11, 12, sealed.byPassword.length - 1]) {
    const byPassword = Buffer.from(sealed.byPassword);
    byPassword.writeUInt8(byPassword.readUInt8(at) ^ 1, at);
    expect(await box.open({ ...sealed, byPassword }, owner, password)).toBeUndefined();
  }
});

test('is sealed a second time under the recovery code', async () => {
  const owner = somebody();
  const keyring = newKeyring('secret');
  const { sealed, recoveryCode } = await box.seal(keyring, owner, password);
  const key = recoveryKey(Buffer.from(recoveryCode.replaceAll('-', ''), 'hex'), pepper);
  const aad = Buffer.from(`["medseal/keyring/v1","recovery-code","${owner}"]`);
  const content = JSON.parse(
    Buffer.from(openBox({ key, aad, sealed: sealed.byRecoveryCode })).toString(),
  ) as object;
  expect(content).toMatchObject({ kemSeed: Buffer.from(keyring.kemSeed).toString('base64') });
});

test('without a keyring, opening takes as long and fails', async () => {
  const { sealed } = await box.seal(newKeyring('secret'), somebody(), password);
  const time = async (open: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    expect(await open()).toBeUndefined();
    return performance.now() - start;
  };
  const known = await time(() => box.open(sealed, somebody(), 'wrong'));
  const unknown = await time(() => box.open(undefined, undefined, 'wrong'));
  expect(unknown).toBeGreaterThan(known / 3);
  expect(known).toBeGreaterThan(unknown / 3);
});

test('has the public keys of its seeds', () => {
  const keyring = newKeyring('secret');
  const keys = publicKeys(keyring);
  expect(keys.encapsulationKey).toBe(Buffer.from(kemPublicKey(keyring.kemSeed)).toString('base64'));
  expect(keys.signatureKey).toBe(Buffer.from(signaturePublicKey(keyring.signatureSeed)).toString('base64'));
});

test('the gate lets two work and some wait, and rejects the rest until it is free again', async () => {
  const gate = new ConcurrencyLimit(2, 3);
  const released = Promise.withResolvers<undefined>();
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await released.promise;
    running--;
  };
  const admitted = Array.from({ length: 5 }, () => gate.pass(work));
  await expect(gate.pass(work)).rejects.toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
  released.resolve(undefined);
  await Promise.all(admitted);
  expect(most).toBe(2);
  await gate.pass(work);
});

test('work that fails leaves the gate open for the next', async () => {
  const gate = new ConcurrencyLimit(1, 0);
  await expect(gate.pass(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(gate.pass(() => Promise.resolve('done'))).resolves.toBe('done');
});
