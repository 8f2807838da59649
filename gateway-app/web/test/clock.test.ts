import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const here = Date.UTC(2026, 10, 30, 12);
const hour = 3_600_000;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: here });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Learns from an answer that took `took` milliseconds and carries the hospital's time `there`. */
async function learnt(there: number | string, took = 80): Promise<number> {
  const { learnTime, timeNow } = await import('../src/api/clock.js');
  const askedAt = Date.now();
  vi.advanceTimersByTime(took);
  const header = typeof there === 'number' ? new Date(there).toUTCString() : there;
  learnTime(header, askedAt);
  return timeNow() - Date.now();
}

describe('the hospital’s time', () => {
  test.each([2 * hour, -2 * hour, 400 * 24 * hour, -400 * 24 * hour, 90_000])(
    'is learnt from an answer when the device is off by %i ms',
    async (off) => {
      expect(Math.abs((await learnt(here - off)) + off)).toBeLessThan(1_100);
    },
  );

  test('is this device’s time when both agree, however slow the answer is', async () => {
    expect(await learnt(here)).toBe(0);
    expect(await learnt(here + 400, 20_000)).toBe(0);
  });

  test('stays as learnt while answers agree with it', async () => {
    const first = await learnt(here + hour);
    vi.advanceTimersByTime(12_345);
    expect(await learnt(here + 12_345 + hour + 300)).toBe(first);
  });

  test.each(['', 'soon', new Date(0).toUTCString(), new Date(Date.UTC(2200, 0)).toUTCString()])(
    'is not learnt from %j',
    async (header) => {
      expect(await learnt(header)).toBe(0);
    },
  );
});

test('an answer teaches nothing if the clock is set back while it is on the way; the next one does', async () => {
  const { learnTime, timeNow } = await import('../src/api/clock.js');
  const askedAt = Date.now();
  vi.setSystemTime(here - 2 * hour);
  learnTime(new Date(here).toUTCString(), askedAt);
  expect(timeNow() - Date.now()).toBe(0);
  learnTime(new Date(here).toUTCString(), Date.now());
  expect(Math.abs(timeNow() - here)).toBeLessThan(1_100);
});

describe('a device whose clock is wrong', () => {
  test.each([2 * hour, -400 * 24 * hour])('offers days that the ledger accepts: %i ms', async (off) => {
    vi.setSystemTime(here + off);
    await learnt(here);
    const { dayIn, isComing, lastDay, endOfDay } = await import('../src/parts/forms/days.js');
    expect(dayIn(0)).toBe('2026-11-30');
    expect(isComing('2026-11-30')).toBe(true);
    expect(isComing('2026-11-29')).toBe(false);
    const length = Date.parse(endOfDay(lastDay(365))) - here;
    expect(length).toBeLessThanOrEqual(365 * 24 * hour);
    expect(length).toBeGreaterThan(363 * 24 * hour);
  });
});
