import type { Readable } from 'node:stream';
import type { DisclosureId, Location } from '@medseal/ledger-model';
import type { ByteRange } from '@medseal/sealing';
import { Failure } from '../shared/failure.js';

/** Sealed bytes in transit. */
export interface SealedObject {
  /** Size of the whole object in bytes, according to the store. */
  readonly size: number;
  /** The whole object, or the requested range. */
  readonly content: Readable;
}

/** @throws {Failure} INTEGRITY when its size is different; its content is released. */
export function ofSize(object: SealedObject, size: number): SealedObject {
  if (object.size === size) return object;
  object.content.once('error', () => undefined).destroy();
  throw new Failure('INTEGRITY', 'the sealed report does not have the size that the ledger says');
}

/** Sealed reports under random names (S3). */
export interface ReportStore {
  /**
   * Writes `size` bytes, create-only; resolves when the store has them.
   * @throws {Failure} UNAVAILABLE, STORE_FULL, or CONFLICT when the name is taken. An error of `content` is rethrown
   * unchanged.
   */
  put(objectKey: string, size: number, content: Readable): Promise<void>;
  /**
   * Opens an object, or a range of it; the signal ends the stream.
   * @throws {Failure} INTEGRITY when it is missing or has no such range, UNAVAILABLE.
   */
  get(objectKey: string, signal: AbortSignal, range?: ByteRange): Promise<SealedObject>;
  /** Removes an object; does nothing when it is missing. */
  remove(objectKey: string): Promise<void>;
  /** True when the bucket answers. */
  ready(signal: AbortSignal): Promise<boolean>;
  /** Writes a test object and removes it. @throws {Failure} as `put` */
  probe(signal: AbortSignal): Promise<void>;
}

/** The bytes that a committed disclosure names, according to the ledger. */
export interface WantedBytes {
  readonly locations: readonly Location[];
  readonly disclosureId: DisclosureId;
  /** Their number. */
  readonly size: number;
}

/** Sealed bytes from where the ledger says they are: this hospital's store, or the owner's gateway. */
export interface SealedSource {
  /**
   * Opens the bytes that a committed disclosure names, or a range of them.
   * @throws {Failure} INTEGRITY when they are missing or their number differs, NO_PERMISSION when the owner refuses,
   * UNAVAILABLE.
   */
  open(wanted: WantedBytes, signal: AbortSignal, range?: ByteRange): Promise<SealedObject>;
}
