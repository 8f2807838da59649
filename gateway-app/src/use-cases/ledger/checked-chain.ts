import { setImmediate } from 'node:timers/promises';
import type { ArchivedBlock, ChainArchive, OwnChain } from '../../domain/ledger/chain-archive.js';
import { type ChainCheck, checkChain, isLinked } from '../../domain/ledger/chain-check.js';
import type { ConcurrencyLimit } from '../../domain/shared/concurrency-limit.js';

/** What it takes to check the chain. */
export interface CheckedChainParts {
  readonly archive: ChainArchive;
  readonly own: OwnChain;
  /** Limits concurrent walks over blocks. */
  readonly gate: ConcurrencyLimit;
}

/**
 * Recomputes header hashes, once for each block. A header hash commits to all earlier blocks, so blocks that fitted
 * before still fit as long as the hash of the last one is the same. Memory is that of one block, however long the
 * chain.
 */
export class CheckedChain {
  readonly #parts: CheckedChainParts;
  /** The last of the blocks that fit without a gap, starting with the first. */
  #newest: ArchivedBlock | undefined;
  /** How often everything was forgotten: a walk that began before then keeps nothing. */
  #forgotten = 0;
  #foreignChanges: number | undefined;

  constructor(parts: CheckedChainParts) {
    this.#parts = parts;
  }

  /** Makes the next check recompute everything: after an alarm, earlier results do not count. */
  forget(): void {
    this.#newest = undefined;
    this.#forgotten++;
  }

  /**
   * Checks the blocks from one number to another, both included; if they begin later than block 0, the first one is
   * not compared with the block before it.
   * @throws {Failure} UNAVAILABLE when too many checks of the chain are running.
   */
  async check(from: number, to: number): Promise<ChainCheck> {
    if (from > to) return { blocks: 0, intact: true };
    return (await this.#remembered(from, to)) ?? (await this.#parts.gate.pass(() => this.#walk(from, to)));
  }

  /** The answer if everything requested is known to fit. */
  async #remembered(from: number, to: number): Promise<ChainCheck | undefined> {
    await this.#forgetIfAltered();
    if (this.#newest === undefined || Number(this.#newest.number) < to) return undefined;
    const latestHash = await this.#parts.own.headerHash(to);
    return { blocks: to - from + 1, intact: true, ...(latestHash !== undefined && { latestHash }) };
  }

  /** Only the gateway itself writes to the tables; after a write by another program, nothing about them is certain. */
  async #forgetIfAltered(): Promise<void> {
    const changes = await this.#parts.archive.foreignChanges();
    if (changes !== this.#foreignChanges) this.forget();
    this.#foreignChanges = changes;
  }

  async #walk(from: number, to: number): Promise<ChainCheck> {
    // Others may have walked the chain while this one waited.
    const known = await this.#remembered(from, to);
    if (known !== undefined) return known;
    await this.#extend(to);
    const fits = Number(this.#newest?.number ?? -1);
    if (fits >= to) return (await this.#remembered(from, to)) ?? (await this.#direct(from, to));
    // Everything before the block that does not fit is known; blocks after it are checked each time.
    if (from > fits) return await this.#direct(from, to);
    const latestHash = this.#newest?.headerHash ?? '';
    return { blocks: fits - from + 1, intact: false, firstBroken: String(fits + 1), latestHash };
  }

  /** Continues from the newest block that fits, until something does not fit or everything is forgotten. */
  async #extend(to: number): Promise<void> {
    const begun = this.#forgotten;
    let previous = this.#newest;
    const next = Number(previous?.number ?? -1) + 1;
    for await (const block of unhurried(this.#parts.archive.range(next, to))) {
      if (begun !== this.#forgotten || !isLinked(block, previous)) return;
      this.#newest = previous = block;
    }
  }

  async #direct(from: number, to: number): Promise<ChainCheck> {
    return await checkChain(unhurried(this.#parts.archive.range(from, to)));
  }
}

/** Passes items on and lets other work run now and then: a long chain has thousands of hashes. */
async function* unhurried<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let count = 0;
  for await (const item of items) {
    if (++count % 200 === 0) await setImmediate();
    yield item;
  }
}
