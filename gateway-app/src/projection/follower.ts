import { setTimeout as delay } from 'node:timers/promises';
import type { BlockSource } from '../domain/block.js';
import { BrokenChain } from './apply-block.js';
import type { SqliteProjection } from './sqlite-projection.js';

/** What the follower tells whoever operates it; no content of blocks. */
export interface FollowerLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Milliseconds between reconnections, and between looks at blocks whose private data was missing. */
const backoff = { first: 100, most: 5_000, incomplete: 5_000 } as const;

/**
 * Follows the channel from the last block that is in until the signal aborts: reconnects with growing pauses, stops for good
 * when the chain does not hang together.
 */
export class Follower {
  readonly #source: BlockSource;
  readonly #projection: SqliteProjection;
  readonly #log: FollowerLog;
  #broken = false;

  constructor(source: BlockSource, projection: SqliteProjection, log: FollowerLog) {
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

  #report(error: unknown): void {
    this.#broken = error instanceof BrokenChain;
    if (this.#broken)
      this.#log.error(
        { alarm: 'BROKEN_CHAIN', err: error },
        'the chain does not hang together: following stopped',
      );
    else this.#log.info({ err: error }, 'lost the block stream, will reconnect');
  }

  /** Private data that the own peer lacked is fetched by its reconciler later: read those blocks again. */
  async #completeBlocks(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#broken) {
      await rest(backoff.incomplete, signal);
      for (const number of await this.#projection.incomplete()) await this.#readAgain(number, signal);
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
  // Aborting the pause is how it is meant to end early.
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
