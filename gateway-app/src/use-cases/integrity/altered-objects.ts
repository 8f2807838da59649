import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Location } from '@medseal/ledger-model';
import {
  type AlteredMarks,
  type AlteredNeighbours,
  type ObjectDigests,
  placeToRead,
  type ReadObserver,
  type StoredBytes,
} from '../../domain/integrity/altered.js';
import { Failure } from '../../domain/shared/failure.js';
import type { SealedSource } from '../../domain/reports/store.js';
import type { Log } from '../../domain/shared/log.js';

/** What it takes to maintain the marks. */
export interface AlteredParts {
  readonly mspId: string;
  readonly marks: AlteredMarks;
  /** Hospitals have a store; a regulator has none. */
  readonly store: ObjectDigests | undefined;
  /** Bytes of other hospitals' objects. */
  readonly source: SealedSource;
  readonly neighbours: AlteredNeighbours;
  /** Receives each new finding, each healing, and what could not be checked; must not throw. */
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** The most own objects that wait for a look. */
const waitingMost = 16;
/** Milliseconds for reading another hospital's object once more. */
const patience = 120_000;
/** Milliseconds of pause for the store after each look. */
const pause = 500;

function rest(): Promise<void> {
  return delay(pause, undefined, { ref: false });
}

/**
 * Keeps the marks of altered objects true. Each organization trusts only its own reading of its own store: in doubt,
 * the object is read and hashed again. What another gateway sent is marked at once, and its owner is asked to look.
 */
export class AlteredObjects implements ReadObserver {
  readonly #parts: AlteredParts;
  /** Looks that have not begun, by object key: later callers share them. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** The newest look; it ends after all earlier ones. */
  #newest: Promise<unknown> = Promise.resolve();

  constructor(parts: AlteredParts) {
    this.#parts = parts;
  }

  intact({ locations, began }: StoredBytes): void {
    const place = this.#placeOf(locations);
    if (place !== undefined) this.#run(() => this.#clear(place, began));
  }

  suspect(stored: StoredBytes): void {
    const place = this.#placeOf(stored.locations);
    if (place === undefined) return;
    const { ciphertextSha256 } = stored;
    if (place.mspId === this.#parts.mspId) this.#run(() => this.checkOwn(place, ciphertextSha256));
    else this.#run(() => this.#noteForeign(place, stored));
  }

  /**
   * Looks at an object in this hospital's store and marks it, or removes its mark. Looks run one after another, with
   * a pause after each, so that requests cost the store little.
   * @throws {Failure} TOO_MANY
   */
  async checkOwn(place: Location, ciphertextSha256: string): Promise<void> {
    const { objectKey } = place;
    const shared = this.#waiting.get(objectKey);
    if (shared !== undefined) {
      await shared;
      return;
    }
    if (this.#waiting.size >= waitingMost)
      throw new Failure('TOO_MANY', 'too many objects are waiting to be checked');
    const look = this.#newest.then(() => {
      this.#waiting.delete(objectKey);
      return this.#look(place, ciphertextSha256);
    });
    this.#waiting.set(objectKey, look);
    this.#newest = look.then(rest, rest);
    await look;
  }

  async #look(place: Location, ciphertextSha256: string): Promise<void> {
    const began = new Date().toISOString();
    const found = await this.#parts.store?.digest(place.objectKey);
    if (found?.sha256 === ciphertextSha256) await this.#clear(place, began);
    else await this.#mark(place);
  }

  /**
   * If the owner finds its object intact, it may have been restored meanwhile: this gateway then reads it again to
   * decide.
   */
  async #noteForeign(place: Location, stored: StoredBytes): Promise<void> {
    await this.#mark(place);
    const { neighbours, marks } = this.#parts;
    await neighbours.askToCheck(place, stored.disclosureId);
    const began = new Date().toISOString();
    const altered = await neighbours.altered(place.mspId);
    await marks.learn(place.mspId, altered);
    const isConfirmed = altered.some(({ objectKey }) => objectKey === place.objectKey);
    if (!isConfirmed && (await this.#isWholeNow(stored))) await this.#clear(place, began);
  }

  async #isWholeNow(stored: StoredBytes): Promise<boolean> {
    try {
      const { content } = await this.#parts.source.open(stored, AbortSignal.timeout(patience));
      const hash = createHash('sha256');
      for await (const chunk of content as AsyncIterable<Buffer>) hash.update(chunk);
      return `sha256:${hash.digest('hex')}` === stored.ciphertextSha256;
    } catch (error) {
      if (error instanceof Failure && error.code === 'INTEGRITY') return false;
      throw error;
    }
  }

  async #mark(place: Location): Promise<void> {
    const isNew = await this.#parts.marks.mark(place, new Date().toISOString());
    if (isNew)
      this.#parts.log.warn({ alarm: 'ALTERED', ...place }, 'stored bytes do not fit what the ledger says');
  }

  async #clear(place: Location, began: string): Promise<void> {
    if (await this.#parts.marks.clear(place, began))
      this.#parts.log.info({ ...place }, 'stored bytes fit what the ledger says again');
  }

  #placeOf(locations: readonly Location[]): Location | undefined {
    const { mspId, store } = this.#parts;
    return placeToRead(locations, { mspId, hasStore: store !== undefined });
  }

  /**
   * A reader does not wait until the result of its reading is stored; failures are logged, and the next reading finds
   * the same again.
   */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'an object in doubt could not be checked');
    });
  }
}
