import type { DisclosureId, ReleaseAnswer } from '@medseal/ledger-model';

/** The key agents of all organizations. */
export interface KeyAgents {
  /**
   * Asks all agents at once, already before the iteration begins, and yields their answers as they come; agents that refuse, fail or take too long are left out.
   * Ending the iteration ends the questions that are still open.
   */
  release(disclosureId: DisclosureId, signal: AbortSignal): AsyncIterable<ReleaseAnswer>;
  /** How many agents answer now, of how many. */
  ready(): Promise<Readonly<{ up: number; total: number }>>;
}
