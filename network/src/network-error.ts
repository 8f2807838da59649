/** What helps after a failure: the log to read and the command to try. */
export interface Hints {
  readonly log?: string;
  readonly next?: string;
  readonly cause?: unknown;
}

/** A failure of a network command, explained to its user in plain sentences. Messages contain no secrets. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(
    message: string,
    readonly hints: Hints = {},
  ) {
    super(message, { cause: hints.cause });
  }
}
