import type { DisclosureId, ReleaseAnswer } from '@medseal/ledger-model';

/**
 * What a key agent says when it is asked for a release: what it gives, or that the share or wrap that the ledger has for it
 * does not open or is not the committed one.
 */
export type AgentAnswer =
  | Readonly<{ mspId: string; kind: 'released'; release: ReleaseAnswer }>
  | Readonly<{ mspId: string; kind: 'cannot-open' }>;

/** The key agents of all organizations. */
export interface KeyAgents {
  /**
   * Asks all agents at once, already before the iteration begins, and yields their answers as they come; agents that are
   * silent are left out: those that refuse, fail, take too long or answer something else.
   * The questions still open end a second after the iteration or the signal does; answers that come meanwhile are heard
   * elsewhere.
   */
  release(disclosureId: DisclosureId, signal: AbortSignal): AsyncIterable<AgentAnswer>;
  /** How many agents answer now, of how many; the signal ends the questions. */
  ready(signal: AbortSignal): Promise<Readonly<{ up: number; total: number }>>;
}
