import { type ErrorCode, LedgerError } from '@medseal/ledger-model';

/** Everything that can go wrong from a caller's view; HTTP statuses are chosen in `http` only. */
export type FailureCode =
  | ErrorCode
  | 'UNAUTHENTICATED'
  | 'STEP_UP_REQUIRED'
  | 'TOO_LARGE'
  | 'WRONG_TYPE'
  | 'TOO_MANY'
  | 'INTEGRITY'
  | 'UNAVAILABLE'
  | 'OUTCOME_UNKNOWN'
  | 'KEY_REUSED'
  | 'STORE_FULL';

/** What a failure may carry to the caller besides its sentence. */
export interface FailureFacts {
  /** Of the recorded refusal. */
  readonly disclosureId?: string;
  /** Of a transaction whose outcome is not known yet. */
  readonly transactionId?: string;
  /** MSP ids of organizations whose shares or wraps do not fit the ledger. */
  readonly organizations?: readonly string[];
  /** Seconds after which a further try makes sense. */
  readonly retryAfter?: number;
  /** Fields of the input that are wrong, as JSON pointers. */
  readonly fields?: readonly Readonly<{ pointer: string; detail: string }>[];
}

/** A failure with a stable code, a sentence that is safe to show, and a private cause for the log. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: FailureCode,
    readonly detail: string,
    readonly facts: FailureFacts = {},
    cause?: unknown,
  ) {
    super(`${code}: ${detail}`, { cause });
  }
}

/** Turns a refusal by ledger rules into a failure; anything else is passed on as it is. */
export function asFailure(error: unknown): unknown {
  return error instanceof LedgerError ? new Failure(error.code, error.text, {}, error) : error;
}

/** What one may not see is, to the outside, not there. */
export function hidden(error: unknown, detail: string): unknown {
  return error instanceof Failure && error.code === 'FORBIDDEN'
    ? new Failure('NOT_FOUND', detail, {}, error)
    : error;
}
