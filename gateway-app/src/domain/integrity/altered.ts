import type { Digest, DisclosureId, Location } from '@medseal/ledger-model';
import type { WantedBytes } from '../reports/store.js';

/** Stored bytes that a disclosure names: where they are and what they must be, according to the ledger. */
export interface StoredBytes extends WantedBytes {
  readonly ciphertextSha256: string;
  /** When reading them began, RFC 3339: anything found since then is newer than what this reading shows. */
  readonly began: string;
}

/** An object that is missing, or whose bytes do not match the ledger. */
export interface AlteredObject {
  readonly objectKey: string;
  /** When this was first found, RFC 3339. */
  readonly foundAt: string;
}

/** What is known about altered objects in this hospital's store and in others'. */
export interface AlteredMarks {
  /** Since when the stored bytes of a version are known not to match; undefined when nothing is known against them. */
  since(locations: readonly Location[]): Promise<string | undefined>;
  /** Notes a finding of this gateway; the time of the first finding stays. Returns whether it was new. */
  mark(location: Location, foundAt: string): Promise<boolean>;
  /** Notes that a look that began then found an object intact. Returns whether anything older was known against it. */
  clear(location: Location, began: string): Promise<boolean>;
  /** What is marked in an organization's store, newest first. */
  markedIn(mspId: string, limit: number): Promise<readonly AlteredObject[]>;
  /**
   * Takes over an owner's findings about its store. What it no longer reports is healed; this gateway's own findings
   * stay.
   */
  learn(mspId: string, objects: readonly AlteredObject[]): Promise<void>;
  /** A text that changes whenever marks come or go, whichever process wrote them. */
  state(): Promise<string>;
  /**
   * After a look at this hospital's whole store that began at `began`: these objects are altered, the others intact.
   */
  settle(mspId: string, objectKeys: readonly string[], began: string): Promise<void>;
}

/** Receives what a reader found out about stored bytes; must not throw. */
export interface ReadObserver {
  /** They were read to their end and match the ledger. */
  intact(stored: StoredBytes): void;
  /** They do not match the ledger, or are missing. */
  suspect(stored: StoredBytes): void;
}

/** Compares bytes that have passed with what the ledger says about them. */
export function compareRead(observer: ReadObserver, stored: StoredBytes): (sha256: string) => void {
  return (sha256) => {
    if (sha256 === stored.ciphertextSha256) observer.intact(stored);
    else observer.suspect(stored);
  };
}

/** Returns the digest of an object's bytes; `undefined` when the object is missing. */
export interface ObjectDigests {
  digest(objectKey: string): Promise<Readonly<{ sha256: Digest; size: number }> | undefined>;
}

/** What other organizations say about their own stores. */
export interface AlteredNeighbours {
  /** @throws when the organization cannot be reached or its answer cannot be read. */
  altered(mspId: string): Promise<readonly AlteredObject[]>;
  /** Has the owner check an object that a disclosure of this organization names. @throws as {@link altered}. */
  askToCheck(location: Location, disclosureId: DisclosureId): Promise<void>;
}

/** The place from which a version is read: this hospital's store if it is there, otherwise the first one. */
export function placeToRead(
  locations: readonly Location[],
  own: Readonly<{ mspId: string; hasStore: boolean }>,
): Location | undefined {
  return locations.find(({ mspId }) => own.hasStore && mspId === own.mspId) ?? locations[0];
}
