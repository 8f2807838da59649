/** Milliseconds between two alarms about the same origin. */
const pause = 60_000;

/** Says when an alarm about something that happens again and again is due: at most once a minute for each origin. */
export class SeldomAlarm {
  readonly #now: () => number;
  /** What no alarm has told of yet, and when the last one was, by origin. */
  readonly #seen = new Map<string, { untold: number; toldAt: number }>();

  /** @param now milliseconds that only grow */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one more. @returns how many an alarm has to tell of now; undefined while the last alarm is too young */
  due(origin: string): number | undefined {
    const seen = this.#seen.get(origin) ?? { untold: 0, toldAt: -Infinity };
    const count = seen.untold + 1;
    const isDue = this.#now() - seen.toldAt >= pause;
    this.#seen.set(origin, isDue ? { untold: 0, toldAt: this.#now() } : { ...seen, untold: count });
    return isDue ? count : undefined;
  }
}
