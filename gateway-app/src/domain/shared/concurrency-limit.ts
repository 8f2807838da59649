import { Failure } from './failure.js';

/** Runs a few pieces of work at once, lets some wait, and rejects the rest: expensive work must not pile up. */
export class ConcurrencyLimit {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
    /** Shown to rejected callers. */
    private readonly crowded = 'Too many requests are waiting right now.',
  ) {}

  /** @throws {Failure} UNAVAILABLE, with a time to come back, when too many are waiting already. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> {
    if (this.#running < this.atOnce) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.mayWait)
      throw new Failure('UNAVAILABLE', this.crowded, { retryAfter: 5 });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the place to the next one; the number of running ones then stays the same. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
