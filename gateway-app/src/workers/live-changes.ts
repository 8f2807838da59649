import type { BlockFeed } from '../domain/ledger/block-feed.js';
import {
  type ChangeLog,
  type RecordChange,
  type Topic,
  topics,
  topicsFor,
} from '../domain/ledger/changes.js';
import type { SignedInPerson } from '../domain/shared/signed-in-person.js';

/** What one person's lists may have to request again. */
export interface Change {
  /** The newest block that it covers; left out if no block made the change. */
  readonly block?: string;
  readonly topics: readonly Topic[];
}

/** Receives changes; must not throw. */
type ChangeListener = (change: Change) => void;

interface Ear {
  readonly person: SignedInPerson;
  readonly hear: ChangeListener;
}

/** A block that has not been announced yet. */
interface Untold {
  readonly number: bigint;
  readonly decides: boolean;
}

/** The most blocks in one query: when a gateway catches up, events are combined. */
const blocksAtOnce = 100;

/**
 * Tells people which of their lists a block changed: one question to the projection for all of them, none while no
 * one listens.
 */
export class LiveChanges {
  readonly #changes: ChangeLog;
  readonly #onFailure: (error: unknown) => void;
  readonly #ears = new Set<Ear>();
  #untold: Untold[] = [];
  #isTelling = false;

  /** @param onFailure receives the reason when a change was announced as a change of everything. */
  constructor(parts: Readonly<{ changes: ChangeLog; feed: BlockFeed; onFailure: (error: unknown) => void }>) {
    this.#changes = parts.changes;
    this.#onFailure = parts.onFailure;
    parts.feed.onBlock(({ number }, { decides }) => {
      this.#take({ number, decides });
    });
  }

  /** @returns a function that ends the listening. */
  listen(person: SignedInPerson, hear: ChangeListener): () => void {
    const ear = { person, hear };
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }

  /**
   * Announces to everyone a change that is not in a block: only reading the lists shows whom an altered object
   * concerns.
   */
  reportsChanged(): void {
    for (const { hear } of this.#ears) hear({ topics: ['reports'] });
  }

  #take(block: Untold): void {
    if (this.#ears.size === 0) return;
    this.#untold.push(block);
    if (!this.#isTelling) void this.#tellAll();
  }

  /** Never rejects: if the projection does not say what changed, everything is announced as changed. */
  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#untold.length > 0) {
      const told = this.#untold.splice(0, blocksAtOnce);
      const changes = await this.#changesIn(told);
      for (const { person, hear } of this.#ears) hear(changeFor(person, told, changes));
    }
    this.#isTelling = false;
  }

  async #changesIn(blocks: readonly Untold[]): Promise<readonly RecordChange[] | undefined> {
    try {
      return await this.#changes.changesIn(blocks.map(({ number }) => number));
    } catch (error) {
      this.#onFailure(error);
      return undefined;
    }
  }
}

function changeFor(
  person: SignedInPerson,
  blocks: readonly Untold[],
  changes: readonly RecordChange[] | undefined,
): Change {
  const newest = blocks.reduce((most, { number }) => (number > most ? number : most), 0n);
  const found = changes === undefined ? new Set(topics) : topicsFor(person, changes).add('ledger');
  if (blocks.some(({ decides }) => decides)) found.add('permissions');
  return { block: newest.toString(), topics: [...found] };
}
