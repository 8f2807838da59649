import type { ReportId, SubmittedFunction, VersionId } from '@medseal/ledger-model';

/**
 * What a gateway notes before it does something that a crash could interrupt (docs/decisions/0070 has the states and
 * their only legal transitions). A row is live while the request that made it runs; a row that is not live belongs to
 * the recovery.
 */

/**
 * A transaction that is endorsed and signed: from here on the ledger decides on these bytes, however often they are
 * submitted and by whom.
 */
export interface SignedAct {
  readonly transactionId: string;
  readonly function: SubmittedFunction;
  /** Pseudonym, or MSP id of an operator. */
  readonly actor: string;
  /** The signed transaction as fabric-gateway serializes it; it contains what a block would show, no private data. */
  readonly bytes: Uint8Array;
  /** Number of blocks when it was endorsed: peers keep its private data for a bounded number of further blocks. */
  readonly height: number;
  /** When the certificate that signed it expires, RFC 3339: orderers refuse it afterwards. */
  readonly certificateUntil: string;
  /** The object that it records; only for proposals. */
  readonly objectKey?: string;
  /** Id of the fact that it creates, if it creates one. */
  readonly fact?: string;
  /** The idempotency row of the request that makes it. */
  readonly request?: string;
}

/** An object that was, or is about to be, put into the store for a report that is not recorded yet. */
export interface IntendedObject {
  readonly objectKey: string;
  readonly uploadId: string;
  /** Pseudonym of the uploader. */
  readonly actor: string;
  readonly reportId: ReportId;
  readonly versionId: VersionId;
}

/** `storing` → `submitted` → `recorded`; `storing` or `submitted` → `removing` → no row. */
export type ObjectStep = 'storing' | 'submitted' | 'recorded' | 'removing';

/** An object's row. */
export interface JournaledObject extends IntendedObject {
  readonly step: ObjectStep;
  /** The newest transaction that names it; set from `submitted` on. */
  readonly transactionId?: string;
  readonly live: boolean;
}

/**
 * How a submitted transaction ended: valid in a block, invalid in a block, or refused by every orderer that was
 * asked.
 */
export type ActEnd = 'valid' | 'invalid' | 'refused';

/** Notes acts around their submission. */
export interface ActJournal {
  /** Called before submission; the object that the act names becomes `submitted` in the same step. */
  signed(act: SignedAct): Promise<void>;
  /** Deletes the row; the object of a valid act becomes `recorded` in the same step. */
  settle(transactionId: string, end: ActEnd): Promise<void>;
  /** The request stops waiting for the outcome: the recovery takes over. */
  leave(transactionId: string): void;
}

/** Notes uploads before anything is stored. */
export interface ObjectJournal {
  intend(object: IntendedObject): Promise<void>;
  /** The request that made the row has ended. */
  leave(objectKey: string): void;
  /**
   * Nothing that was submitted can record the object: the row now belongs to the recovery, and its upload may be sent
   * again.
   * @returns false if a submitted act may still record it: then nothing changes
   */
  forgo(objectKey: string): Promise<boolean>;
  byUpload(uploadId: string, actor: string): Promise<JournaledObject | undefined>;
}

/** What the recovery does with rows that no request works on. */
export interface UnfinishedWork extends Pick<ActJournal, 'settle'> {
  acts(): Promise<readonly SignedAct[]>;
  /** It can no longer get into a block. The row stays for a while, without its bytes, to answer callers. */
  undo(transactionId: string): Promise<void>;
  /** Objects that are neither recorded nor live. */
  objects(): Promise<readonly JournaledObject[]>;
  /** True when the object is now `removing`: nothing submitted names it, and from now on nothing can. */
  beginRemoval(objectKey: string): Promise<boolean>;
  /** It is on the ledger after all. */
  recorded(objectKey: string): Promise<void>;
  /** The object is gone from the store. */
  removed(objectKey: string): Promise<void>;
  /** Those of the given keys whose removal (after a rejected or withdrawn proposal) is not noted yet. */
  notYetRemoved(objectKeys: readonly string[]): Promise<readonly string[]>;
  noteRemoval(objectKey: string): Promise<void>;
  /** Forgets recorded objects and undone acts that are older than this, RFC 3339. */
  sweep(before: string): Promise<void>;
}

/** Says whether the journal knows an object, in any step. */
export interface ObjectLookup {
  holds(objectKey: string): Promise<boolean>;
}

/** The state of an act in the journal. */
export interface JournalReader {
  actStep(transactionId: string): Promise<'signed' | 'undone' | undefined>;
  /** Rows that wait: acts without a known outcome, objects that are neither recorded nor removed. */
  figures(): Promise<Readonly<{ acts: number; objects: number }>>;
}
