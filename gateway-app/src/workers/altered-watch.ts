import type { AlteredMarks, AlteredNeighbours } from '../domain/integrity/altered.js';
import { repeat } from '../domain/shared/repeat.js';
import type { Organizations } from '../domain/ledger/organizations.js';

/** What it takes to ask the other hospitals. */
export interface AlteredWatchParts {
  readonly mspId: string;
  readonly marks: AlteredMarks;
  readonly neighbours: AlteredNeighbours;
  readonly organizations: Organizations;
}

/** Milliseconds between two rounds. */
const interval = 15_000;

/** Asks every other hospital which of its objects are altered, so that lists show it everywhere. */
export class AlteredWatch {
  readonly #parts: AlteredWatchParts;

  constructor(parts: AlteredWatchParts) {
    this.#parts = parts;
  }

  /** Asks every 15 seconds until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.ask(), interval, signal);
  }

  /** Asks once. What a hospital said before stays while it is unavailable. */
  async ask(): Promise<void> {
    const { mspId: own, marks, neighbours, organizations } = this.#parts;
    const all = await organizations.all();
    const hospitals = all.filter(({ mspId, kind }) => mspId !== own && kind === 'hospital');
    await Promise.allSettled(
      hospitals.map(async ({ mspId }) => {
        await marks.learn(mspId, await neighbours.altered(mspId));
      }),
    );
  }
}
