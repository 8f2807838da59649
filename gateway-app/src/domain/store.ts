import type { Readable } from 'node:stream';

/** Sealed reports under random names (S3). Failures are `Failure`s: UNAVAILABLE, STORE_FULL, INTEGRITY for a missing object. */
export interface ReportStore {
  /** Writes `size` bytes, create-only; resolves when the store has them. */
  put(objectKey: string, size: number, content: Readable): Promise<void>;
  /** Opens an object; `size` is what the store says. Abort ends the stream. */
  get(objectKey: string, signal: AbortSignal): Promise<Readonly<{ size: number; content: Readable }>>;
  /** Removes an object; nothing happens when it is not there. */
  remove(objectKey: string): Promise<void>;
  /** True when the bucket answers. */
  ready(): Promise<boolean>;
}
