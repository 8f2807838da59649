import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { expect, test } from 'vitest';
import { FairLimit } from '../../src/domain/shared/fair-limit.js';
import type { Account } from '../../src/domain/people/accounts.js';
import type { Keyring } from '../../src/domain/people/keyring.js';
import { PasswordChecks } from '../../src/domain/people/password-checks.js';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import { MemoryAttempts } from '../support/memory-attempts.js';

const right = 'velvet-harbour-41-quilt';
const home = '192.0.2.1';
const away = '198.51.100.7';

/** Checks that each run until they are released; two at once, and eight wait. */
function setUp() {
  const store = new MemoryAttempts();
  const now = () => new Date('2026-11-24T10:00:00.000Z');
  const throttle = new Throttle({
    store,
    clocks: { now, sweepClock: now },
    free: strictThrottles.freeLogins,
  });
  const checked: string[] = [];
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  const keyrings = {
    open: async (_sealed: unknown, owner: string | undefined, password: string) => {
      checked.push(owner ?? '');
      await held;
      return password === right ? ({} as Keyring) : undefined;
    },
  };
  const each = { running: 1, altogether: 2 };
  const gate = new FairLimit({ atOnce: 2, mayWait: 8, each, crowded: 'crowded' });
  const checks = new PasswordChecks({ throttle, keyrings, gate });
  const logIn = (account: string, address: string, password = right) =>
    checks.atLogin({ account, address }, { account: { personId: account } as Account, password });
  const crowd = (count: number, address: (one: number) => string, password = right) =>
    Promise.allSettled(
      Array.from({ length: count }, (_, one) => logIn(`crowd ${one}`, address(one), password)),
    );
  const beUsual = async (account: string, address: string) => {
    await throttle.succeeded(await throttle.attempt({ account, address }));
  };
  return {
    store,
    throttle,
    checks,
    checked,
    logIn,
    crowd,
    beUsual,
    release: () => {
      release(undefined);
    },
  };
}

function codesIn(results: readonly PromiseSettledResult<unknown>[]): string[] {
  return results.map((result) =>
    result.status === 'rejected' ? (result.reason as { code: string }).code : 'checked',
  );
}

test('an attempt that finds no place is not counted', async () => {
  const { store, logIn, crowd, release } = setUp();
  const many = crowd(10, () => home);
  await new Promise(setImmediate);
  for (let tries = 0; tries < 12; tries++)
    await expect(logIn('ada', home)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect([...store.counts.keys()].filter((subject) => subject.includes('ada'))).toEqual([]);
  expect(store.counts.get(`address ${home}`)?.failures).toBe(2);
  release();
  await many;
  expect(await logIn('ada', home)).toBeDefined();
});

test('an attempt that finds no place within a session is not counted', async () => {
  const { checks, crowd, beUsual, release } = setUp();
  for (let one = 0; one < 10; one++) await beUsual(`crowd ${one}`, home);
  const many = crowd(10, () => home);
  await new Promise(setImmediate);
  const session = { id: 'session', person: { personId: encodeId('person', randomBytes(16)) }, address: home };
  const stepUp = () => checks.inSession(session, { account: {} as Account, password: right });
  for (let tries = 0; tries < 12; tries++)
    await expect(stepUp()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  release();
  await many;
  expect(await stepUp()).toBeDefined();
});

test('simultaneous guesses are counted before each is checked', async () => {
  const { checked, throttle, logIn, release } = setUp();
  release();
  for (let guess = 0; guess < 12; guess += 2)
    await Promise.allSettled([logIn('ada', home, 'wrong'), logIn('ada', home, 'wrong')]);
  expect(checked).toHaveLength(10);
  await expect(throttle.attempt({ account: 'ada', address: home })).rejects.toMatchObject({
    code: 'TOO_MANY',
  });
});

test('a crowd of right passwords at one address keeps no one out at another one', async () => {
  const { logIn, crowd, release } = setUp();
  const many = crowd(30, () => away);
  await new Promise(setImmediate);
  const ada = logIn('ada', home);
  release();
  expect(await ada).toBeDefined();
  expect(codesIn(await many).filter((code) => code === 'UNAVAILABLE')).toHaveLength(21);
});

test('a crowd from everywhere keeps no one out of a usual place', async () => {
  const { logIn, crowd, beUsual, release } = setUp();
  await beUsual('ada', home);
  const many = crowd(30, (one) => `203.0.113.${one}`, 'wrong');
  await new Promise(setImmediate);
  await expect(logIn('eve', '203.0.113.200')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  const ada = logIn('ada', home);
  release();
  expect(await ada).toBeDefined();
  await many;
});

test('one account at one address has one password checked at a time, and few wait', async () => {
  const { checked, logIn, release } = setUp();
  const own = Promise.allSettled(Array.from({ length: 5 }, () => logIn('ada', home)));
  await new Promise(setImmediate);
  expect(checked).toEqual(['ada']);
  release();
  expect(codesIn(await own)).toEqual(['checked', 'checked', 'TOO_MANY', 'TOO_MANY', 'TOO_MANY']);
});
