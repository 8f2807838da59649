import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import type { Bucket } from '../kit/network/bucket.js';
import type { Identity, LedgerClient } from '../kit/network/ledger.js';
import type { Person } from '../kit/api/gateway-client.js';

/**
 * Points of an act at which a program is killed. All of them are seen from outside, so no program contains
 * code for this: the sent bytes, the bucket, the gateway's journal, the number of blocks.
 */
export const moments = ['sent', 'stored', 'signed', 'committed'] as const;
export type Moment = (typeof moments)[number];

/** Where moments are seen. */
export interface Lookout {
  readonly person: Person;
  readonly bucket: Bucket;
  /** Folder of the network, and the organization whose gateway the person calls. */
  readonly home: string;
  readonly organization: string;
  /** Of an organization whose parts stay alive. */
  readonly ledger: LedgerClient;
  readonly identity: Identity;
}

/** Milliseconds after which a moment that was not seen counts as past: the act was faster than the check. */
const bound = 3_000;

/** Starts to watch; the result resolves when the moment has come, or is past. */
export async function lookFor(moment: Moment, lookout: Lookout): Promise<() => Promise<void>> {
  switch (moment) {
    case 'sent':
      return () => delay(20 + Math.random() * 60);
    case 'stored': {
      const before = (await lookout.bucket.names()).length;
      return () => until(async () => (await lookout.bucket.names()).length > before);
    }
    case 'signed':
      return () => until(() => journalFigures(lookout.home, lookout.organization).acts > 0);
    case 'committed': {
      const before = await lookout.ledger.height(lookout.identity);
      return () => until(async () => (await lookout.ledger.height(lookout.identity)) > before);
    }
  }
}

async function until(seen: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + bound;
  while (performance.now() < end && !(await isSeen(seen))) await delay(5);
}

/** What cannot be checked right now is not there yet. */
async function isSeen(seen: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await seen();
  } catch {
    return false;
  }
}

/** Unfinished rows of a gateway's journal, from its database: `/readyz` is some seconds behind. */
export function journalFigures(
  home: string,
  organization: string,
): Readonly<{ acts: number; objects: number }> {
  const file = path.join(home, 'organizations', organization, 'data', 'gateway', 'gateway.sqlite');
  const database = new SqliteDatabase(file, { fileMustExist: true, readonly: true, timeout: 5_000 });
  try {
    return database
      .prepare<[], { acts: number; objects: number }>(
        `select (select count(*) from journalAct where step = 'signed') as acts,
          (select count(*) from journalObject where step != 'recorded') as objects`,
      )
      .get() as { acts: number; objects: number };
  } finally {
    database.close();
  }
}
