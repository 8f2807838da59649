import type { ConsortiumSettings, OrganizationKey } from '@medseal/ledger-model';

/** A member organization as the ledger shows it. */
export interface Organization {
  readonly mspId: string;
  readonly name: string;
  readonly kind: string;
  /** Address of its gateway's port for other gateways. */
  readonly memberUrl: string;
  readonly keyAgentUrl: string;
  /** PEM of its TLS root. */
  readonly tlsRoot: string;
  readonly keys: readonly OrganizationKey[];
}

/** The member organizations, in the order of the consortium file. */
export interface Organizations {
  /** @throws {Failure} UNAVAILABLE when the ledger cannot be read and nothing is remembered. */
  all(): Promise<readonly Organization[]>;
  /** @throws {Failure} NOT_FOUND for an MSP id that is not a member's. */
  byMspId(mspId: string): Promise<Organization>;
  /** The limits that all of them agreed on. @throws {Failure} as `all` does. */
  settings(): Promise<ConsortiumSettings>;
}
