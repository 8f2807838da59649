import { status as grpcStatus } from '@grpc/grpc-js';
import { EndorseError, type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import type { LedgerError } from '@medseal/ledger-model';
import { parseLedgerError } from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';

/** Not a failure yet: a new proposal may succeed. `whenExhausted` is thrown when it does not. */
export class Retry extends Error {
  override readonly name = 'Retry';

  constructor(readonly whenExhausted: Failure) {
    super(whenExhausted.message);
  }
}

/** The transaction was ordered, its commit was not seen in time. */
export class CommitLost extends Error {
  override readonly name = 'CommitLost';

  constructor(
    readonly transactionId: string,
    cause: unknown,
  ) {
    super('commit status unknown', { cause });
  }
}

/** The orderers refused the transaction: it is in no block and will be in none. */
export class NotOrdered extends Error {
  override readonly name = 'NotOrdered';

  constructor(
    readonly transactionId: string,
    cause: unknown,
  ) {
    super('refused by the orderers', { cause });
  }
}

/**
 * Says what an error from Fabric means for the caller: a `Failure`, or `Retry`.
 * A code word counts as a refusal only when the own peer says it: another organization's peer may lag a block.
 */
export function classify(error: unknown, ownMspId: string): Failure | Retry {
  if (error instanceof Failure || error instanceof Retry) return error;
  if (error instanceof CommitLost) {
    const detail = 'the transaction was submitted; whether it was committed is not known yet';
    return new Failure('OUTCOME_UNKNOWN', detail, { transactionId: error.transactionId }, error);
  }
  if (error instanceof NotOrdered)
    return new Failure('UNAVAILABLE', 'the ledger accepts no transactions now', { retryAfter: 5 }, error);
  if (error instanceof GatewayError) return classifyGatewayError(error, ownMspId);
  return new Failure('UNAVAILABLE', 'the ledger cannot be reached', { retryAfter: 5 }, error);
}

function classifyGatewayError(error: GatewayError, ownMspId: string): Failure | Retry {
  const refusal = findRefusal(error, ownMspId);
  if (refusal !== undefined) {
    const failure = new Failure(refusal.said.code, refusal.said.text, {}, error);
    return refusal.byOwnPeer ? failure : new Retry(failure);
  }
  const unavailable = new Failure(
    'UNAVAILABLE',
    'the ledger does not accept transactions now',
    { retryAfter: 5 },
    error,
  );
  return isPassing(error) ? new Retry(unavailable) : unavailable;
}

function findRefusal(
  error: GatewayError,
  ownMspId: string,
): { said: LedgerError; byOwnPeer: boolean } | undefined {
  const own = error.details.filter((detail) => detail.mspId === ownMspId);
  const said =
    firstRefusal(own) ?? (error.details.length === 0 ? parseLedgerError(error.message) : undefined);
  if (said !== undefined) return { said, byOwnPeer: true };
  const saidElsewhere = firstRefusal(error.details);
  return saidElsewhere === undefined ? undefined : { said: saidElsewhere, byOwnPeer: false };
}

function firstRefusal(details: readonly ErrorDetail[]): LedgerError | undefined {
  for (const { message } of details) {
    const refusal = parseLedgerError(message);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/**
 * Nothing is submitted yet when endorsing fails, so a further proposal does no harm. It helps where peers disagree for the
 * length of a block, and where the own peer has just learnt that another organization's peers are gone: it counted on one of
 * them for an endorsement or for private data, and next time it asks the others.
 */
function isPassing(error: GatewayError): boolean {
  return error instanceof EndorseError && passing.includes(error.code);
}

const passing: readonly number[] = [
  grpcStatus.ABORTED,
  grpcStatus.UNAVAILABLE,
  grpcStatus.FAILED_PRECONDITION,
];
