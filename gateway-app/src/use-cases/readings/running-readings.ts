import type { DisclosureId, RecordOf } from '@medseal/ledger-model';
import type { BlockFeed } from '../../domain/ledger/block-feed.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { permitsNow, presentFacts } from './present-facts.js';

/** A reading whose bytes are in transit. */
export interface RunningReading {
  /** Aborts, with a `Failure` as its reason, when the reading is no longer permitted. */
  readonly signal: AbortSignal;
  end(): void;
}

interface Running {
  readonly disclosureId: DisclosureId;
  readonly stop: AbortController;
  /** True once the projection has the disclosure: until then every block leads to a check. */
  isKnown: boolean;
  /** Fires when the consent ends. */
  timer?: NodeJS.Timeout | undefined;
}

/** The longest time that a timer can wait, milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Cuts downloads whose basis no longer holds. Before bytes are sent, this organization's peer decides. While they
 * flow, the decision is repeated on the projection: after every block that writes a decisive record, and when the
 * consent ends. This can only take access away.
 */
export class RunningReadings {
  readonly #projection: Projection;
  readonly #running = new Set<Running>();

  constructor(parts: Readonly<{ projection: Projection; feed: BlockFeed }>) {
    this.#projection = parts.projection;
    parts.feed.onBlock((_block, { decides }) => {
      for (const reading of this.#running) if (decides || !reading.isKnown) void this.#check(reading);
    });
  }

  /** Watches a reading from now on. Begin before the peer is asked, so that no revocation is missed in between. */
  begin(disclosureId: DisclosureId): RunningReading {
    const reading: Running = { disclosureId, stop: new AbortController(), isKnown: false };
    this.#running.add(reading);
    void this.#check(reading);
    return {
      signal: reading.stop.signal,
      end: () => {
        this.#end(reading);
      },
    };
  }

  #end(reading: Running): void {
    this.#running.delete(reading);
    clearTimeout(reading.timer);
  }

  /** A reading that cannot be checked is cut: the reader may ask again, and then the peer decides. */
  async #check(reading: Running): Promise<void> {
    const permitted = await this.#isPermitted(reading).catch(() => false);
    if (permitted || !this.#running.has(reading)) return;
    this.#end(reading);
    reading.stop.abort(new Failure('NO_PERMISSION', 'the reading is no longer permitted'));
  }

  async #isPermitted(reading: Running): Promise<boolean> {
    const found = await this.#projection.find('disclosure', [reading.disclosureId]);
    if (found === undefined) return true;
    reading.isKnown = true;
    // What was held back opens nothing; key agents decide the same by their own clocks.
    if (found.late) return false;
    const disclosure = found.record;
    const present = await presentFacts(this.#projection, disclosure);
    if (present === undefined) return false;
    if (present.consent !== undefined) this.#checkAtEnd(reading, present.consent);
    return permitsNow(present, disclosure);
  }

  #checkAtEnd(reading: Running, { until }: RecordOf<'consent'>): void {
    const wait = Date.parse(until) - Date.now();
    if (reading.timer !== undefined || wait > longestTimer) return;
    reading.timer = setTimeout(
      () => {
        // A timer may fire slightly early: then it is set again.
        reading.timer = undefined;
        void this.#check(reading);
      },
      Math.max(wait, 0),
    ).unref();
  }
}
