import { setTimeout as delay } from 'node:timers/promises';
import { type Commit, GatewayError, type Transaction } from '@hyperledger/fabric-gateway';
import type { TransactionState } from '../domain/ledger.js';
import { CommitLost, NotOrdered } from './fabric-failures.js';

/** A transaction that stands in a block. */
export type InBlock = Exclude<TransactionState, { state: 'absent' }>;

/**
 * Milliseconds. Orderers elect a new leader within seven seconds, and what the old one had accepted may be lost with it: after
 * one wait for the commit the own peer is asked, and where it knows nothing the same bytes are submitted again.
 */
const patience = { total: 20_000, refused: 10_000, commit: 6_000, pause: 300 } as const;

/**
 * Submits a signed transaction until the own peer shows it in a block. Submitting the same bytes again is safe: a transaction
 * id takes effect once (Fabric marks further ones DUPLICATE_TXID).
 * @param look asks the own peer for the transaction.
 * @throws {NotOrdered} when every attempt was refused by all orderers, {CommitLost} when the outcome is not known.
 */
export async function submitUntilInBlock(
  transaction: Transaction,
  look: () => Promise<TransactionState>,
): Promise<InBlock> {
  const start = performance.now();
  let everyRefused = true;
  for (;;) {
    const attempt = await attemptOnce(transaction);
    if ('state' in attempt) return attempt;
    everyRefused &&= attempt.refused;
    const seen = await look().catch(() => undefined);
    if (seen !== undefined && seen.state !== 'absent') return seen;
    if (performance.now() - start > (everyRefused ? patience.refused : patience.total)) {
      const Lost = everyRefused ? NotOrdered : CommitLost;
      throw new Lost(transaction.getTransactionId(), attempt.error);
    }
    await delay(patience.pause);
  }
}

/** What went wrong, and whether the transaction certainly was not ordered. */
type Missed = Readonly<{ error: unknown; refused: boolean }>;

async function attemptOnce(transaction: Transaction): Promise<InBlock | Missed> {
  let commit: Commit;
  try {
    commit = await transaction.submit();
  } catch (error) {
    return { error, refused: isRefused(error) };
  }
  try {
    const { successful, code, blockNumber } = await commit.getStatus({
      deadline: Date.now() + patience.commit,
    });
    return successful ? { state: 'valid', block: blockNumber.toString() } : { state: 'invalid', code };
  } catch (error) {
    return { error, refused: false };
  }
}

/** True when every orderer that the peer asked answered with a refusal, so that none of them has the transaction. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof GatewayError &&
    error.details.length > 0 &&
    error.details.every(({ message }) => message.includes('received unsuccessful response from orderer'))
  );
}
