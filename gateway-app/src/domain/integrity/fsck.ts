import type { Digest, VersionId } from '@medseal/ledger-model';

/** What can be wrong between ledger and store. */
type FindingKind =
  /** A record whose object is not in the store. */
  | 'loss'
  /** An object that does not have the hash of its record. */
  | 'altered'
  /** An object that no record names, or that a rejected or withdrawn proposal left behind. */
  | 'orphan'
  | 'envelope-without-version'
  | 'wrap-without-consent'
  /** An organization's peer shows another block at the same height. */
  | 'peers-disagree'
  /** A block of which this organization's peer lacks private data. */
  | 'incomplete-block';

/** One thing that is wrong. `subject` is an object key, a version id, a block number or an MSP id: nothing personal. */
export interface Finding {
  readonly kind: FindingKind;
  readonly subject: string;
}

/** The state of one organization's ledger and store. */
export interface FsckReport {
  readonly mspId: string;
  /** Blocks walked, starting with the first one. */
  readonly blocks: number;
  /** Versions whose objects are in this hospital's store, according to the ledger. */
  readonly versions: number;
  /** Objects in this hospital's store, and bytes hashed. */
  readonly objects: number;
  readonly bytes: number;
  /** Objects of uploads that are running or waiting for the recovery. */
  readonly pending: number;
  /** Organizations whose peers did not answer. */
  readonly unreachable: readonly string[];
  readonly findings: readonly Finding[];
}

/** A version's object in this hospital's store, according to the ledger. */
export interface ExpectedObject {
  readonly objectKey: string;
  readonly versionId: VersionId;
  readonly ciphertextSha256: Digest;
  /** Whether the object must be there, or must be gone. */
  readonly kept: boolean;
}

/** The expected objects by key, kept where so many fit. */
export interface ExpectedObjects {
  put(objects: readonly ExpectedObject[]): void;
  find(objectKey: string): ExpectedObject | undefined;
  /** All of them, in any order. */
  all(): Iterable<ExpectedObject>;
}

/** The store as an inspector sees it. */
export interface StoreInventory {
  /** Keys of all objects. */
  keys(): AsyncIterable<string>;
  /** Digest and size of an object; `undefined` when it is missing. Streams: memory does not grow with the object. */
  digest(objectKey: string): Promise<Readonly<{ sha256: Digest; size: number }> | undefined>;
}

/** A copy of the ledger's records that is built from block 0 during an inspection. */
export interface LedgerCopy {
  /**
   * Applies every block that this organization's peer has now and returns their number. `onBlock` receives the
   * progress.
   */
  catchUp(onBlock?: (read: number, all: number) => void): Promise<number>;
}
