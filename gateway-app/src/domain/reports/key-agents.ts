import type { DisclosureId, ReleaseAnswer } from '@medseal/ledger-model';

/**
 * A key agent's answer to a request for a release: its share, or that the share or wrap that the ledger has for it
 * does not open or is not the committed one.
 */
export type AgentAnswer =
  | Readonly<{ mspId: string; kind: 'released'; release: ReleaseAnswer }>
  | Readonly<{ mspId: string; kind: 'cannot-open' }>;

/** The key agents of all organizations. */
export interface KeyAgents {
  /**
   * Asks all agents concurrently, even before the iteration begins, and yields their answers as they arrive. Agents
   * that refuse, fail, take too long or give an unusable answer are left out.
   * Questions that are still open end one second after the iteration or the signal does; answers that arrive
   * meanwhile are still reported elsewhere.
   */
  release(disclosureId: DisclosureId, signal: AbortSignal): AsyncIterable<AgentAnswer>;
  /** How many of all agents answer now; the signal ends the questions. */
  ready(signal: AbortSignal): Promise<Readonly<{ up: number; total: number }>>;
}
