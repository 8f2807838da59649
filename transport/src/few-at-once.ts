/** Lets a few tasks run at once; the others wait for their turn as long as their callers do. */
export class FewAtOnce {
  readonly #atOnce: number;
  #running = 0;
  readonly #waiting = new Set<() => void>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Runs the task when its turn comes; rejects with the signal's reason when the signal aborts before that. */
  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.#atOnce) {
      this.#running++;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const begin = (): void => {
      resolve(undefined);
    };
    const giveUp = (): void => {
      this.#waiting.delete(begin);
      reject(signal.reason as Error);
    };
    this.#waiting.add(begin);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  }

  /** Gives the place to the next task; the number of running tasks then stays the same. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#running--;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
