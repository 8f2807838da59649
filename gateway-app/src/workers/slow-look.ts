import { counted, type Finding, warning } from '../domain/health/health.js';
import { repeat } from '../domain/shared/repeat.js';

/** Looks at something in the background and remembers the result, so that asking for checks costs nothing. */
export class SlowLook {
  readonly #look: () => Promise<Finding>;
  readonly #interval: number;
  readonly #now: () => number;
  #found: Finding = warning('Not checked yet.', 'Wait a few seconds.');
  #at: number;

  /**
   * @param interval milliseconds between two looks
   * @param now milliseconds that only grow
   */
  constructor({
    look,
    interval,
    now = () => performance.now(),
  }: Readonly<{ look: () => Promise<Finding>; interval: number; now?: () => number }>) {
    this.#look = look;
    this.#interval = interval;
    this.#now = now;
    this.#at = now();
  }

  /** The result of the latest successful look. After more than three intervals it counts only if it is a failure. */
  finding(): Finding {
    const age = this.#now() - this.#at;
    if (age <= 3 * this.#interval || this.#found.state === 'fail') return this.#found;
    return warning(
      `Not checked for ${counted(Math.round(age / 1000), 'second')}: the check fails.`,
      'Look at the other checks: this one needs a part that they report as failing.',
    );
  }

  /** Looks until the signal aborts. A look that fails keeps the earlier result, for three intervals. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), this.#interval, signal);
  }

  /** Looks once. */
  async look(): Promise<void> {
    this.#found = await this.#look();
    this.#at = this.#now();
  }
}
