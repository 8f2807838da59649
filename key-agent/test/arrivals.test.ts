import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Arrivals } from '../src/arrivals.js';

const seconds = 1_000;
const minutes = 60 * seconds;
const begin = Date.parse('2026-11-24T10:00:00.000Z');
const at = (milliseconds: number): string => new Date(begin + milliseconds).toISOString();

/** An agent whose peer commits the given transactions at the given time. */
function followed() {
  let time = begin;
  let setBack = 0;
  const stop = new AbortController();
  const told: string[] = [];
  const log = {
    lost: (reason: string) => told.push(`lost: ${reason}`),
    regained: () => told.push('regained'),
  };
  const arrivals = new Arrivals({ clocks: { wall: () => time - setBack, steady: () => time - begin }, log });
  let attempts = 0;
  let tell: (transactions: readonly string[]) => void = () => undefined;
  let lose: (error: Error) => void = () => undefined;
  const source = {
    async *committed() {
      attempts++;
      for (;;) {
        const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
        tell = resolve;
        lose = reject;
        yield await promise;
      }
    },
  };
  void arrivals.follow(source, stop.signal);
  return {
    arrivals,
    /** Moves the clock to this many milliseconds after the beginning. */
    clock(milliseconds: number) {
      time = begin + milliseconds;
    },
    /** Sets the clock back by this many milliseconds. */
    setBack(milliseconds: number) {
      setBack = milliseconds;
    },
    async commit(milliseconds: number, ...transactions: string[]) {
      time = begin + milliseconds;
      tell(transactions);
      for (let turn = 0; turn < 5; turn++) await setImmediate();
    },
    attempts: () => attempts,
    told,
    async lose(error = new Error('the peer is away')) {
      lose(error);
      for (let turn = 0; turn < 5; turn++) await setImmediate();
    },
    stop: () => {
      stop.abort();
    },
  };
}

test('a transaction that arrived within two minutes of its time is never late, whenever it is judged', async () => {
  const agent = followed();
  await agent.commit(0, 'first');
  await agent.commit(119 * seconds, 'quick');
  agent.clock(10 * minutes);
  expect(agent.arrivals.isLate({ tx: 'quick', at: at(0) })).toBe(false);
  agent.stop();
});

test('a transaction that was held back is late, at once and afterwards', async () => {
  const agent = followed();
  await agent.commit(0, 'first');
  await agent.commit(5 * minutes, 'held');
  expect(agent.arrivals.isLate({ tx: 'held', at: at(0) })).toBe(true);
  agent.clock(9 * minutes);
  expect(agent.arrivals.isLate({ tx: 'held', at: at(0) })).toBe(true);
  agent.stop();
});

test('a transaction whose block has not yet arrived is judged by the current time', async () => {
  const agent = followed();
  await agent.commit(0, 'first');
  agent.clock(5 * minutes);
  expect(agent.arrivals.isLate({ tx: 'unheard', at: at(3 * minutes - 1) })).toBe(true);
  expect(agent.arrivals.isLate({ tx: 'unheard', at: at(4 * minutes) })).toBe(false);
  agent.stop();
});

test('a transaction that may have taken effect while the peer was not followed is not judged', async () => {
  const agent = followed();
  await agent.commit(0, 'first');
  await agent.lose();
  agent.clock(5 * minutes);
  expect(agent.arrivals.isLate({ tx: 'missed', at: at(2 * minutes) })).toBe(false);
  expect(agent.arrivals.isLate({ tx: 'first', at: at(-3 * minutes) })).toBe(true);
  agent.stop();
});

test('arrivals are forgotten when no reading can need them', async () => {
  const agent = followed();
  await agent.commit(0, 'old');
  expect(agent.arrivals.isLate({ tx: 'old', at: at(-3 * minutes) })).toBe(true);
  await agent.commit(16 * minutes, 'new');
  expect(agent.arrivals.isLate({ tx: 'old', at: at(-3 * minutes) })).toBe(false);
  agent.stop();
});

test('a transaction that a flood pushed out counts as late: a flood hides nothing that was held back', async () => {
  const agent = followed();
  await agent.commit(0, 'first');
  await agent.commit(3 * minutes, 'quick');
  const many = (batch: number) => Array.from({ length: 100_000 }, (_, place) => `${batch}-${place}`);
  for (const batch of [1, 2]) await agent.commit(6 * minutes, ...many(batch));
  expect(agent.arrivals.isLate({ tx: 'quick', at: at(3 * minutes) })).toBe(true);
  agent.stop();
});

test('a lost peer is reported at once, once per reason, and makes the agent unready after half a minute', async () => {
  const agent = followed();
  const refused = Object.assign(new Error('says what no one may log'), { name: 'GatewayError', code: 7 });
  await agent.commit(0, 'first');
  expect(agent.arrivals.follows()).toBe(true);
  for (const attempt of [1, 2, 3]) {
    await vi.waitFor(() => {
      expect(agent.attempts()).toBe(attempt);
    }, 3_000);
    await agent.lose(attempt === 1 ? undefined : refused);
  }
  expect(agent.told).toEqual(['lost: Error', 'lost: GatewayError 7']);
  agent.clock(30 * seconds);
  expect(agent.arrivals.follows()).toBe(true);
  agent.clock(30 * seconds + 1);
  expect(agent.arrivals.follows()).toBe(false);
  await vi.waitFor(() => {
    expect(agent.attempts()).toBe(4);
  }, 3_000);
  await agent.commit(40 * seconds, 'next');
  expect(agent.arrivals.follows()).toBe(true);
  expect(agent.told.slice(2)).toEqual(['regained']);
  agent.stop();
});

test('a quiet peer whose stream stays open is followed again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const agent = followed();
  await agent.commit(0, 'first');
  await agent.lose();
  await vi.waitFor(() => {
    expect(agent.attempts()).toBe(2);
  }, 3_000);
  agent.clock(40 * seconds);
  expect(agent.arrivals.follows()).toBe(false);
  vi.advanceTimersByTime(5 * seconds);
  expect(agent.arrivals.follows()).toBe(true);
  expect(agent.told).toEqual(['lost: Error', 'regained']);
  vi.useRealTimers();
  agent.stop();
});

test('a clock that is set back does not hide a lost peer or keep an arrival longer', async () => {
  const agent = followed();
  await agent.commit(0, 'old');
  await agent.lose();
  agent.clock(30 * seconds + 1);
  agent.setBack(60 * minutes);
  expect(agent.arrivals.follows()).toBe(false);
  await vi.waitFor(() => {
    expect(agent.attempts()).toBe(2);
  }, 3_000);
  await agent.commit(16 * minutes, 'new');
  expect(agent.arrivals.isLate({ tx: 'old', at: at(-3 * minutes) })).toBe(false);
  agent.stop();
});
