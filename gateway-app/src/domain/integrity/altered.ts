import type { Digest, DisclosureId, Location } from '@medseal/ledger-model';
import type { WantedBytes } from '../reports/store.js';

/** Stored bytes that a disclosure names, as the ledger says where they lie and what they are. */
export interface StoredBytes extends WantedBytes {
  readonly ciphertextSha256: string;
  /** When reading them began, RFC 3339: what is found meanwhile is newer than what this reading shows. */
  readonly began: string;
}

/** An object whose bytes were found not to fit the ledger, or gone. */
export interface AlteredObject {
  readonly objectKey: string;
  /** When it was first found so, RFC 3339. */
  readonly foundAt: string;
}

/** What is known of altered objects, of this hospital's store and of others'. */
export interface AlteredMarks {
  /** Since when the stored bytes of a version are known not to fit; undefined where nothing is known against them. */
  since(locations: readonly Location[]): Promise<string | undefined>;
  /** Notes a finding of this gateway; the first time of finding stays. Tells whether it was new. */
  mark(location: Location, foundAt: string): Promise<boolean>;
  /** Notes that a look that began then showed an object whole. Tells whether there was anything older against it. */
  clear(location: Location, began: string): Promise<boolean>;
  /** What is marked in an organization's store, newest first. */
  markedIn(mspId: string, limit: number): Promise<readonly AlteredObject[]>;
  /** Takes over what an owner says of its store. What it no longer says is healed; this gateway's findings stay. */
  learn(mspId: string, objects: readonly AlteredObject[]): Promise<void>;
  /** A text that is another one after marks came or went, whichever process wrote them. */
  state(): Promise<string>;
  /** After a look at everything in this hospital's store that began at `began`: these are altered, the others whole. */
  settle(mspId: string, objectKeys: readonly string[], began: string): Promise<void>;
}

/** Hears how stored bytes looked to their reader; must not throw. */
export interface ReadObserver {
  /** They were read to their end and are what the ledger says. */
  intact(stored: StoredBytes): void;
  /** They are not what the ledger says, or not there. */
  suspect(stored: StoredBytes): void;
}

/** Compares bytes that passed with the ledger's word on them. */
export function compareRead(observer: ReadObserver, stored: StoredBytes): (sha256: string) => void {
  return (sha256) => {
    if (sha256 === stored.ciphertextSha256) observer.intact(stored);
    else observer.suspect(stored);
  };
}

/** Says what an object's bytes are, `undefined` when it is not there. */
export interface ObjectDigests {
  digest(objectKey: string): Promise<Readonly<{ sha256: Digest; size: number }> | undefined>;
}

/** Other organizations' word on their own stores. */
export interface AlteredNeighbours {
  /** @throws when the organization cannot be reached, or answers something else. */
  altered(mspId: string): Promise<readonly AlteredObject[]>;
  /** Has the owner look at an object that a disclosure of this organization names. @throws as {@link altered}. */
  askToCheck(location: Location, disclosureId: DisclosureId): Promise<void>;
}

/** Which of the places of a version is read: this hospital's store where it lies there, else the first one. */
export function placeToRead(
  locations: readonly Location[],
  own: Readonly<{ mspId: string; hasStore: boolean }>,
): Location | undefined {
  return locations.find(({ mspId }) => own.hasStore && mspId === own.mspId) ?? locations[0];
}
