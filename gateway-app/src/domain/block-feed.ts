import { parseCompositeKey } from '@medseal/ledger-model';
import type { BlockSource, LedgerBlock } from './block.js';

/** Hears of each block after the projection has it; must not throw. */
export type BlockListener = (block: LedgerBlock) => void;

/** Tells of blocks as they become visible in lists. */
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

/** Passes blocks on, and tells of each one when its reader asks for the next: then it has been taken in. */
export class AnnouncedBlocks implements BlockSource, BlockFeed {
  readonly #source: BlockSource;
  readonly #listeners = new Set<BlockListener>();

  constructor(source: BlockSource) {
    this.#source = source;
  }

  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async *blocks(start: bigint, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
    for await (const block of this.#source.blocks(start, signal)) {
      yield block;
      for (const listener of this.#listeners) listener(block);
    }
  }
}
