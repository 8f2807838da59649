import type { ErrorCode } from '@medseal/ledger-model';

/** Why the agent returns no shares: a code of the ledger, or one of its own. */
export type RefusalCode =
  | ErrorCode
  | 'UNAUTHENTICATED'
  | 'TOO_LARGE'
  | 'UNSUPPORTED_TYPE'
  | 'METHOD_NOT_ALLOWED'
  | 'CANNOT_OPEN'
  | 'BUSY'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** An answer without shares. `cause` is for the log; the caller learns only the code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}
