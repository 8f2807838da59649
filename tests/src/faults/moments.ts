import { setTimeout as delay } from 'node:timers/promises';
import type { Bucket } from '../kit/bucket.js';
import type { Identity, LedgerClient } from '../kit/ledger.js';
import type { Person } from '../kit/gateway-client.js';

/**
 * Points of an act at which a program is killed. All of them are seen from outside, so no program holds code for this:
 * the sent bytes, the bucket, the journal's figures in `/readyz`, the number of blocks.
 */
export const moments = ['sent', 'stored', 'signed', 'committed'] as const;
export type Moment = (typeof moments)[number];

/** Where moments are seen. */
export interface Lookout {
  readonly person: Person;
  readonly bucket: Bucket;
  /** Of an organization whose parts stay alive. */
  readonly ledger: LedgerClient;
  readonly identity: Identity;
}

/** Milliseconds after which a moment that was not seen counts as past: the act went faster than the look. */
const bound = 3_000;

/** Begins to look; the result resolves when the moment has come, or is past. */
export async function lookFor(moment: Moment, lookout: Lookout): Promise<() => Promise<void>> {
  switch (moment) {
    case 'sent':
      return () => delay(20 + Math.random() * 60);
    case 'stored': {
      const before = (await lookout.bucket.names()).length;
      return () => until(async () => (await lookout.bucket.names()).length > before);
    }
    case 'signed':
      return () => until(async () => (await journaledActs(lookout.person)) > 0);
    case 'committed': {
      const before = await lookout.ledger.height(lookout.identity);
      return () => until(async () => (await lookout.ledger.height(lookout.identity)) > before);
    }
  }
}

async function until(seen: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + bound;
  while (performance.now() < end) if (await seen().catch(() => false)) return;
}

async function journaledActs({ gateway }: Person): Promise<number> {
  return (await journalFigures(gateway.url))?.acts ?? 0;
}

/** Rows that the gateway's journal holds unfinished; undefined while it does not answer. */
export async function journalFigures(
  gatewayUrl: string,
): Promise<Readonly<{ acts: number; objects: number }> | undefined> {
  const response = await fetch(`${gatewayUrl}/readyz`).catch(() => undefined);
  if (response === undefined) return undefined;
  const { parts } = (await response.json()) as { parts: { journal?: { acts: number; objects: number } } };
  return parts.journal;
}
