import { afterEach, describe, expect, test, vi } from 'vitest';
import { dayIn, endOfDay, isComing, lastDay, startOfDay, startOfDayAfter } from '../src/parts/forms/days.js';

const hour = 3_600_000;
const zone = process.env['TZ'];

function at(place: string, time: string): void {
  process.env['TZ'] = place;
  vi.useFakeTimers({ now: Date.parse(time), toFake: ['Date'] });
}

afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each([
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
])('in %s', (place) => {
  test('the last day is the latest that the ledger accepts, whenever clocks change', () => {
    at(place, '2026-01-01T12:00:00Z');
    for (let days = 1; days < 1_300; days++) {
      const from = dayIn(days);
      const start = Date.parse(startOfDay(from));
      for (const longest of [90, 365]) {
        const last = lastDay(longest, from);
        expect(Date.parse(endOfDay(last)) - start).toBeLessThanOrEqual(longest * 24 * hour);
        const dayAfter = dayIn(1, new Date(`${last}T12:00:00`));
        expect(Date.parse(endOfDay(dayAfter)) - start).toBeGreaterThan(longest * 24 * hour);
      }
    }
  });

  test('days follow one another without a gap', () => {
    at(place, '2026-01-01T12:00:00Z');
    for (let days = 0; days < 1_300; days++) {
      const day = dayIn(days);
      expect(startOfDayAfter(day)).toBe(startOfDay(dayIn(days + 1)));
      expect(Date.parse(endOfDay(day))).toBe(Date.parse(startOfDayAfter(day)) - 1);
    }
  });
});

test.each(['0002-12-24', '0020-02-28', '0202-02-02', '9999-12-31'])(
  'a half-typed year causes no error: %s',
  (day) => {
    expect(Date.parse(endOfDay(day))).toBeGreaterThan(Date.parse(startOfDay(day)) + 22 * hour);
    expect(isComing(day)).toBe(day.startsWith('9'));
  },
);

test('a day ends when the next begins, even where clocks change at midnight', () => {
  at('America/Santiago', '2026-09-01T12:00:00Z');
  // Clocks go from 0:00 to 1:00 on 6 September 2026.
  expect(startOfDay('2026-09-06')).toBe('2026-09-06T04:00:00.000Z');
  expect(endOfDay('2026-09-05')).toBe('2026-09-06T03:59:59.999Z');
  expect(startOfDayAfter('2026-09-06')).toBe('2026-09-07T03:00:00.000Z');
});
