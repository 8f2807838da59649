import { type Check, type Look, lookAtAll } from '../../domain/health/health.js';

/** Milliseconds for which a result is remembered. */
const memory = 2_000;

/** One look for all callers. Strangers may ask as often as they like, and a look asks parts of the whole consortium. */
export class SharedChecks {
  readonly #looks: Readonly<Record<string, Look>>;
  readonly #now: () => number;
  #latest: Promise<readonly Check[]> | undefined;
  /** Until when the latest look counts. */
  #until = Infinity;

  /** @param now milliseconds that only grow */
  constructor({
    looks,
    now = () => performance.now(),
  }: Readonly<{ looks: Readonly<Record<string, Look>>; now?: () => number }>) {
    this.#looks = looks;
    this.#now = now;
  }

  /** The result of a look that is running now, or ended within the last two seconds. */
  async read(): Promise<readonly Check[]> {
    if (this.#latest === undefined || this.#now() >= this.#until) {
      this.#until = Infinity;
      this.#latest = lookAtAll(this.#looks).finally(() => {
        this.#until = this.#now() + memory;
      });
    }
    return await this.#latest;
  }
}
