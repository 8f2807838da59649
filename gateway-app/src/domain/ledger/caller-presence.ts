/** The caller left before anything was done. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/**
 * Whether someone still waits for the result. If a caller leaves before anything is on the ledger, nothing is done.
 * After that, the rest is carried out: a change of preferences still deposits its halves when its caller has left.
 */
export class CallerPresence {
  readonly #gone: AbortSignal;
  #isRecorded = false;

  /** @param gone aborts when the caller leaves */
  constructor(gone: AbortSignal) {
    this.#gone = gone;
  }

  /** Called before anything is submitted. @throws {CallerGoneError} */
  require(): void {
    if (this.#gone.aborted && !this.#isRecorded) throw new CallerGoneError('the caller has gone');
  }

  /** Something is on the ledger, or may be. */
  recorded(): void {
    this.#isRecorded = true;
  }
}
