/** A number of places for each holder, such as a member or a person: no holder takes another's places. */
export class Shares {
  readonly #each: number;
  readonly #taken = new Map<string, number>();

  constructor(each: number) {
    this.#each = each;
  }

  /** Takes a place and returns the function that frees it; `undefined` when the holder has no place left. */
  take(holder: string): (() => void) | undefined {
    const others = this.#taken.get(holder) ?? 0;
    if (others >= this.#each) return undefined;
    this.#taken.set(holder, others + 1);
    return () => {
      const left = (this.#taken.get(holder) ?? 1) - 1;
      if (left > 0) this.#taken.set(holder, left);
      else this.#taken.delete(holder);
    };
  }
}
