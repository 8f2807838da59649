import type { DisclosureId, Release } from '@medseal/ledger-model';
import type { Member } from '@medseal/transport';

/** Where the agent learns what a committed disclosure permits: only its own organization's peer. */
export interface ReleaseSource {
  /**
   * The release that a disclosure permits now; the contract decides on the current state.
   * @throws {LedgerError} when the ledger refuses; `NOT_FOUND` also while the peer lags behind.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer.
   */
  read(disclosureId: DisclosureId): Promise<Release>;

  /**
   * All current organizations of the consortium with their TLS roots.
   * @throws {Refusal} `UNAVAILABLE` when the peer does not answer.
   */
  members(): Promise<readonly Member[]>;

  /** True when the contract at the peer answers now, or did so in the last few seconds. */
  answers(): Promise<boolean>;
}
