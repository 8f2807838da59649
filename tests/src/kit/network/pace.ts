import { setTimeout as delay } from 'node:timers/promises';

/**
 * Repeats a call for so many milliseconds and at least so often, with a short pause between; how long each took.
 * @throws what the call throws.
 */
export async function timesOf(
  call: () => Promise<unknown>,
  milliseconds: number,
  atLeast = 1,
): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  while (times.length < atLeast || performance.now() < end) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
    await delay(10);
  }
  return times;
}

/** How much slower a call may become. */
export interface Slowdown {
  /** Times as slow as at rest, at most … */
  readonly times: number;
  /**
   * … or milliseconds. What is fast at rest may be several times slower without harm. A busy machine makes it
   * so at times.
   */
  readonly orUnder: number;
}

/** Milliseconds that 99 of 100 calls may take at most, by how long they took at rest. */
export function bearable(atRest: readonly number[], { times, orUnder }: Slowdown): number {
  return Math.max(times * p99(atRest), orUnder);
}

/** The time below which 99 of 100 lie. */
export function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}
