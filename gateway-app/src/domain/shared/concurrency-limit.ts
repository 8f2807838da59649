import { Failure } from './failure.js';

/** Lets a few pieces of work run at once, some wait, and turns the rest away: dear work must not pile up. */
export class ConcurrencyLimit {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
    /** Said to callers for whom there is no place. */
    private readonly crowded = 'Too many wait at this moment.',
  ) {}

  /** @throws {Failure} UNAVAILABLE, with a time to come back, when too many wait already. */
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

  /** Hands the place to the next one; the number of running ones stays as it is then. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
