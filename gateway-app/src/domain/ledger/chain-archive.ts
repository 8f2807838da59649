import type { TransactionKind } from './transaction-kind.js';

/** A block as the projection keeps it. Hashes are hex, numbers decimal. */
export interface ArchivedBlock {
  readonly number: string;
  readonly headerHash: string;
  readonly previousHash: string;
  readonly dataHash: string;
  /** Bytes of its transactions. */
  readonly size: number;
  readonly transactions: number;
  /** Time of its first valid act or configuration, as its client set it: blocks themselves carry no time. */
  readonly at: string | undefined;
}

/** Where a transaction is; unlike ids, places are unique. */
export interface TransactionPlace {
  /** Number of the block, decimal. */
  readonly block: string;
  /** Position in the block, from 0. */
  readonly position: number;
}

/** A transaction as the projection keeps it; names are empty if the transaction does not give them. */
export interface ArchivedTransaction extends TransactionPlace {
  /** Empty if it carries none. */
  readonly transactionId: string;
  readonly kind: TransactionKind;
  /** Contract and function of an act, `config`, or one of Fabric's own functions. */
  readonly function: string;
  readonly validationCode: number;
  /** RFC 3339; `undefined` if it is not a time. */
  readonly at: string | undefined;
  readonly creatorMspId: string;
  /** Pseudonym; never shown to others. */
  readonly creator: string;
  readonly endorsers: readonly string[];
  readonly keysWritten: number;
  /** True for an act that took effect long after its signed time. */
  readonly late: boolean;
}

/** A key that a valid transaction wrote, as its block names it. */
export interface ArchivedKey {
  /** `undefined` for public world state. */
  readonly collection: string | undefined;
  /** SHA-256 of the key, hex. */
  readonly keyHash: string;
  readonly kind: 'put' | 'delete' | 'purge';
}

/** Where a list of blocks begins: below a number, or at blocks whose transactions are not later than a time. */
export type BlockStart = Readonly<{ before?: string | undefined; at?: string | undefined }>;

/** Blocks and transactions, built from the blocks of this organization's peer. */
export interface ChainArchive {
  /** Blocks newest first. */
  blocks(start: BlockStart, limit: number): Promise<readonly ArchivedBlock[]>;
  /** Blocks from one number to another, both included, oldest first, a few at a time. */
  range(from: number, to: number): AsyncIterable<ArchivedBlock>;
  /** Changes when another program writes to the tables that the archive reads. */
  foreignChanges(): Promise<number>;
  transactionsOf(block: string): Promise<readonly ArchivedTransaction[]>;
  /** The valid transaction with this id, otherwise the first one that has it. */
  transaction(transactionId: string): Promise<ArchivedTransaction | undefined>;
  /** Keys that a valid act wrote; none for any other transaction. */
  keysOf(place: TransactionPlace): Promise<readonly ArchivedKey[]>;
  /** Transactions that wrote something about a patient's report, newest first. */
  transactionsAbout(report: string, patient: string, limit: number): Promise<readonly ArchivedTransaction[]>;
}

/** The chain as this gateway's projection has it. */
export interface OwnChain {
  /** Number of the newest block, decimal. */
  height(): string | undefined;
  /** Header hash, hex. */
  headerHash(block: number): Promise<string | undefined>;
}
