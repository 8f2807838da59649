import { type Extension, extend, nothingRecomputed, type Recomputed, type StatedBlock } from './chain.js';

/** The state of the walk along the chain. */
export interface WalkState {
  readonly recomputed: Recomputed;
  /** Number of the newest known block. */
  readonly newest: number | undefined;
  readonly is: 'walking' | 'resting' | 'stopped' | 'failed' | 'broken';
  readonly broken?: Extension['broken'];
  /** Why blocks could not be read. */
  readonly error?: unknown;
}

/** Reads blocks from a number on, oldest first. */
export type ReadBlocks = (from: number, count: number) => Promise<readonly StatedBlock[]>;

/** Blocks that are read at once: memory use does not grow with the chain. */
export const stride = 200;

/**
 * Walks along the chain from block 0 and recomputes every header hash. It remembers how far it got: a new block costs
 * one hash. A break ends the walk for good, because no later block could repair it.
 */
export class ChainWalk {
  readonly #read: ReadBlocks;
  readonly #listeners = new Set<() => void>();
  #walks = false;
  #state: WalkState = { recomputed: nothingRecomputed, newest: undefined, is: 'resting' };

  constructor(read: ReadBlocks) {
    this.#read = read;
  }

  readonly state = (): WalkState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reports a newer block, and walks there unless the walk was stopped, failed or found a break. */
  async advanceTo(newest: number): Promise<void> {
    if (newest > (this.#state.newest ?? -1)) this.#set({ newest });
    if (this.#state.is === 'resting') await this.#walk();
  }

  /** Stops after the blocks that are being read. */
  stop(): void {
    if (this.#state.is === 'walking') this.#set({ is: 'stopped' });
  }

  /** Pauses until a newest block is reported again: no one is looking. */
  rest(): void {
    if (this.#state.is === 'walking') this.#set({ is: 'resting' });
  }

  /** Continues after a stop or a failure. */
  async resume(): Promise<void> {
    const { is } = this.#state;
    if (is === 'stopped' || is === 'failed') await this.#walk();
  }

  async #walk(): Promise<void> {
    this.#set({ is: 'walking', error: undefined });
    // Stopped and resumed while blocks were being read: the walk that reads them continues.
    if (this.#walks) return;
    this.#walks = true;
    try {
      while (this.#isWalking() && this.#left() > 0) await this.#step();
      if (this.#isWalking()) this.#set({ is: 'resting' });
    } catch (error) {
      this.#set({ is: 'failed', error });
    } finally {
      this.#walks = false;
    }
  }

  async #step(): Promise<void> {
    const { blocks } = this.#state.recomputed;
    const read = await this.#read(blocks, Math.min(stride, this.#left()));
    if (read.length === 0) throw new Error('the gateway lists no blocks where some must be');
    const { recomputed, broken } = await extend(this.#state.recomputed, read);
    this.#set({ recomputed, ...(broken !== undefined && { broken, is: 'broken' }) });
  }

  #left(): number {
    return (this.#state.newest ?? -1) + 1 - this.#state.recomputed.blocks;
  }

  #isWalking(): boolean {
    return this.#state.is === 'walking';
  }

  #set(change: Partial<WalkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
