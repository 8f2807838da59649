/** The caller has gone before anything was done. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/**
 * Whether somebody still waits for what is being done. When a caller goes before anything stands on the ledger, nothing is
 * done. After that, the rest is carried through: a preference whose caller has gone still deposits its halves.
 */
export class CallerPresence {
  readonly #gone: AbortSignal;
  #isRecorded = false;

  /** @param gone aborts when the caller goes away */
  constructor(gone: AbortSignal) {
    this.#gone = gone;
  }

  /** Is called before anything is submitted. @throws {CallerGoneError} */
  require(): void {
    if (this.#gone.aborted && !this.#isRecorded) throw new CallerGoneError('the caller has gone');
  }

  /** Something stands on the ledger, or may. */
  recorded(): void {
    this.#isRecorded = true;
  }
}
