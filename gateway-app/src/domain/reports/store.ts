import type { Readable } from 'node:stream';
import type { DisclosureId, Location } from '@medseal/ledger-model';
import type { ByteRange } from '@medseal/sealing';
import { Failure } from '../shared/failure.js';

/** Sealed bytes on their way. */
export interface SealedObject {
  /** Bytes of the whole, as the store says. */
  readonly size: number;
  /** The whole, or the range that was asked for. */
  readonly content: Readable;
}

/** @throws {Failure} INTEGRITY when it is larger or smaller; its content is let go. */
export function ofSize(object: SealedObject, size: number): SealedObject {
  if (object.size === size) return object;
  object.content.once('error', () => undefined).destroy();
  throw new Failure('INTEGRITY', 'the sealed report does not have the size that the ledger says');
}

/** Sealed reports under random names (S3). */
export interface ReportStore {
  /**
   * Writes `size` bytes, create-only; resolves when the store has them.
   * @throws {Failure} UNAVAILABLE, STORE_FULL, or CONFLICT when the name is taken. An error of `content` is thrown as it is.
   */
  put(objectKey: string, size: number, content: Readable): Promise<void>;
  /**
   * Opens an object, or a range of it; the signal ends the stream.
   * @throws {Failure} INTEGRITY when it is not there, or has no such range, UNAVAILABLE.
   */
  get(objectKey: string, signal: AbortSignal, range?: ByteRange): Promise<SealedObject>;
  /** Removes an object; nothing happens when it is not there. */
  remove(objectKey: string): Promise<void>;
  /** True when the bucket answers. */
  ready(signal: AbortSignal): Promise<boolean>;
  /** Writes something of its own and removes it. @throws {Failure} as `put` */
  probe(signal: AbortSignal): Promise<void>;
}

/** The bytes that a committed disclosure names, as the ledger says. */
export interface WantedBytes {
  readonly locations: readonly Location[];
  readonly disclosureId: DisclosureId;
  /** How many. */
  readonly size: number;
}

/** Sealed bytes from wherever the ledger says they lie: this hospital's store, or the owner's gateway. */
export interface SealedSource {
  /**
   * Opens the bytes that a committed disclosure names, or a range of them.
   * @throws {Failure} INTEGRITY when they are not there or are more or fewer, NO_PERMISSION when the owner refuses,
   * UNAVAILABLE.
   */
  open(wanted: WantedBytes, signal: AbortSignal, range?: ByteRange): Promise<SealedObject>;
}
