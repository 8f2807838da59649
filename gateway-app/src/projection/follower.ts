import { setTimeout as delay } from 'node:timers/promises';
import type { BlockSource } from '../domain/ledger/block.js';
import type { Log } from '../domain/shared/log.js';
import { BrokenChain } from './apply-block.js';
import type { SqliteProjection } from './sqlite-projection.js';

/** Milliseconds between reconnections, and between checks of blocks whose private data was missing. */
const backoff = { first: 100, most: 5_000, incomplete: 5_000 } as const;

/**
 * Follows the channel from the last block that is in until the signal aborts: reconnects with growing pauses, and stops
 * for good when the chain is inconsistent.
 */
export class Follower {
  readonly #source: BlockSource;
  readonly #projection: SqliteProjection;
  readonly #log: Log;
  #broken = false;

  constructor({
    source,
    projection,
    log,
  }: Readonly<{ source: BlockSource; projection: SqliteProjection; log: Log }>) {
    this.#source = source;
    this.#projection = projection;
    this.#log = log;
  }

  /** True after an alarm: lists no longer grow. */
  get broken(): boolean {
    return this.#broken;
  }

  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#follow(signal), this.#completeBlocks(signal)]);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let pause: number = backoff.first;
    while (!signal.aborted && !this.#broken) {
      try {
        for await (const block of this.#source.blocks(this.#projection.next, signal)) {
          await this.#projection.apply(block);
          pause = backoff.first;
        }
      } catch (error) {
        this.#report(error);
      }
      await rest(pause, signal);
      pause = Math.min(pause * 2, backoff.most);
    }
  }

  /** Once broken, it stays broken: the other loop may still report that it lost its stream. */
  #report(error: unknown): void {
    if (error instanceof BrokenChain) {
      this.#broken = true;
      this.#log.error({ alarm: 'BROKEN_CHAIN', err: error }, 'the chain is inconsistent: following stopped');
    } else this.#log.info({ err: error }, 'lost the block stream, will reconnect');
  }

  /** The peer's reconciler fetches private data that the peer lacked later: reads those blocks again. */
  async #completeBlocks(signal: AbortSignal): Promise<void> {
    let after: bigint | undefined;
    while (!signal.aborted && !this.#broken) {
      await rest(backoff.incomplete, signal);
      const blocks = await this.#incomplete(after);
      for (const number of blocks) await this.#readAgain(number, signal);
      // Data that never comes must not keep later blocks from getting theirs: each round goes on after the last one.
      after = blocks.at(-1);
    }
  }

  /** Incomplete blocks after a block, or all of them if there are none after it. */
  async #incomplete(after: bigint | undefined): Promise<readonly bigint[]> {
    try {
      const next = await this.#projection.incomplete(after);
      return next.length > 0 || after === undefined ? next : await this.#projection.incomplete();
    } catch (error) {
      this.#report(error);
      return [];
    }
  }

  async #readAgain(number: bigint, signal: AbortSignal): Promise<void> {
    try {
      for await (const block of this.#source.blocks(number, signal)) {
        await this.#projection.apply(block);
        break;
      }
    } catch (error) {
      this.#report(error);
    }
  }
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  // An abort is meant to end the pause early.
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
