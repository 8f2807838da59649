import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqliteAttempts } from '../../src/adapters/sqlite/attempts.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { AtRestCipher } from '../../src/domain/shared/at-rest-cipher.js';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import { MemoryAttempts } from '../support/memory-attempts.js';

const [second, hour, year] = [1_000, 3_600_000, 365 * 24 * 3_600_000];
const start = Date.parse('2026-11-24T10:00:00.000Z');
/** The longest wait for a log-in, or for the password within a session, in seconds. */
const longest = 900;

const names = fc.constantFrom('ada', 'bela', 'nobody');
const addresses = fc.constantFrom('192.0.2.1', '198.51.100.7');

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('wrong' as const, 'right' as const),
      account: names,
      address: addresses,
    }),
    fc.record({ kind: fc.constant('again' as const) }),
    fc.record({
      kind: fc.constant('time' as const),
      passed: fc.integer({ min: 0, max: 20 * 60 }),
      jump: fc.oneof(fc.constant(0), fc.constantFrom(-year, -2 * hour, -second, second, 2 * hour, year)),
    }),
    fc.record({ kind: fc.constant('restart' as const) }),
  ),
  { maxLength: 60 },
);

type Step = (typeof steps extends fc.Arbitrary<infer Steps extends readonly unknown[]>
  ? Steps
  : never)[number];

/** A throttle with a clock that the test advances and sets. */
function world() {
  const [clock, store] = [{ time: start }, new MemoryAttempts()];
  const now = () => new Date(clock.time);
  const newThrottle = () =>
    new Throttle({ store, clocks: { now, sweepClock: now }, free: strictThrottles.freeLogins });
  const around = {
    clock,
    store,
    throttle: newThrottle(),
    restart: () => {
      around.throttle = newThrottle();
    },
  };
  return around;
}

async function waitOf(attempt: Promise<unknown>): Promise<number> {
  try {
    await attempt;
    return 0;
  } catch (error) {
    const { code, facts } = error as { code: string; facts: { retryAfter: number } };
    expect(code).toBe('TOO_MANY');
    return facts.retryAfter;
  }
}

/** Takes a step; returns the seconds that an attempt has to wait, nothing for other steps. */
async function take(step: Step, around: ReturnType<typeof world>): Promise<number | undefined> {
  switch (step.kind) {
    case 'time':
      around.clock.time += step.passed * second + step.jump;
      return undefined;
    case 'restart':
      around.restart();
      return undefined;
    case 'again':
      return await waitOf(around.throttle.attemptInSession('session'));
    case 'wrong':
    case 'right':
      return await tried(step, around.throttle);
  }
}

async function tried(
  { kind, ...attempt }: Extract<Step, { account: string }>,
  throttle: Throttle,
): Promise<number> {
  const counted = throttle.attempt(attempt);
  const wait = await waitOf(counted);
  if (kind === 'right' && wait === 0) await throttle.succeeded(await counted);
  return wait;
}

describe('whatever the attempts and the clock do', () => {
  test('no wait exceeds 15 minutes, and the next attempt after it is let through', async () => {
    await fc.assert(
      fc.asyncProperty(steps, names, addresses, async (all, account, address) => {
        const around = world();
        for (const step of all) expect((await take(step, around)) ?? 0).toBeLessThanOrEqual(longest);
        for (const attempt of [
          () => around.throttle.attempt({ account, address }),
          () => around.throttle.attemptInSession('session'),
        ]) {
          const wait = await waitOf(attempt());
          around.clock.time += wait * second;
          if (wait > 0) await attempt();
        }
      }),
      { numRuns: 400 },
    );
  });

  test('right passwords alone never lock anyone out', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const around = world();
        for (const step of all) {
          const right = step.kind === 'wrong' ? { ...step, kind: 'right' as const } : step;
          expect((await take(right, around)) ?? 0).toBe(0);
          if (step.kind === 'again') await around.throttle.succeededInSession('session');
        }
      }),
      { numRuns: 400 },
    );
  });

  test('the clock never adds failures; only attempts that are let through do', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const around = world();
        for (const step of all) {
          const before = new Map(around.store.counts);
          const letThrough = (await take(step, around)) === 0 ? 1 : 0;
          for (const [subject, { failures, lastAt }] of around.store.counts) {
            expect(failures).toBeGreaterThanOrEqual(0);
            expect(failures - (before.get(subject)?.failures ?? 0)).toBeLessThanOrEqual(letThrough);
            if (lastAt !== before.get(subject)?.lastAt) expect(lastAt).toBeLessThanOrEqual(around.clock.time);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe.each([
  ['back by an hour', -hour],
  ['back by a year', -year],
  ['ahead by an hour', hour],
  ['ahead by a year', year],
])('after the clock was set %s, and the gateway started again', (_, jump) => {
  test('right passwords pass, at the usual place and elsewhere, and failures wait as before', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'medseal-throttle-'));
    const file = path.join(folder, 'gateway.sqlite');
    const atRest = new AtRestCipher(Buffer.alloc(32, 7));
    const clock = { time: start };
    const now = () => new Date(clock.time);
    const open = () => {
      const database = openDatabase(file);
      const throttle = new Throttle({
        store: new SqliteAttempts({ database, atRest }),
        clocks: { now, sweepClock: now },
        free: strictThrottles.freeLogins,
      });
      return { database, throttle };
    };
    const ada = { account: 'ada', address: '192.0.2.1' };
    const before = open();
    await before.throttle.succeeded(await before.throttle.attempt(ada));
    for (let count = 0; count < 100; count++)
      await before.throttle.attempt({ account: `name ${count}`, address: ada.address });
    for (let count = 0; count < 10; count++)
      await before.throttle.attempt({ ...ada, account: 'bela' }).catch(() => undefined);
    await before.database.destroy();

    clock.time += jump;
    const { database, throttle } = open();
    await throttle.succeeded(await throttle.attempt(ada));
    const newcomer = { account: 'new', address: ada.address };
    const wait = await waitOf(throttle.attempt(newcomer));
    expect(wait).toBeLessThanOrEqual(10);
    clock.time += wait * second;
    await throttle.succeeded(await throttle.attempt(newcomer));
    await throttle.succeeded(await throttle.attempt({ account: 'ada', address: '203.0.113.5' }));
    await database.destroy();
    await rm(folder, { recursive: true });
  });
});
