import type { DisclosureId, Release } from '@medseal/ledger-model';

/** Where the agent learns what a committed disclosure permits: its own organization's peer, and nobody else. */
export interface ReleaseSource {
  /**
   * The release that a disclosure permits now, decided by the contract on current state.
   * @throws {LedgerError} when the ledger refuses; `NOT_FOUND` also while the own peer lags behind.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer.
   */
  read(disclosureId: DisclosureId): Promise<Release>;

  /**
   * TLS roots (PEM) of all organizations of the consortium, as of not long ago.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer and nothing is remembered.
   */
  roots(): Promise<readonly string[]>;

  /** True when the peer can be reached now. */
  reachable(): Promise<boolean>;
}
