import { type DoctorProfile, type ErrorCode, LedgerError, type RefusalReason } from '@medseal/ledger-model';

/** Everything that can go wrong from a caller's view; only `http` chooses HTTP statuses. */
export type FailureCode =
  | ErrorCode
  | 'UNAUTHENTICATED'
  | 'STEP_UP_REQUIRED'
  | 'OTHER_PERSON'
  | 'TOO_LARGE'
  | 'WRONG_TYPE'
  | 'TOO_MANY'
  | 'INTEGRITY'
  | 'UNAVAILABLE'
  | 'OUTCOME_UNKNOWN'
  | 'KEY_REUSED'
  | 'STORE_FULL'
  | 'LENGTH_REQUIRED'
  | 'RANGE_NOT_SATISFIABLE'
  | 'TOO_SLOW'
  | 'CLOCK_WRONG';

/** What a failure may tell the caller in addition to its sentence. */
export interface FailureFacts {
  /** Of the recorded refusal. */
  readonly disclosureId?: string;
  /** Why not even a refusal was recorded: the ledger could only have refused. */
  readonly reason?: Extract<RefusalReason, 'REPORT_NOT_ACTIVE'>;
  /** Of a transaction whose outcome is not known yet. */
  readonly transactionId?: string;
  /** MSP ids of organizations whose shares or wraps do not fit the ledger. */
  readonly organizations?: readonly string[];
  /** The author of what does not fit; for the caller, never for the log. */
  readonly author?: Readonly<{ personId: string; organization: string } & Partial<DoctorProfile>>;
  /** Only the key agents of `organizations` speak against a proposal; all other shares fit and are a majority. */
  readonly othersFit?: true;
  /** Size in bytes of the content whose range was requested. */
  readonly size?: number;
  /** Seconds after which another try makes sense. */
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

/** What a caller may not see does not exist for the caller. */
export function forbiddenAsNotFound(error: unknown, detail: string): unknown {
  return error instanceof Failure && error.code === 'FORBIDDEN'
    ? new Failure('NOT_FOUND', detail, {}, error)
    : error;
}

/** What databases and file systems report when no space is left. */
const noRoom: readonly unknown[] = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'];

/** Whether it failed, at some level below, because nothing more can be stored. */
export function isForLackOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return noRoom.includes((error as { code?: unknown }).code) || isForLackOfRoom(error.cause);
}
