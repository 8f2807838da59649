import type { Failure } from './failure.js';

/** Aborts with a reason after so many milliseconds. Clear it when the work ends; its timer runs until then. */
export class Deadline {
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number, reason: Failure) {
    this.#timer = setTimeout(() => {
      this.#stop.abort(reason);
    }, milliseconds).unref();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
