import { expect, test } from 'vitest';
import { Throttle, type AttemptCount, type AttemptStore } from '../src/domain/throttle.js';

class MemoryAttempts implements AttemptStore {
  readonly counts = new Map<string, AttemptCount>();

  read(subject: string): Promise<AttemptCount | undefined> {
    return Promise.resolve(this.counts.get(subject));
  }

  async change(subject: string, next: (before: AttemptCount | undefined) => AttemptCount): Promise<void> {
    this.counts.set(subject, next(await this.read(subject)));
  }

  sweep(before: number): Promise<void> {
    for (const [subject, { lastAt }] of this.counts) if (lastAt < before) this.counts.delete(subject);
    return Promise.resolve();
  }
}

function setUp() {
  const clock = { time: Date.parse('2026-11-24T10:00:00.000Z') };
  const store = new MemoryAttempts();
  const throttle = new Throttle(store, () => new Date(clock.time));
  return { clock, store, throttle };
}

const attempt = { account: 'ada', address: '192.0.2.1' };

/** Waits as long as it is told to until an attempt passes; answers the seconds waited. */
async function waitUntilAdmitted({ clock, throttle }: ReturnType<typeof setUp>): Promise<number> {
  try {
    await throttle.attempt(attempt);
    return 0;
  } catch (error) {
    const { facts } = error as { facts: { retryAfter: number } };
    clock.time += facts.retryAfter * 1000;
    await throttle.attempt(attempt);
    return facts.retryAfter;
  }
}

test('ten attempts are free, then each waits twice as long, fifteen minutes at most', async () => {
  const ground = setUp();
  const waits: number[] = [];
  for (let count = 0; count < 24; count++) waits.push(await waitUntilAdmitted(ground));
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waits.slice(10, 20)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  expect(Math.max(...waits)).toBeLessThanOrEqual(900);
});

test('attempts that come too early do not lengthen the wait', async () => {
  const { clock, throttle } = setUp();
  for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
  for (let count = 0; count < 5; count++)
    await expect(throttle.attempt(attempt)).rejects.toMatchObject({ facts: { retryAfter: 1 } });
  clock.time += 1_000;
  await throttle.attempt(attempt);
});

test('success clears the account’s count', async () => {
  const { throttle } = setUp();
  for (let count = 0; count < 9; count++) await throttle.attempt(attempt);
  await throttle.succeeded(attempt);
  for (let count = 0; count < 9; count++) await throttle.attempt(attempt);
});

test('failures are forgiven one by one with time', async () => {
  const { clock, throttle } = setUp();
  for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
  clock.time += 3 * 900_000;
  for (let count = 0; count < 3; count++) await throttle.attempt(attempt);
  await expect(throttle.attempt(attempt)).rejects.toMatchObject({ code: 'TOO_MANY' });
});

test('one address may fail for many accounts, but not without end', async () => {
  const { throttle } = setUp();
  for (let count = 0; count < 100; count++)
    await throttle.attempt({ account: `person ${count}`, address: attempt.address });
  await expect(throttle.attempt({ ...attempt, account: 'other' })).rejects.toMatchObject({
    code: 'TOO_MANY',
  });
  await throttle.attempt({ account: 'other', address: '192.0.2.9' });
});

test('an address where the account logged in before has its own count', async () => {
  const { throttle } = setUp();
  await throttle.attempt(attempt);
  await throttle.succeeded(attempt);
  for (let count = 0; count < 10; count++) await throttle.attempt({ ...attempt, address: '198.51.100.7' });
  await expect(throttle.attempt({ ...attempt, address: '203.0.113.5' })).rejects.toMatchObject({
    code: 'TOO_MANY',
  });
  await throttle.attempt(attempt);
});

test('old counts are forgotten', async () => {
  const { clock, store, throttle } = setUp();
  await throttle.attempt({ account: 'typed once', address: '192.0.2.7' });
  clock.time += 31 * 24 * 3_600_000;
  await throttle.succeeded(attempt);
  expect([...store.counts.keys()].filter((subject) => subject.includes('192.0.2.7'))).toEqual([]);
});

test('lets any number of people who know their passwords log in from one address', async () => {
  const { throttle } = setUp();
  for (let person = 0; person < 300; person++) {
    const login = { account: `person ${person}`, address: attempt.address };
    await throttle.attempt(login);
    await throttle.succeeded(login);
  }
});

test('forgives a session its attempts after the right password', async () => {
  const { throttle } = setUp();
  for (let count = 0; count < 30; count++) {
    await throttle.attemptInSession('session');
    await throttle.succeededInSession('session');
  }
});
