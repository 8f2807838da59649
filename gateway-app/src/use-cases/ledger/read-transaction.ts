import { Failure } from '../../domain/shared/failure.js';
import type { JournalReader } from '../../domain/ledger/journal.js';
import type { TransactionReader } from '../../domain/ledger/ledger.js';

/** The state of a transaction that a person was informed about. */
export interface TransactionOutcome {
  readonly transactionId: string;
  /** `pending` while it may still get into a block; `undone` when it never will. */
  readonly state: 'pending' | 'committed' | 'invalid' | 'undone';
  readonly block?: string;
}

/** Resolves what a 202 left open. */
export class ReadTransaction {
  readonly #parts: Readonly<{ ledger: TransactionReader; journal: JournalReader; mspId: string }>;

  constructor(parts: Readonly<{ ledger: TransactionReader; journal: JournalReader; mspId: string }>) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for a transaction that neither this organization's peer nor this gateway knows. */
  async read(transactionId: string): Promise<TransactionOutcome> {
    const { ledger, journal, mspId } = this.#parts;
    // In this order: the journal deletes its row only after the peer has the transaction.
    const step = await journal.actStep(transactionId);
    const seen = await ledger.transactionState({ transactionId }, mspId);
    if (seen.state === 'valid') return { transactionId, state: 'committed', block: seen.block };
    if (seen.state === 'invalid') return { transactionId, state: 'invalid' };
    if (step === undefined) throw new Failure('NOT_FOUND', 'no such transaction');
    return { transactionId, state: step === 'undone' ? 'undone' : 'pending' };
  }
}
