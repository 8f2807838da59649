/** The present time; tests pass their own. */
export type Clock = () => Date;

/** A time as it is written everywhere: RFC 3339, UTC, milliseconds. */
export function timeText(time: Date | number): string {
  return new Date(time).toISOString();
}

/**
 * A clock for sweeps. It starts at the time of `now`, counts on by itself, and never runs ahead of `now`. If `now` is
 * set ahead for a moment, nothing is swept too early. Once `now` is right again, everything is swept at its time or
 * later.
 * @param elapsed milliseconds that only grow
 */
export function steadyClock(now: Clock, elapsed = () => performance.now()): Clock {
  const start = now().getTime() - elapsed();
  return () => new Date(Math.min(now().getTime(), start + elapsed()));
}

/** How far this clock is ahead of those that answer now, seconds. */
export interface ClockOffsets {
  /** Of the other organizations' key agents. */
  readonly others: readonly number[];
  /** Of this organization's key agent. It usually shares this machine's clock, so it says nothing about that. */
  readonly own: number | undefined;
}

/** Clocks of other machines. */
export interface Clocks {
  /** @param own MSP id of this organization */
  offsets(own: string): Promise<ClockOffsets>;
}

/** The median of the values; of two middle values, the one nearer to 0. */
export function nearerMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  const high = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.abs(low) < Math.abs(high) ? low : high;
}
