import { setTimeout as delay } from 'node:timers/promises';
import { LedgerError, type DisclosureId, type Release } from '@medseal/ledger-model';
import type { ReleaseSource } from './release-source.js';

const pause = 100;

/**
 * Reads a release, again and again while the disclosure is not found: the reader's peer may have committed it
 * some blocks before ours has.
 * @param waiting for at most `patience` milliseconds, and no longer than the caller does
 * @throws what the source throws last.
 */
export async function awaitRelease(
  source: ReleaseSource,
  disclosureId: DisclosureId,
  waiting: Readonly<{ patience: number; signal: AbortSignal }>,
): Promise<Release> {
  const end = performance.now() + waiting.patience;
  for (;;) {
    try {
      return await source.read(disclosureId);
    } catch (error) {
      if (!isNotFound(error) || performance.now() + pause > end) throw error;
    }
    await delay(pause, undefined, { signal: waiting.signal });
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'NOT_FOUND';
}
