import type { ReportId, SubmittedFunction, VersionId } from '@medseal/ledger-model';

/**
 * What a gateway notes before it does what a crash could cut in half (docs/decisions/0070 has the states and their only legal
 * transitions). A row is live while the request that made it runs; whatever is not live belongs to the recovery.
 */

/** A transaction that is endorsed and signed: from here on the ledger decides on these bytes, however often they are submitted and by whom, however often the bytes are submitted and by whom. */
export interface SignedAct {
  readonly transactionId: string;
  readonly function: SubmittedFunction;
  /** Pseudonym, or MSP id of an operator. */
  readonly actor: string;
  /** The signed transaction as fabric-gateway serializes it; it holds what a block would show, no private data. */
  readonly bytes: Uint8Array;
  /** Number of blocks when it was endorsed: peers keep its private data for a bounded number of further ones. */
  readonly height: number;
  /** When the certificate that signed it ends, RFC 3339: orderers refuse it afterwards. */
  readonly certificateUntil: string;
  /** The object that it records, of proposals. */
  readonly objectKey?: string;
  /** Id of the fact that it creates, where it creates one. */
  readonly fact?: string;
  /** The idempotency row of the request that makes it. */
  readonly request?: string;
}

/** An object that was, or is about to be, put into the store for a report that is not recorded yet. */
export interface IntendedObject {
  readonly objectKey: string;
  readonly uploadId: string;
  /** Pseudonym of who uploads. */
  readonly actor: string;
  readonly reportId: ReportId;
  readonly versionId: VersionId;
}

/** `storing` → `submitted` → `recorded`; `storing` or `submitted` → `removing` → no row. */
export type ObjectStep = 'storing' | 'submitted' | 'recorded' | 'removing';

/** An object's row. */
export interface JournaledObject extends IntendedObject {
  readonly step: ObjectStep;
  /** The newest transaction that names it, from `submitted` on. */
  readonly transactionId?: string;
  readonly live: boolean;
}

/** How a submitted transaction ended: in a block and valid, in a block and invalid, or refused by every orderer that was asked. */
export type ActEnd = 'valid' | 'invalid' | 'refused';

/** Notes acts around their submission. */
export interface ActJournal {
  /** Before submission; the object that the act names becomes `submitted` in the same step. */
  signed(act: SignedAct): Promise<void>;
  /** Deletes the row; the object of a valid act becomes `recorded` in the same step. */
  settle(transactionId: string, end: ActEnd): Promise<void>;
  /** The request gives up on learning the outcome: the recovery goes on. */
  leave(transactionId: string): void;
}

/** Notes uploads before anything is stored. */
export interface ObjectJournal {
  intend(object: IntendedObject): Promise<void>;
  /** The request that made the row has ended. */
  leave(objectKey: string): void;
  /**
   * Nothing that was submitted can record the object: the row is the recovery's, and its upload may be sent again.
   * @returns false where a submitted act may still record it: then nothing changes
   */
  forgo(objectKey: string): Promise<boolean>;
  byUpload(uploadId: string, actor: string): Promise<JournaledObject | undefined>;
}

/** What the recovery does with rows that no request works on. */
export interface UnfinishedWork extends Pick<ActJournal, 'settle'> {
  acts(): Promise<readonly SignedAct[]>;
  /** It can never be in a block any more. The row stays for a while, without its bytes, to answer who asks. */
  undo(transactionId: string): Promise<void>;
  /** Objects that are neither recorded nor live. */
  objects(): Promise<readonly JournaledObject[]>;
  /** True when the object is now `removing`: nothing submitted names it, and from now on nothing can. */
  beginRemoval(objectKey: string): Promise<boolean>;
  /** The ledger has it after all. */
  recorded(objectKey: string): Promise<void>;
  /** The object is gone from the store. */
  removed(objectKey: string): Promise<void>;
  /** Keys among the given ones whose removal (of a rejected or withdrawn proposal) is not noted yet. */
  notYetRemoved(objectKeys: readonly string[]): Promise<readonly string[]>;
  noteRemoval(objectKey: string): Promise<void>;
  /** Forgets recorded objects and undone acts that are older than this, RFC 3339. */
  sweep(before: string): Promise<void>;
}

/** Tells whether the journal knows an object, in whatever step. */
export interface ObjectLookup {
  holds(objectKey: string): Promise<boolean>;
}

/** Where an act stands in the journal. */
export interface JournalReader {
  actStep(transactionId: string): Promise<'signed' | 'undone' | undefined>;
  /** Rows that wait: acts without known outcome, objects that are neither recorded nor removed. */
  figures(): Promise<Readonly<{ acts: number; objects: number }>>;
}
