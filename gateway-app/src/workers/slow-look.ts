import { counted, type Finding, warning } from '../domain/health/health.js';
import { repeat } from '../domain/shared/repeat.js';

/** Looks at something in the background and remembers what it found, so that asking for checks costs nothing. */
export class SlowLook {
  readonly #look: () => Promise<Finding>;
  readonly #interval: number;
  readonly #now: () => number;
  #found: Finding = warning('Not looked at yet.', 'Wait some seconds.');
  #at: number;

  /**
   * @param interval milliseconds between two looks
   * @param now milliseconds that only grow
   */
  constructor(look: () => Promise<Finding>, interval: number, now = () => performance.now()) {
    this.#look = look;
    this.#interval = interval;
    this.#now = now;
    this.#at = now();
  }

  /** What the latest look that succeeded has found. After more than three intervals it counts only when it is a failure. */
  finding(): Finding {
    const age = this.#now() - this.#at;
    if (age <= 3 * this.#interval || this.#found.state === 'fail') return this.#found;
    return warning(
      `Not looked at for ${counted(Math.round(age / 1000), 'second')}: the look fails.`,
      'Look at the other checks: this one needs what they say is away.',
    );
  }

  /** Looks until the signal aborts. A look that fails leaves what was found before, for three intervals. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), this.#interval, signal);
  }

  /** Looks once. */
  async look(): Promise<void> {
    this.#found = await this.#look();
    this.#at = this.#now();
  }
}
