import type { ActEnd, SignedAct, UnfinishedWork } from '../domain/ledger/journal.js';
import type { ChainReader, InBlock, Resubmitter, TransactionReader } from '../domain/ledger/ledger.js';
import type { Organizations } from '../domain/ledger/organizations.js';

/**
 * The number of blocks after its endorsement in which a transaction may be submitted again: peers keep private data
 * that waits for its block for 1000 blocks (`transientstoreMaxBlockRetention`), and half of that leaves room for what
 * is under way.
 */
const resubmissionBlocks = 500;

/** The number of organizations whose peers must say that they do not have a transaction before it counts as undone. */
export const witnesses = 2;

/** What finishing acts needs. */
export interface RecoverActsParts {
  readonly work: UnfinishedWork;
  readonly ledger: ChainReader & TransactionReader & Resubmitter;
  readonly organizations: Organizations;
  readonly mspId: string;
}

/** The result of a look at a row. */
export type ActRecovery = 'finished' | 'undone' | 'waits';

/** Finishes or undoes signed acts whose outcome the request that made them did not learn. */
export class RecoverActs {
  readonly #parts: RecoverActsParts;

  constructor(parts: RecoverActsParts) {
    this.#parts = parts;
  }

  /**
   * @throws {Failure} when this organization's peer does not answer, or the outcome of a resubmission is not known:
   * look again later.
   */
  async recover(act: SignedAct): Promise<ActRecovery> {
    const { work, ledger, mspId } = this.#parts;
    const seen = await ledger.transactionState(act, mspId);
    if (seen.state !== 'absent') {
      await work.settle(act.transactionId, endOf(seen));
      return 'finished';
    }
    if (await this.#mayResubmit(act)) {
      await work.settle(act.transactionId, endOf(await ledger.resubmit(act.bytes)));
      return 'finished';
    }
    if (!(await this.#isAbsent(act))) return 'waits';
    await work.undo(act.transactionId);
    return 'undone';
  }

  async #mayResubmit({ height, certificateUntil }: SignedAct): Promise<boolean> {
    if (Date.now() >= Date.parse(certificateUntil)) return false;
    const chain = await this.#parts.ledger.chainInfo(this.#parts.mspId);
    return Number(chain.height) - height < resubmissionBlocks;
  }

  /** True when the peers of two organizations answer that they do not have it, and none answers that it has it. */
  async #isAbsent(act: SignedAct): Promise<boolean> {
    const { ledger, organizations } = this.#parts;
    const answers = await Promise.allSettled(
      (await organizations.all()).map(({ mspId }) => ledger.transactionState(act, mspId)),
    );
    const states = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.state] : []));
    return states.length >= witnesses && states.every((state) => state === 'absent');
  }
}

/** An act whose transaction id was used up by other bytes did not happen. */
function endOf({ state }: InBlock): ActEnd {
  return state === 'valid' ? 'valid' : 'invalid';
}
