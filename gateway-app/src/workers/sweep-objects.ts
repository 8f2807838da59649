import type { VersionId } from '@medseal/ledger-model';
import type { JournaledObject, UnfinishedWork } from '../domain/ledger/journal.js';
import type { ChainReader } from '../domain/ledger/ledger.js';
import type { Organizations } from '../domain/ledger/organizations.js';
import type { Projection } from '../domain/ledger/projection.js';
import type { BlockHashes } from '../domain/ledger/block.js';
import type { ReportStore } from '../domain/reports/store.js';
import { witnesses } from './recover-acts.js';

/** What it takes to remove objects. */
export interface SweepObjectsParts {
  readonly work: UnfinishedWork;
  readonly store: ReportStore;
  readonly projection: Projection & BlockHashes;
  readonly ledger: ChainReader;
  readonly organizations: Organizations;
  readonly mspId: string;
}

/** States of a proposal that is not a report and will not become one. */
const ended = ['rejected', 'withdrawn'] as const;
const pageLength = 100;

/**
 * Removes objects from this hospital's store: those of journal rows that no transaction records, and those of
 * rejected and withdrawn proposals. It never touches anything else in the store; `fsck` reports that.
 */
export class SweepObjects {
  readonly #parts: SweepObjectsParts;

  constructor(parts: SweepObjectsParts) {
    this.#parts = parts;
  }

  /** Brings one unfinished object to its end; true when it is gone from the store. */
  async finish({ objectKey, versionId }: JournaledObject): Promise<boolean> {
    const { work, store } = this.#parts;
    const found = await this.#recorded(versionId);
    if (found === undefined) return false;
    if (found) {
      await work.recorded(objectKey);
      return false;
    }
    if (!(await work.beginRemoval(objectKey))) return false;
    await store.remove(objectKey);
    await work.removed(objectKey);
    return true;
  }

  /** Removes the objects of proposals that were rejected or withdrawn since the last time; returns how many. */
  async removeEnded(): Promise<number> {
    let removed = 0;
    for (const state of ended) {
      // Oldest first: if one fails, only newer ones are missing, and the next look finds them again.
      for (const objectKey of (await this.#endedObjects(state)).reverse()) {
        await this.#parts.store.remove(objectKey);
        await this.#parts.work.noteRemoval(objectKey);
        removed++;
      }
    }
    return removed;
  }

  /** Keys of objects that still have to be removed, newest first. */
  async #endedObjects(state: (typeof ended)[number]): Promise<string[]> {
    const { projection, work, mspId } = this.#parts;
    const waiting: string[] = [];
    let after: string | undefined;
    do {
      const page = await projection.list(
        'version',
        { state },
        { limit: pageLength, ...(after !== undefined && { after }) },
      );
      const own = page.items.flatMap(({ record }) =>
        record.locations.filter((location) => location.mspId === mspId).map(({ objectKey }) => objectKey),
      );
      const missing = await work.notYetRemoved(own);
      waiting.push(...missing);
      if (missing.length < own.length) return waiting;
      after = page.next;
    } while (after !== undefined);
    return waiting;
  }

  /**
   * Whether the ledger has a version; undefined while that is not certain. It is certain when the peers of two
   * organizations show a newest block that this gateway's projection has too, by its header hash. Then the projection
   * contains what they have.
   */
  async #recorded(versionId: VersionId): Promise<boolean | undefined> {
    const { projection, ledger, organizations } = this.#parts;
    const answers = await Promise.allSettled(
      (await organizations.all()).map(({ mspId }) => ledger.chainInfo(mspId)),
    );
    const chains = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const newest = chains.map(({ height, latestHash }) => ({ block: Number(height) - 1, latestHash }));
    await projection.waitFor(String(Math.max(0, ...newest.map(({ block }) => block))));
    const equal = await Promise.all(
      newest.map(async ({ block, latestHash }) => (await projection.headerHash(block)) === latestHash),
    );
    if (equal.filter(Boolean).length < witnesses) return undefined;
    return (await projection.find('version', [versionId])) !== undefined;
  }
}
