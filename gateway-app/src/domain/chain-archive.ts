/** A block as the projection keeps it. Hashes are hex, numbers decimal. */
export interface ArchivedBlock {
  readonly number: string;
  readonly headerHash: string;
  readonly previousHash: string;
  readonly dataHash: string;
  /** Bytes of its transactions. */
  readonly size: number;
  readonly transactions: number;
  /** Time of its first transaction, as its client set it: blocks carry no time of their own. */
  readonly at: string | undefined;
}

/** A transaction as the projection keeps it. */
export interface ArchivedTransaction {
  /** Empty for a configuration that carries none. */
  readonly transactionId: string;
  readonly block: string;
  /** Contract and function, or `config`. */
  readonly function: string;
  readonly validationCode: number;
  readonly at: string;
  readonly creatorMspId: string;
  /** Pseudonym; never shown to others. */
  readonly creator: string;
  readonly endorsers: readonly string[];
  readonly keysWritten: number;
}

/** A key that a valid transaction wrote, as its block names it. */
export interface ArchivedKey {
  /** `undefined` for public world state. */
  readonly collection: string | undefined;
  /** SHA-256 of the key, hex. */
  readonly keyHash: string;
  readonly kind: 'put' | 'delete' | 'purge';
}

/** Which blocks a list begins with: below a number, or those whose transactions are not later than a time. */
export type BlockStart = Readonly<{ before?: string | undefined; at?: string | undefined }>;

/** Blocks and transactions, built from the own peer's blocks. */
export interface ChainArchive {
  /** Blocks newest first. */
  blocks(start: BlockStart, limit: number): Promise<readonly ArchivedBlock[]>;
  /** Blocks from one number to another, both included, oldest first, a few at a time. */
  range(from: number, to: number): AsyncIterable<ArchivedBlock>;
  transactionsOf(block: string): Promise<readonly ArchivedTransaction[]>;
  transaction(transactionId: string): Promise<ArchivedTransaction | undefined>;
  keysOf(transactionId: string): Promise<readonly ArchivedKey[]>;
  /** Transactions that wrote something about a patient's report, newest first. */
  transactionsAbout(report: string, patient: string, limit: number): Promise<readonly ArchivedTransaction[]>;
}

/** The chain as the own projection has it. */
export interface OwnChain {
  /** Number of the newest block, decimal. */
  height(): string | undefined;
  /** Header hash, hex. */
  headerHash(block: number): Promise<string | undefined>;
}
