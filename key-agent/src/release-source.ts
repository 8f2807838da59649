import type { DisclosureId, Release } from '@medseal/ledger-model';
import type { Member } from '@medseal/transport';

/** Where the agent learns what a committed disclosure permits: its own organization's peer, and nobody else. */
export interface ReleaseSource {
  /**
   * The release that a disclosure permits now, decided by the contract on current state.
   * @throws {LedgerError} when the ledger refuses; `NOT_FOUND` also while the peer lags behind.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer.
   */
  read(disclosureId: DisclosureId): Promise<Release>;

  /**
   * All organizations of the consortium with their TLS roots, as of now.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer.
   */
  members(): Promise<readonly Member[]>;

  /** True when the contract answers at the peer: has done so within some seconds, or does now. */
  answers(): Promise<boolean>;
}
