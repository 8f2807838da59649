import type { OwnChain } from '../domain/ledger/chain-archive.js';
import { repeat } from '../domain/shared/repeat.js';
import type { ChainReader, HeaderHashReader } from '../domain/ledger/ledger.js';
import type { Organizations } from '../domain/ledger/organizations.js';
import { failing, fine, type Finding, warning } from '../domain/health/health.js';
import type { Tell } from '../domain/shared/log.js';

export interface ForkWatchParts {
  readonly chain: ChainReader & HeaderHashReader;
  readonly organizations: Organizations;
  readonly own: OwnChain;
  /** Called for every organization that begins to show another chain. */
  readonly alarm: Tell;
}

/** Milliseconds between two looks. */
const interval = 30_000;

/**
 * Compares the chain of every organization's peer with this gateway's projection. A header hash commits to all
 * earlier blocks, so one comparison at the highest common block shows whether any block differs. An organization can
 * claim anything: only a majority of them shows that this one's chain is wrong.
 */
export class ForkWatch {
  readonly #parts: ForkWatchParts;
  /** Names by MSP id. */
  readonly #forked = new Map<string, string>();
  #compared = 0;
  #total = 0;

  constructor(parts: ForkWatchParts) {
    this.#parts = parts;
  }

  /** Which organizations show another chain, and how many could be compared at the last look. */
  finding(): Finding {
    const forks = this.#forked.size;
    const figures = { forks, compared: this.#compared };
    if (forks === 0) return fine(`${this.#compared} organizations show the same blocks.`, figures);
    const detail = `Blocks that differ from this gateway’s are shown by ${[...this.#forked.values()].join(', ')}.`;
    return 2 * forks > this.#total
      ? failing(detail, 'Stop relying on the ledger; compare blocks with the other operators.', figures)
      : warning(detail, 'Compare blocks with the other operators.', figures);
  }

  /** Looks every 30 seconds until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), interval, signal);
  }

  /** Compares once. A peer that is unavailable is not compared, and its last result stays. */
  async look(): Promise<void> {
    const organizations = await this.#parts.organizations.all();
    const looks = organizations.map(async ({ mspId, name }) => {
      const same = await this.#compare(mspId).catch(() => undefined);
      if (same === false) this.#raise(mspId, name);
      else if (same === true) this.#forked.delete(mspId);
      return same;
    });
    this.#total = organizations.length;
    this.#compared = (await Promise.all(looks)).filter((same) => same !== undefined).length;
  }

  async #compare(mspId: string): Promise<boolean | undefined> {
    const { chain, own } = this.#parts;
    const height = own.height();
    if (height === undefined) return undefined;
    const info = await chain.chainInfo(mspId);
    const newest = Number(info.height) - 1;
    const common = Math.min(newest, Number(height));
    const theirs = newest === common ? info.latestHash : await chain.headerHashAt(mspId, common);
    const ours = await own.headerHash(common);
    return ours === undefined ? undefined : ours === theirs;
  }

  #raise(mspId: string, organization: string): void {
    if (this.#forked.has(mspId)) return;
    this.#forked.set(mspId, organization);
    this.#parts.alarm({ alarm: 'FORK', organization }, 'two organizations show different blocks');
  }
}
