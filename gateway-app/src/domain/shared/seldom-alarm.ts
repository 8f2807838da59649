/** Milliseconds between two alarms about the same origin. */
const pause = 60_000;

/** Decides when an alarm about something that happens repeatedly is due: at most once a minute for each origin. */
export class SeldomAlarm {
  readonly #now: () => number;
  /** By origin: what no alarm has reported yet, and when the last alarm was. */
  readonly #seen = new Map<string, { untold: number; toldAt: number }>();

  /** @param now milliseconds that only grow */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one more. @returns how many an alarm must report now; undefined while the last alarm is too recent */
  due(origin: string): number | undefined {
    const seen = this.#seen.get(origin) ?? { untold: 0, toldAt: -Infinity };
    const count = seen.untold + 1;
    const isDue = this.#now() - seen.toldAt >= pause;
    this.#seen.set(origin, isDue ? { untold: 0, toldAt: this.#now() } : { ...seen, untold: count });
    return isDue ? count : undefined;
  }
}
