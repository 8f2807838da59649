import type { ArchivedBlock } from './chain-archive.js';
import { headerHash } from './block.js';

/** The result of recomputing a part of the chain. */
export interface ChainCheck {
  /** Blocks looked at. */
  readonly blocks: number;
  readonly intact: boolean;
  /** Number of the first block that does not fit, decimal. */
  readonly firstBroken?: string;
  /** Header hash of the last block that fits, hex. */
  readonly latestHash?: string;
}

/** True when the header hash matches the header's fields and the block follows the given one. */
export function isLinked(block: ArchivedBlock, before: ArchivedBlock | undefined): boolean {
  const recomputed = headerHash({ ...block, number: BigInt(block.number) });
  if (recomputed !== block.headerHash) return false;
  if (before === undefined) return block.number !== '0' || block.previousHash === '';
  return BigInt(before.number) + 1n === BigInt(block.number) && before.headerHash === block.previousHash;
}

/** Recomputes every header hash of consecutive blocks and compares it with what the next block says. */
export async function checkChain(blocks: AsyncIterable<ArchivedBlock>): Promise<ChainCheck> {
  let before: ArchivedBlock | undefined;
  let count = 0;
  for await (const block of blocks) {
    const latest = before === undefined ? {} : { latestHash: before.headerHash };
    if (!isLinked(block, before))
      return { blocks: count, intact: false, firstBroken: block.number, ...latest };
    before = block;
    count++;
  }
  return { blocks: count, intact: true, ...(before === undefined ? {} : { latestHash: before.headerHash }) };
}
