import type { BlockFeed } from '../domain/ledger/block-feed.js';
import {
  type ChangeLog,
  type RecordChange,
  type Topic,
  topics,
  topicsFor,
} from '../domain/ledger/changes.js';
import type { SignedInPerson } from '../domain/shared/signed-in-person.js';

/** What one person's lists may have to be asked for again. */
export interface Change {
  /** The newest block that it speaks of; left out where no block made the change. */
  readonly block?: string;
  readonly topics: readonly Topic[];
}

/** Hears of changes; must not throw. */
type ChangeListener = (change: Change) => void;

interface Ear {
  readonly person: SignedInPerson;
  readonly hear: ChangeListener;
}

/** A block that nobody has been told of yet. */
interface Untold {
  readonly number: bigint;
  readonly decides: boolean;
}

/** Blocks that one query asks about: behind a gateway that catches up, events are put together. */
const blocksAtOnce = 100;

/** Tells people which of their lists a block changed: one question to the projection for all of them, none while nobody listens. */
export class LiveChanges {
  readonly #changes: ChangeLog;
  readonly #onFailure: (error: unknown) => void;
  readonly #ears = new Set<Ear>();
  #untold: Untold[] = [];
  #isTelling = false;

  /** @param onFailure hears why a change was told as one of everything. */
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

  /** Tells everybody of a change that stands in no block: whom an altered object concerns, only reading the lists shows. */
  reportsChanged(): void {
    for (const { hear } of this.#ears) hear({ topics: ['reports'] });
  }

  #take(block: Untold): void {
    if (this.#ears.size === 0) return;
    this.#untold.push(block);
    if (!this.#isTelling) void this.#tellAll();
  }

  /** Never rejects: what the projection does not tell is told as a change of everything. */
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
