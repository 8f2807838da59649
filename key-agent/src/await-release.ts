import { setTimeout as delay } from 'node:timers/promises';
import { LedgerError, type DisclosureId, type Release } from '@medseal/ledger-model';
import type { ReleaseSource } from './release-source.js';

/** Milliseconds between two queries, which grow: most disclosures arrive within the first, invented ones never. */
const pauses = { first: 100, growth: 1.5, longest: 1_000 } as const;

/** How long to wait for a release, and when the ledger may be queried. */
export type Waiting = Readonly<{
  /** Milliseconds. */
  patience: number;
  /** Aborts when the caller no longer waits. */
  signal: AbortSignal;
  /** Carries out a query when it is the caller's turn. */
  inTurn: <Result>(look: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
}>;

/**
 * Reads a release, repeatedly while the disclosure is not found: the reader's peer may have committed it
 * some blocks before this organization's peer.
 * @throws what the source throws last.
 */
export async function awaitRelease(
  source: ReleaseSource,
  disclosureId: DisclosureId,
  { patience, signal, inTurn }: Waiting,
): Promise<Release> {
  const end = performance.now() + patience;
  for (let pause: number = pauses.first; ; pause = Math.min(pauses.growth * pause, pauses.longest)) {
    try {
      return await inTurn(() => source.read(disclosureId), signal);
    } catch (error) {
      const left = end - performance.now();
      if (!isNotFound(error) || left <= 0) throw error;
      // The last query is at the very end.
      await delay(Math.min(pause, left), undefined, { signal });
    }
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'NOT_FOUND';
}
