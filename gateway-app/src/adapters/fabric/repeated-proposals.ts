import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CallerGoneError } from '../../domain/ledger/caller-presence.js';
import type { Tell } from '../../domain/shared/log.js';
import { EndorserChoice, type EndorserChoiceParts } from './endorser-choice.js';
import { Attempts, classify, EndorsingFailed, NotEndorsed, Retry } from './fabric-failures.js';

export interface RepeatedProposalsParts extends Pick<EndorserChoiceParts, 'mspId' | 'all'> {
  /** Reports endorsements that did not count. */
  readonly alarm: Tell;
}

/** Proposes acts again while that can help: after a lost race, a lagging peer, or another member's interference. */
export class RepeatedProposals {
  readonly #parts: RepeatedProposalsParts;
  readonly #endorsers: EndorserChoice;

  constructor(parts: RepeatedProposalsParts) {
    this.#parts = parts;
    this.#endorsers = new EndorserChoice({ ...parts, now: () => performance.now() });
  }

  /**
   * @param propose takes MSP ids of the endorsers, or undefined if Fabric chooses them
   * @throws {Failure} when another proposal cannot help, or enough have been made
   */
  async run<Result>(propose: (endorsers: readonly string[] | undefined) => Promise<Result>): Promise<Result> {
    const attempts = new Attempts();
    for (;;) {
      const endorsers = await this.#endorsers.next();
      try {
        const result = await propose(endorsers);
        this.#endorsers.counted(endorsers);
        return result;
      } catch (error) {
        if (error instanceof CallerGoneError) throw error;
        const verdict = classify(error, this.#parts.mspId);
        if (!(verdict instanceof Retry)) throw verdict;
        if (!attempts.allow(verdict.trying)) throw verdict.whenExhausted;
        this.#note(endorsers, verdict);
        await delay(randomInt(...verdict.trying.pause));
      }
    }
  }

  /**
   * After these endorsers failed, another set is tried next. Only a transaction that failed in a block shows that one
   * of them is to blame. A lost race and a used-up id say nothing about them.
   */
  #note(endorsers: readonly string[] | undefined, verdict: Retry): void {
    if (verdict instanceof NotEndorsed) this.#blame(endorsers, verdict);
    else if (verdict instanceof EndorsingFailed && endorsers !== undefined) this.#endorsers.failed(endorsers);
  }

  #blame(named: readonly string[] | undefined, verdict: NotEndorsed): void {
    if (named === undefined) {
      this.#endorsers.suspect(verdict.endorsers);
      return;
    }
    const organizations = this.#endorsers.notCounted(named);
    this.#parts.alarm(
      { alarm: 'ENDORSEMENT_DOES_NOT_COUNT', organizations },
      'an endorsement did not count: the act is proposed again to others',
    );
  }
}
