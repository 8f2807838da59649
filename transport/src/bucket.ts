/** A token bucket: `size` tokens at once, refilled at `perSecond`. */
export class Bucket {
  readonly #size: number;
  readonly #perSecond: number;
  #tokens: number;
  #at = performance.now();

  constructor({ size, perSecond }: Readonly<{ size: number; perSecond: number }>) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#tokens = size;
  }

  /** Milliseconds until there is another token. */
  get pause(): number {
    return 1_000 / this.#perSecond;
  }

  /** Takes a token; false when there is none. */
  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Puts back a token that should not have been taken. */
  giveBack(): void {
    this.#tokens = Math.min(this.#size, this.#tokens + 1);
  }

  #refill(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#size, this.#tokens + ((now - this.#at) / 1_000) * this.#perSecond);
    this.#at = now;
  }
}
