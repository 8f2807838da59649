import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, timeText } from '../domain/shared/clock.js';
import { Failure } from '../domain/shared/failure.js';
import type { JournaledObject, JournalReader, UnfinishedWork } from '../domain/ledger/journal.js';
import type { Log } from '../domain/shared/log.js';
import type { RecoverActs } from './recover-acts.js';
import type { SweepObjects } from './sweep-objects.js';

/** What the recovery is made of; a regulator has no store and so nothing to sweep. */
export interface RecoveryParts {
  readonly work: UnfinishedWork & JournalReader;
  readonly acts: RecoverActs;
  readonly objects: SweepObjects | undefined;
  readonly sweepClock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Milliseconds between two looks. */
const pause = 1_500;
/** How long recorded uploads answer a repeated request, and undone acts answer their callers, milliseconds. */
const memory = 24 * 3_600_000;

/** Finishes what requests left unfinished: at the start, and from then on in the background. */
export class Recovery {
  readonly #parts: RecoveryParts;
  #woken = Promise.withResolvers<undefined>();
  /** Versions may have ended: at the start, after a block that ends some, and after a failure. */
  #mayHaveEnded = true;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Looks repeatedly until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#attempt('journal', () => this.#look(signal));
      await this.#rest(signal);
    }
  }

  /** Makes it look again at once: a request has just left something unfinished. */
  wake(): void {
    this.#woken.resolve(undefined);
  }

  /** Makes it look at once for objects of versions that a block has just ended. */
  wakeForEnded(): void {
    this.#mayHaveEnded = true;
    this.wake();
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    // Aborting the pause is the intended way to end it early.
    await Promise.race([
      this.#woken.promise,
      delay(pause, undefined, { signal: until }).catch(() => undefined),
    ]);
    over.abort();
    this.#woken = Promise.withResolvers();
  }

  async #look(signal: AbortSignal): Promise<undefined> {
    const { work } = this.#parts;
    for (const act of await work.acts()) {
      if (signal.aborted) return;
      await this.#attempt('act', () => this.#parts.acts.recover(act));
    }
    for (const object of await work.objects()) {
      if (signal.aborted) return;
      await this.#attempt('object', () => this.#finishObject(object));
    }
    if (this.#mayHaveEnded) await this.#attempt('ended proposals', () => this.#removeEnded());
    await work.sweep(timeText(this.#parts.sweepClock().getTime() - memory));
  }

  async #removeEnded(): Promise<string | undefined> {
    this.#mayHaveEnded = false;
    try {
      const removed = (await this.#parts.objects?.removeEnded()) ?? 0;
      return removed === 0 ? undefined : `${removed} removed`;
    } catch (error) {
      this.#mayHaveEnded = true;
      throw error;
    }
  }

  async #finishObject(object: JournaledObject): Promise<string | undefined> {
    return (await this.#parts.objects?.finish(object)) === true ? 'removed' : undefined;
  }

  /** What cannot be finished now waits for the next look: that is not an error, but it is logged. */
  async #attempt(what: string, work: () => Promise<string | undefined>): Promise<void> {
    try {
      const outcome = await work();
      if (outcome !== undefined) this.#parts.log.info({ recovery: what, outcome }, 'unfinished work checked');
    } catch (error) {
      const code = error instanceof Failure ? error.code : 'UNEXPECTED';
      this.#parts.log.warn({ recovery: what, code, err: error }, 'unfinished work is waiting');
    }
  }
}
