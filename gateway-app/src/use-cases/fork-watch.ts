import { setTimeout as delay } from 'node:timers/promises';
import { type BlockLookup, headerHash } from '../domain/block.js';
import type { OwnChain } from '../domain/chain-archive.js';
import type { ChainReader } from '../domain/ledger.js';
import type { Organizations } from '../domain/organizations.js';
import type { PartState } from '../domain/readiness.js';

export interface ForkWatchParts {
  readonly chain: ChainReader;
  readonly lookup: BlockLookup;
  readonly organizations: Organizations;
  readonly own: OwnChain;
  /** Told of every organization that begins to show another chain. */
  readonly alarm: (facts: object, message: string) => void;
}

/** Milliseconds between two looks. */
const interval = 30_000;

/**
 * Compares the chain of every organization's peer with the own projection. A header hash commits to all blocks before it, so
 * one comparison at the highest common block says whether any block differs.
 */
export class ForkWatch {
  readonly #parts: ForkWatchParts;
  readonly #forked = new Set<string>();
  #compared = 0;

  constructor(parts: ForkWatchParts) {
    this.#parts = parts;
  }

  /** How many organizations show another chain, and how many could be compared at the last look. */
  state(): PartState {
    const forks = this.#forked.size;
    return { ready: forks === 0, figures: { forks, compared: this.#compared } };
  }

  /** Looks every 30 seconds until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A ledger that does not answer is the concern of other readiness figures.
      await this.look().catch(() => undefined);
      await delay(interval, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Compares once. A peer that is away is not compared, and what was said of it stays. */
  async look(): Promise<void> {
    const organizations = await this.#parts.organizations.all();
    const looks = organizations.map(async ({ mspId, name }) => {
      const same = await this.#compare(mspId).catch(() => undefined);
      if (same === false) this.#raise(mspId, name);
      else if (same === true) this.#forked.delete(mspId);
      return same;
    });
    this.#compared = (await Promise.all(looks)).filter((same) => same !== undefined).length;
  }

  async #compare(mspId: string): Promise<boolean | undefined> {
    const height = this.#parts.own.height();
    if (height === undefined) return undefined;
    const info = await this.#parts.chain.chainInfo(mspId);
    const newest = Number(info.height) - 1;
    const common = Math.min(newest, Number(height));
    const theirs = newest === common ? info.latestHash : await this.#hashAt(common, mspId);
    const own = await this.#parts.own.headerHash(common);
    return own === undefined ? undefined : own === theirs;
  }

  async #hashAt(block: number, mspId: string): Promise<string> {
    return headerHash(await this.#parts.lookup.block(block.toString(), mspId));
  }

  #raise(mspId: string, organization: string): void {
    if (this.#forked.has(mspId)) return;
    this.#forked.add(mspId);
    this.#parts.alarm({ alarm: 'FORK', organization }, 'two organizations show different blocks');
  }
}
