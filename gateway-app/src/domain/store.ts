import type { Readable } from 'node:stream';
import type { DisclosureId, Location } from '@medseal/ledger-model';

/** Sealed bytes on their way. */
export interface SealedObject {
  /** Bytes, as whoever serves them says. */
  readonly size: number;
  readonly content: Readable;
}

/** Sealed reports under random names (S3). */
export interface ReportStore {
  /**
   * Writes `size` bytes, create-only; resolves when the store has them.
   * @throws {Failure} UNAVAILABLE, STORE_FULL, or CONFLICT when the name is taken. An error of `content` is thrown as it is.
   */
  put(objectKey: string, size: number, content: Readable): Promise<void>;
  /**
   * Opens an object; the signal ends the stream.
   * @throws {Failure} INTEGRITY when it is not there, UNAVAILABLE.
   */
  get(objectKey: string, signal: AbortSignal): Promise<SealedObject>;
  /** Removes an object; nothing happens when it is not there. */
  remove(objectKey: string): Promise<void>;
  /** True when the bucket answers. */
  ready(): Promise<boolean>;
}

/** Sealed bytes from wherever the ledger says they lie: the own store, or the owner's gateway. */
export interface SealedSource {
  /**
   * Opens the bytes that a committed disclosure names.
   * @throws {Failure} INTEGRITY when they are not there, NO_PERMISSION when the owner refuses, UNAVAILABLE.
   */
  open(
    locations: readonly Location[],
    disclosureId: DisclosureId,
    signal: AbortSignal,
  ): Promise<SealedObject>;
}
