import { describe, expect, test } from 'vitest';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import { MemoryAttempts } from '../support/memory-attempts.js';

function setUp() {
  const clock = { time: Date.parse('2026-11-24T10:00:00.000Z') };
  const store = new MemoryAttempts();
  const now = () => new Date(clock.time);
  const throttle = new Throttle({
    store,
    clocks: { now, sweepClock: now },
    free: strictThrottles.freeLogins,
  });
  return { clock, store, throttle };
}

const attempt = { account: 'ada', address: '192.0.2.1' };
const tooMany = { code: 'TOO_MANY' };
const hour = 3_600_000;

/** Waits as long as required until an attempt passes; returns the seconds waited. */
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

async function logIn(throttle: Throttle, who = attempt): Promise<void> {
  await throttle.succeeded(await throttle.attempt(who));
}

/** As many wrong log-ins as an address may make without waiting, each for a different name. */
async function spray(throttle: Throttle, address: string): Promise<void> {
  for (let count = 0; count < 100; count++) await throttle.attempt({ account: `name ${count}`, address });
}

describe('an account', () => {
  test('has ten attempts, then each waits twice as long, fifteen minutes at most', async () => {
    const world = setUp();
    const waits: number[] = [];
    for (let count = 0; count < 24; count++) waits.push(await waitUntilAdmitted(world));
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(waits.slice(10, 20)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(900);
  });

  test('does not wait longer because of attempts that come too early, which are not counted', async () => {
    const { clock, store, throttle } = setUp();
    for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
    const before = new Map(store.counts);
    for (let count = 0; count < 5; count++)
      await expect(throttle.attempt(attempt)).rejects.toMatchObject({ facts: { retryAfter: 1 } });
    expect(store.counts).toEqual(before);
    clock.time += 1_000;
    await throttle.attempt(attempt);
  });

  test('begins again after a success', async () => {
    const { throttle } = setUp();
    for (let count = 0; count < 9; count++) await throttle.attempt(attempt);
    await logIn(throttle);
    for (let count = 0; count < 9; count++) await throttle.attempt(attempt);
  });

  test('is forgiven one failure after another over time', async () => {
    const { clock, throttle } = setUp();
    for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
    clock.time += 3 * 900_000;
    for (let count = 0; count < 3; count++) await throttle.attempt(attempt);
    await expect(throttle.attempt(attempt)).rejects.toMatchObject(tooMany);
  });

  test('allows at most 116 guesses a day by all people together who never knew the password', async () => {
    const world = setUp();
    const end = world.clock.time + 24 * hour;
    let guesses = 0;
    while (world.clock.time < end) {
      await waitUntilAdmitted(world);
      guesses++;
    }
    expect(guesses).toBeLessThanOrEqual(116);
  });
});

describe('an address', () => {
  test('may fail for many accounts, and then waits ten seconds at most', async () => {
    const { clock, throttle } = setUp();
    await spray(throttle, attempt.address);
    const waits: number[] = [];
    for (let count = 0; count < 40; count++) {
      const newcomer = { account: `another ${count}`, address: attempt.address };
      await throttle.attempt(newcomer).catch(async (error: unknown) => {
        const { retryAfter } = (error as { facts: { retryAfter: number } }).facts;
        waits.push(retryAfter);
        clock.time += retryAfter * 1000;
        await throttle.attempt(newcomer);
      });
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 10]);
    expect(Math.max(...waits)).toBe(10);
    await throttle.attempt({ account: 'other', address: '192.0.2.9' });
  });

  test('that a hospital shares locks no one out of a usual place, however others fail there', async () => {
    const { throttle } = setUp();
    for (let person = 0; person < 20; person++)
      await logIn(throttle, { account: `person ${person}`, address: attempt.address });
    await spray(throttle, attempt.address);
    await expect(throttle.attempt({ account: 'new', address: attempt.address })).rejects.toMatchObject({
      facts: { retryAfter: 1 },
    });
    for (let person = 0; person < 20; person++)
      await logIn(throttle, { account: `person ${person}`, address: attempt.address });
  });

  test('lets in new people who wait as required, with the right password at the first try', async () => {
    const { clock, throttle } = setUp();
    await spray(throttle, attempt.address);
    for (let person = 0; person < 30; person++) {
      const newcomer = { account: `person ${person}`, address: attempt.address };
      await logIn(throttle, newcomer).catch(async (error: unknown) => {
        const { retryAfter } = (error as { facts: { retryAfter: number } }).facts;
        expect(retryAfter).toBeLessThanOrEqual(10);
        clock.time += retryAfter * 1000;
        await logIn(throttle, newcomer);
      });
    }
  });

  test('is not charged while an account has to wait', async () => {
    const { throttle } = setUp();
    for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
    for (let count = 0; count < 200; count++)
      await expect(throttle.attempt(attempt)).rejects.toMatchObject(tooMany);
    await throttle.attempt({ account: 'other', address: attempt.address });
  });

  test('lets any number of people who know their passwords log in, even at the same moment', async () => {
    const { throttle } = setUp();
    for (let person = 0; person < 300; person++)
      await logIn(throttle, { account: `person ${person}`, address: attempt.address });
    for (let person = 0; person < 300; person++) {
      const both = { account: `twice ${person}`, address: attempt.address };
      const counted = [await throttle.attempt(both), await throttle.attempt(both)];
      for (const each of counted) await throttle.succeeded(each);
    }
    await throttle.attempt({ account: 'other', address: attempt.address });
  });
});

describe('a usual place', () => {
  test('has a count of its own', async () => {
    const { throttle } = setUp();
    await logIn(throttle);
    for (let count = 0; count < 10; count++) await throttle.attempt({ ...attempt, address: '198.51.100.7' });
    await expect(throttle.attempt({ ...attempt, address: '203.0.113.5' })).rejects.toMatchObject(tooMany);
    await throttle.attempt(attempt);
  });

  test('also allows ten failures, and then waits', async () => {
    const { throttle } = setUp();
    await logIn(throttle);
    for (let count = 0; count < 10; count++) await throttle.attempt(attempt);
    await expect(throttle.attempt(attempt)).rejects.toMatchObject({ facts: { retryAfter: 1 } });
  });

  test('stays one for 30 days', async () => {
    const { clock, throttle } = setUp();
    await logIn(throttle);
    clock.time += 29 * 24 * hour;
    await spray(throttle, attempt.address);
    await throttle.attempt(attempt);
    clock.time += 31 * 24 * hour;
    await spray(throttle, attempt.address);
    await expect(throttle.attempt(attempt)).rejects.toMatchObject(tooMany);
  });
});

test('old counts are deleted', async () => {
  const { clock, store, throttle } = setUp();
  await throttle.attempt({ account: 'typed once', address: '192.0.2.7' });
  clock.time += 31 * 24 * hour;
  await logIn(throttle);
  expect([...store.counts.keys()].filter((subject) => subject.includes('192.0.2.7'))).toEqual([]);
});

test('a session is forgiven its attempts after the right password', async () => {
  const { throttle } = setUp();
  for (let count = 0; count < 30; count++) {
    await throttle.attemptInSession('session');
    await throttle.succeededInSession('session');
  }
});
