import { setTimeout as delay } from 'node:timers/promises';
import { type Commit, GatewayError, type Transaction } from '@hyperledger/fabric-gateway';
import type { InBlock, TransactionState } from '../../domain/ledger/ledger.js';
import { CommitLost, NotOrdered } from './fabric-failures.js';

/** Milliseconds: in all, while every orderer refuses, for one commit, and between two attempts. */
export interface Patience {
  readonly total: number;
  readonly refused: number;
  readonly commit: number;
  readonly pause: number;
}

/**
 * Orderers elect a new leader within seven seconds, and what the old one had accepted may be lost with it. So the peer
 * is asked after one wait for the commit. If it does not know the transaction, the same bytes are submitted again.
 */
export const defaultPatience: Patience = { total: 20_000, refused: 10_000, commit: 6_000, pause: 300 };

/**
 * Submits a signed transaction until this organization's peer shows it in a block. Submitting the same bytes again is
 * safe: a transaction id takes effect once (Fabric marks further ones DUPLICATE_TXID).
 * @param look asks the peer for the transaction with these bytes.
 * @throws {NotOrdered} when every attempt was refused by all orderers, {CommitLost} when the outcome is not known.
 */
export async function submitUntilInBlock(
  transaction: Transaction,
  look: () => Promise<TransactionState>,
  patience: Patience,
): Promise<InBlock> {
  const start = performance.now();
  let everyRefused = true;
  for (;;) {
    const attempt = await attemptOnce(transaction, patience.commit);
    if ('block' in attempt) return attempt;
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

type Valid = Extract<InBlock, { state: 'valid' }>;

/** What went wrong, and whether the transaction certainly was not ordered. */
type Missed = Readonly<{ error: unknown; refused: boolean }>;

async function attemptOnce(transaction: Transaction, wait: number): Promise<Valid | Missed> {
  let commit: Commit;
  try {
    commit = await transaction.submit();
  } catch (error) {
    return { error, refused: isRefused(error) };
  }
  try {
    const { successful, code, blockNumber } = await commit.getStatus({
      deadline: Date.now() + wait,
    });
    if (successful) return { state: 'valid', block: blockNumber.toString() };
    // The peer answers by transaction id, which other bytes can have too. Only the block shows what became of these.
    return { error: new Error(`validation code ${code}`), refused: false };
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
