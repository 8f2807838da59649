import { hashOf, type Recomputed } from './chain.js';

/** What an organization's peer reports about its copy; empty when it does not answer. */
export interface ReportedHeight {
  /** Number of blocks, decimal. */
  readonly height?: string;
  /** Header hash of the newest of them, hex. */
  readonly latestHash?: string;
}

/**
 * An organization's copy compared with the chain recomputed here; `unknown` when the hash to compare is not available.
 */
export type Verdict = 'same' | 'behind' | 'ahead' | 'differs' | 'unreachable' | 'unknown';

/** Compares an organization's newest hash with the one recomputed here for the same block. */
export function verdictOf({ height, latestHash }: ReportedHeight, recomputed: Recomputed): Verdict {
  if (height === undefined || latestHash === undefined) return 'unreachable';
  const blocks = Number(height);
  if (blocks > recomputed.blocks) return 'ahead';
  const own = hashOf(recomputed, blocks - 1);
  if (own === undefined) return 'unknown';
  if (own !== latestHash) return 'differs';
  return blocks === recomputed.blocks ? 'same' : 'behind';
}
