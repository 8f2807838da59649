import type { BlockSource } from '../domain/ledger/block.js';
import type { LedgerCopy } from '../domain/integrity/fsck.js';
import { Failure } from '../domain/shared/failure.js';
import type { ChainReader } from '../domain/ledger/ledger.js';
import { BrokenChain } from './apply-block.js';
import type { SqliteProjection } from './sqlite-projection.js';

/** A separate projection, built from block 0: every header and every private value is checked on the way in. */
export class FreshCopy implements LedgerCopy {
  readonly #source: BlockSource;
  readonly #projection: SqliteProjection;
  readonly #chain: Readonly<{ ledger: ChainReader; mspId: string }>;

  constructor({
    source,
    projection,
    chain,
  }: Readonly<{
    source: BlockSource;
    projection: SqliteProjection;
    chain: Readonly<{ ledger: ChainReader; mspId: string }>;
  }>) {
    this.#source = source;
    this.#projection = projection;
    this.#chain = chain;
  }

  async catchUp(onBlock?: (read: number, all: number) => void): Promise<number> {
    const { ledger, mspId } = this.#chain;
    const height = BigInt((await ledger.chainInfo(mspId)).height);
    if (this.#projection.next >= height) return Number(height);
    const stop = new AbortController();
    try {
      for await (const block of this.#source.blocks(this.#projection.next, stop.signal)) {
        await this.#projection.apply(block);
        onBlock?.(Number(this.#projection.next), Number(height));
        if (this.#projection.next >= height) break;
      }
    } catch (error) {
      throw error instanceof BrokenChain ? new Failure('INTEGRITY', error.message, {}, error) : error;
    } finally {
      stop.abort();
    }
    return Number(height);
  }
}
