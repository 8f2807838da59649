import { status as grpcStatus } from '@grpc/grpc-js';
import { CommitStatusError, EndorseError, type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import type { LedgerError } from '@medseal/ledger-model';
import { parseLedgerError } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { troubledFailure, troubleOf } from './fabric-trouble.js';

/** Not a failure yet: a new proposal may succeed. `whenExhausted` is thrown if none does. */
export class Retry extends Error {
  override readonly name = 'Retry';

  /** @param trying how long, and with how many proposals, to try again */
  constructor(
    readonly whenExhausted: Failure,
    readonly trying: Trying = briefly,
  ) {
    super(whenExhausted.message);
  }
}

/** Limits on trying an act again. */
export interface Trying {
  /** The most proposals made for one act, including the first. */
  readonly proposals: number;
  /** Milliseconds after which no further proposal is made. */
  readonly within: number;
  /** Milliseconds between two proposals: at least the first number, and less than the second. */
  readonly pause: readonly [number, number];
}

/** For lost races and lagging peers. If too few organizations are left, callers learn of it within five seconds. */
const briefly: Trying = { proposals: 5, within: 3_500, pause: [100, 400] };

/** For when another member uses up the ids of the act's transactions: each new id is a new chance to be first. */
export const stubbornly: Trying = { proposals: 30, within: 12_000, pause: [0, 50] };

/** For endorsements that do not count: each new proposal goes to other endorsers. */
const elsewhere: Trying = { proposals: 10, within: 12_000, pause: [0, 50] };

/** Milliseconds during which one act is proposed again, whatever the reasons. */
const longestTrying = 14_000;

/** Counts the proposals of one act, separately for each reason to make another one. */
export class Attempts {
  readonly #started = performance.now();
  readonly #made = new Map<Trying, Readonly<{ count: number; since: number }>>();
  #latest = this.#started;

  /** True when a further proposal may be made after one that failed for this reason. */
  allow(trying: Trying): boolean {
    const now = performance.now();
    const { count, since } = this.#made.get(trying) ?? { count: 0, since: this.#latest };
    this.#made.set(trying, { count: count + 1, since });
    this.#latest = now;
    return (
      count + 1 < trying.proposals && now - since <= trying.within && now - this.#started <= longestTrying
    );
  }
}

/** Peers did not endorse: another set of endorsers may. */
export class EndorsingFailed extends Retry {
  /** @param cause what the peers said */
  constructor(cause: GatewayError, ownMspId: string) {
    super(troubledFailure(cause, ownMspId));
  }
}

/** The transaction is in a block without the endorsements that it needs: some of those it has do not count. */
export class NotEndorsed extends Retry {
  /** @param endorsers MSP ids that the endorsements carry */
  constructor(
    readonly endorsers: readonly string[],
    cause: unknown,
  ) {
    const detail = 'the ledger did not accept the endorsements of other organizations';
    super(new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, cause), elsewhere);
  }
}

/** The transaction was ordered, but its commit was not seen in time. */
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
 * A code word counts as a refusal only when this organization's peer says it: another organization's peer may be a
 * block behind, or say anything.
 */
export function classify(error: unknown, ownMspId: string): Failure | Retry {
  if (error instanceof Failure || error instanceof Retry) return error;
  if (error instanceof CommitLost) {
    const detail = 'the transaction was submitted; whether it was committed is not known yet';
    return new Failure('OUTCOME_UNKNOWN', detail, { transactionId: error.transactionId }, error);
  }
  if (error instanceof NotOrdered) return notOrdered(error, ownMspId);
  if (error instanceof GatewayError) return classifyGatewayError(error, ownMspId);
  return new Failure('UNAVAILABLE', 'the ledger cannot be reached', { retryAfter: 5 }, error);
}

function classifyGatewayError(error: GatewayError, ownMspId: string): Failure | Retry {
  const own = ownRefusal(error, ownMspId);
  if (own !== undefined) return new Failure(own.code, own.text, {}, error);
  return isPassing(error) || firstRefusal(error.details) !== undefined
    ? new EndorsingFailed(error, ownMspId)
    : troubledFailure(error, ownMspId);
}

/**
 * True when a submission failed because orderers are away or have no leader. A refusal of one envelope for its own
 * fault (an expired certificate, too many bytes) says nothing about ordering. Neither does a peer that does not
 * answer.
 */
export function isOfOrderers({ cause }: Error): boolean {
  return (
    cause instanceof GatewayError &&
    !(cause instanceof CommitStatusError) &&
    cause.details.length > 0 &&
    !cause.details.every(({ message }) => refusedForItself.test(message))
  );
}

/** Statuses of an orderer that concern one envelope (fabric-protos, common.Status). */
const refusedForItself = /status=(?:BAD_REQUEST|FORBIDDEN|NOT_FOUND|REQUEST_ENTITY_TOO_LARGE)/;

/** Orderers refuse callers whose certificate has expired; other refusals are temporary. */
function notOrdered(error: NotOrdered, ownMspId: string): Failure {
  const { cause } = error;
  return cause instanceof GatewayError && troubleOf(cause, ownMspId).kind === 'certificate'
    ? troubledFailure(cause, ownMspId)
    : new Failure('UNAVAILABLE', 'the ledger accepts no transactions now', { retryAfter: 5 }, error);
}

function ownRefusal(error: GatewayError, ownMspId: string): LedgerError | undefined {
  return error.details.length === 0
    ? parseLedgerError(error.message)
    : firstRefusal(error.details.filter(({ mspId }) => mspId === ownMspId));
}

function firstRefusal(details: readonly ErrorDetail[]): LedgerError | undefined {
  for (const { message } of details) {
    const refusal = parseLedgerError(message);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/**
 * Nothing is submitted yet when endorsing fails, so a further proposal does no harm. It helps if peers disagree for
 * the length of a block. It also helps if the peer has just learnt that another organization's peers are gone: it
 * counted on one of them for an endorsement or for private data, and next time it asks the others.
 */
function isPassing(error: GatewayError): boolean {
  return error instanceof EndorseError && passing.includes(error.code);
}

const passing: readonly number[] = [
  grpcStatus.ABORTED,
  grpcStatus.UNAVAILABLE,
  grpcStatus.FAILED_PRECONDITION,
];
