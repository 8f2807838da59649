import type { ChainInfo, ChainReader } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';

/** Height of one organization's copy; without figures if its peer does not answer. */
interface OrganizationHeight extends Partial<ChainInfo> {
  readonly organization: string;
  readonly mspId: string;
}

/** Whether all organizations have the same blocks. */
export interface LedgerHeights {
  readonly items: readonly OrganizationHeight[];
  /** True when every organization answered and all show the same newest block. */
  readonly equal: boolean;
}

/** Asks a peer of every organization for its height and newest block hash. */
export async function readHeights(chain: ChainReader, organizations: Organizations): Promise<LedgerHeights> {
  const items = await Promise.all(
    (await organizations.all()).map(async ({ mspId, name }) => {
      // A peer that is unavailable is part of the answer.
      const info = await chain.chainInfo(mspId).catch(() => undefined);
      return { organization: name, mspId, ...info };
    }),
  );
  const hashes = new Set(items.map(({ latestHash }) => latestHash));
  return { items, equal: hashes.size === 1 && !hashes.has(undefined) };
}
