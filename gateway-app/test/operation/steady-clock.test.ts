import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteIdempotencyKeys } from '../../src/adapters/sqlite/idempotency-keys.js';
import { type Clock, steadyClock } from '../../src/domain/shared/clock.js';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import { logIn, patientForm, register, startTestGateway } from '../support/gateway.js';
import { MemoryAttempts } from '../support/memory-attempts.js';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Milliseconds that have passed, and how many the wall clock is ahead of the right time. */
let [passed, ahead] = [0, 0];
const start = Date.now();
const now: Clock = () => new Date(start + passed + ahead);
let sweepClock: Clock;

beforeEach(() => {
  [passed, ahead] = [0, 0];
  sweepClock = steadyClock(now, () => 12_345 + passed);
});

/** How far the clock of sweeps is behind the right time, milliseconds. */
const behind = () => start + passed - sweepClock().getTime();

describe('the clock of sweeps', () => {
  test('follows a clock that is right', () => {
    expect(behind()).toBe(0);
    passed = day;
    expect(behind()).toBe(0);
  });

  test('does not follow a clock that is set ahead', () => {
    [passed, ahead] = [minute, day];
    expect(behind()).toBe(0);
    ahead = 0;
    expect(behind()).toBe(0);
  });

  test('follows a clock that is set back', () => {
    [passed, ahead] = [minute, -day];
    expect(behind()).toBe(day);
  });

  test('stays behind if it began behind, before a clock is corrected: what was noted then lives for its full time', () => {
    ahead = -day;
    sweepClock = steadyClock(now, () => passed);
    [passed, ahead] = [minute, 0];
    expect(behind()).toBe(day);
  });
});

describe('a clock that is a day and an hour ahead for a moment', () => {
  let database: Database;
  beforeEach(() => {
    database = openDatabase(':memory:');
  });
  afterEach(() => database.destroy());

  test('does not delete idempotency keys; a day that really passes does', async () => {
    const keys = new SqliteIdempotencyKeys({ database, sweepClock });
    const request = { id: 'id', body: 'body' };
    expect(await keys.claim(request)).toEqual({ kind: 'none' });
    await keys.done(request.id, { status: 201, resourceId: 'thing-1' });
    ahead = day + 60 * minute;
    await keys.claim({ id: 'other', body: 'body' });
    expect(await keys.claim(request)).toMatchObject({ kind: 'done' });
    [passed, ahead] = [day + minute, 0];
    expect(await keys.claim(request)).toEqual({ kind: 'none' });
  });

  test('does not delete usual places', async () => {
    const store = new MemoryAttempts();
    const throttle = new Throttle({ store, clocks: { now, sweepClock }, free: strictThrottles.freeLogins });
    const pass = async (account: string) => {
      await throttle.succeeded(await throttle.attempt({ account, address: '192.0.2.1' }));
    };
    const knowsAda = () => store.counts.has('familiar ada 192.0.2.1');
    await pass('ada');
    ahead = 31 * day;
    await pass('bela');
    expect(knowsAda()).toBe(true);
    [passed, ahead] = [31 * day, 0];
    await pass('bela');
    expect(knowsAda()).toBe(false);
  });

  test('ends no session for good, even when others log in meanwhile', async () => {
    const time = Date.now();
    const gateway = await startTestGateway({ sweepClock: () => new Date(time) });
    try {
      await register(gateway, patientForm('ada'));
      const token = await logIn(gateway, 'ada');
      const status = async () => (await gateway.call('GET', '/api/v1/sessions/current', { token })).status;
      expect(await status()).toBe(200);
      gateway.clock.time += day;
      expect(await status()).toBe(401);
      await logIn(gateway, 'ada');
      gateway.clock.time -= day;
      expect(await status()).toBe(200);
    } finally {
      await gateway.close();
    }
  });
});
