import { setImmediate } from 'node:timers/promises';
import type { ArchivedBlock, ChainArchive, OwnChain } from '../../domain/ledger/chain-archive.js';
import { type ChainCheck, checkChain, isLinked } from '../../domain/ledger/chain-check.js';
import type { ConcurrencyLimit } from '../../domain/shared/concurrency-limit.js';

/** What the chain is checked with. */
export interface CheckedChainParts {
  readonly archive: ChainArchive;
  readonly own: OwnChain;
  /** Lets few walk over blocks at once. */
  readonly gate: ConcurrencyLimit;
}

/**
 * Recomputes header hashes, each block's once. A header hash commits to all blocks before it, so blocks that fitted
 * still fit as long as the hash of the last one is the same. Takes memory for one block, however long the chain.
 */
export class CheckedChain {
  readonly #parts: CheckedChainParts;
  /** The last of the blocks that fit without a gap from the first one on. */
  #newest: ArchivedBlock | undefined;
  /** How often everything was forgotten: a walk that began before keeps nothing. */
  #forgotten = 0;
  #foreignChanges: number | undefined;

  constructor(parts: CheckedChainParts) {
    this.#parts = parts;
  }

  /** Has everything recomputed at the next check: after an alarm nothing that was found before counts. */
  forget(): void {
    this.#newest = undefined;
    this.#forgotten++;
  }

  /**
   * Checks the blocks from one number to another, both included; where they begin later than block 0, the first one is not
   * compared with the block before it.
   * @throws {Failure} UNAVAILABLE when too many look at the chain at this moment.
   */
  async check(from: number, to: number): Promise<ChainCheck> {
    if (from > to) return { blocks: 0, intact: true };
    return (await this.#remembered(from, to)) ?? (await this.#parts.gate.pass(() => this.#walk(from, to)));
  }

  /** The answer where everything asked for is known to fit. */
  async #remembered(from: number, to: number): Promise<ChainCheck | undefined> {
    await this.#forgetIfAltered();
    if (this.#newest === undefined || Number(this.#newest.number) < to) return undefined;
    const latestHash = await this.#parts.own.headerHash(to);
    return { blocks: to - from + 1, intact: true, ...(latestHash !== undefined && { latestHash }) };
  }

  /** Only the gateway itself writes to the tables; what another program did there may be anything. */
  async #forgetIfAltered(): Promise<void> {
    const changes = await this.#parts.archive.foreignChanges();
    if (changes !== this.#foreignChanges) this.forget();
    this.#foreignChanges = changes;
  }

  async #walk(from: number, to: number): Promise<ChainCheck> {
    // Others may have walked while this one waited.
    const known = await this.#remembered(from, to);
    if (known !== undefined) return known;
    await this.#extend(to);
    const fits = Number(this.#newest?.number ?? -1);
    if (fits >= to) return (await this.#remembered(from, to)) ?? (await this.#direct(from, to));
    // Up to the block that does not fit everything is known; behind it, blocks are looked at each time.
    if (from > fits) return await this.#direct(from, to);
    const latestHash = this.#newest?.headerHash ?? '';
    return { blocks: fits - from + 1, intact: false, firstBroken: String(fits + 1), latestHash };
  }

  /** Goes on from the newest block that fits, until something does not fit or everything is forgotten. */
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

/** Hands items on and lets other work run now and then: a long chain is thousands of hashes. */
async function* unhurried<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let count = 0;
  for await (const item of items) {
    if (++count % 200 === 0) await setImmediate();
    yield item;
  }
}
