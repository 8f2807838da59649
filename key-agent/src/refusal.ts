import type { ErrorCode } from '@medseal/ledger-model';

/** Why the agent answers no shares: a word of the ledger's, or one of its own. */
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

/** An answer without shares. `cause` is for the log; the code is all that the caller learns. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}
