import { parseCompositeKey, type RecordType } from '@medseal/ledger-model';
import type { LedgerBlock } from './block.js';

/** Receives each block once it is in the projection; must not throw. */
export type BlockListener = (block: LedgerBlock, effect: BlockEffect) => void;

/** What a block changes, found once for all listeners. */
export interface BlockEffect {
  /** It can change what may be read. Private writes whose names the peer does not know yet can change it too. */
  readonly decides: boolean;
  /** It ends versions, so that their objects have to go. */
  readonly discardsVersions: boolean;
}

/** Finds the effect of a block. The states of versions are public. */
export function effectOf(block: LedgerBlock): BlockEffect {
  return { decides: decides(block), discardsVersions: discardsVersions(block) };
}

/** Announces blocks as they become visible in lists, and again when missing private data has arrived. */
export interface BlockFeed {
  /** @returns a function that ends the listening. */
  onBlock(listener: BlockListener): () => void;
}

/** States of a version that no one may open again: its object, envelope and wraps go. */
export const goneStates: readonly unknown[] = ['rejected', 'withdrawn', 'erased'];

function discardsVersions(block: LedgerBlock): boolean {
  const valid = block.transactions.filter(({ validationCode }) => validationCode === 0);
  return valid
    .flatMap(({ writes }) => writes)
    .some(({ key, value }) => {
      if (key === undefined || value === undefined || parseCompositeKey(key)?.type !== 'version')
        return false;
      return goneStates.includes((JSON.parse(value) as { state?: unknown }).state);
    });
}

/** Records that a permission depends on. */
const decisive: readonly RecordType[] = ['person', 'patient', 'consent', 'report', 'version'];

function decides(block: LedgerBlock): boolean {
  const writes = block.transactions.flatMap((transaction) => transaction.writes);
  return writes.some(({ key, collection }) => {
    if (key === undefined) return collection !== 'envelopes';
    const type = parseCompositeKey(key)?.type;
    return type !== undefined && decisive.includes(type);
  });
}
