import { parseCompositeKey, type RecordType } from '@medseal/ledger-model';
import type { LedgerBlock } from './block.js';

/** Hears of each block after the projection has it; must not throw. */
export type BlockListener = (block: LedgerBlock) => void;

/** Tells of blocks as they become visible in lists, and again when private data that was missing has come. */
export interface BlockFeed {
  /** @returns a function that ends the listening. */
  onBlock(listener: BlockListener): () => void;
}

/** States after which nobody may open a version again. */
const discarded: readonly unknown[] = ['rejected', 'withdrawn', 'erased'];

/** Does a block end versions, so that their objects have to go? The states are public. */
export function discardsVersions(block: LedgerBlock): boolean {
  const valid = block.transactions.filter(({ validationCode }) => validationCode === 0);
  return valid
    .flatMap(({ writes }) => writes)
    .some(({ key, value }) => {
      if (key === undefined || value === undefined || parseCompositeKey(key)?.type !== 'version')
        return false;
      return discarded.includes((JSON.parse(value) as { state?: unknown }).state);
    });
}

/** Records that a permission depends on. */
const decisive: readonly RecordType[] = ['person', 'patient', 'consent', 'report', 'version'];

/** Can this block change what may be read? Private writes whose names the peer does not know yet may change it too. */
export function mayDecide(block: LedgerBlock): boolean {
  const writes = block.transactions.flatMap((transaction) => transaction.writes);
  return writes.some(({ key, collection }) => {
    if (key === undefined) return collection !== 'envelopes';
    const type = parseCompositeKey(key)?.type;
    return type !== undefined && decisive.includes(type);
  });
}
