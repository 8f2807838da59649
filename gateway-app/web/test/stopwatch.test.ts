import { afterEach, expect, test, vi } from 'vitest';
import { Stopwatch } from '../src/api/clock.js';

afterEach(() => {
  vi.useRealTimers();
});

test('after a clock is set back, only the time from then on counts', () => {
  vi.useFakeTimers({ now: 10_000_000 });
  const watch = new Stopwatch();
  vi.advanceTimersByTime(3_000);
  expect(watch.passed).toBe(3_000);
  vi.setSystemTime(2_000_000);
  expect(watch.passed).toBe(0);
  vi.advanceTimersByTime(4_000);
  expect(watch.passed).toBe(4_000);
  watch.restart();
  expect(watch.passed).toBe(0);
});
