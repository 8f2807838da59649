import { createHash } from 'node:crypto';
import type { TransactionKind } from './transaction-kind.js';

/**
 * One key written by a transaction. A block shows hashes of private writes; key and value come from the peer, if it
 * has them.
 */
export interface KeyWrite {
  /** `undefined` for public world state. */
  readonly collection: string | undefined;
  /** Composite key; `undefined` when only its hash is known (it was purged, or private data has not arrived). */
  readonly key: string | undefined;
  /** SHA-256 of the key, hex; for private writes as the block shows it. */
  readonly keyHash: string;
  /** UTF-8 JSON; `undefined` for deletes and purges, and when the peer lacks the data. */
  readonly value: string | undefined;
  /** SHA-256 of the value as the block shows it, hex; `undefined` for public writes and deletes. */
  readonly valueHash: string | undefined;
  readonly kind: 'put' | 'delete' | 'purge';
  /**
   * Place of the previous write, which the transaction read: `<block>:<position of the transaction>`; undefined when
   * there was none.
   */
  readonly replaces?: string | undefined;
}

/** The certificate behind a transaction: organization and common name. */
export type Creator = Readonly<{ mspId: string; commonName: string }>;

/**
 * A transaction as a block contains it. Its creator chose the contents of its parts: they are bounded here, but not
 * to be trusted.
 */
export interface LedgerTransaction {
  readonly kind: TransactionKind;
  /** Empty if the transaction carries none. */
  readonly transactionId: string;
  /** Fabric's validation code; 0 is valid. */
  readonly validationCode: number;
  /** RFC 3339, as the client set it; `undefined` if it is not a time. */
  readonly at: string | undefined;
  /**
   * The creator whose signature the peer has checked; empty names if it has not, or if the transaction does not tell.
   */
  readonly creator: Creator;
  /** The creator whose certificate the transaction carries, if the signature was not checked. */
  readonly claimedCreator?: Creator | undefined;
  /**
   * For acts, the called contract and function, as in `ReportContract:ProposeReport`. For Fabric's own transactions,
   * `config` or the function. Otherwise empty.
   */
  readonly function: string;
  /** MSP ids that the endorsements name, each once; peers count only those with a valid signature. */
  readonly endorsers: readonly string[];
  /** Keys written in all namespaces, including those of Fabric's own chaincodes. */
  readonly keysWritten: number;
  /** Keys of records that a valid act wrote; no other keys. */
  readonly writes: readonly KeyWrite[];
  /**
   * True for an act that took effect long after its signed time; set only when the block has just entered the
   * projection.
   */
  readonly late?: boolean | undefined;
  /** Number of organizations that the channel has from here on; set only when the transaction configures it. */
  readonly members?: number | undefined;
}

/** A block with the private data that this organization's peer holds for it. Hashes are hex. */
export interface LedgerBlock {
  readonly number: bigint;
  readonly previousHash: string;
  readonly dataHash: string;
  /** Recomputed from the data, to compare with `dataHash`. */
  readonly recomputedDataHash: string;
  /** Bytes of its transactions. */
  readonly size: number;
  readonly transactions: readonly LedgerTransaction[];
}

/** The blocks of the channel in order, from this organization's peer, with private data. */
export interface BlockSource {
  /** Yields blocks from `start` on, and waits for new ones, until the signal aborts; throws when the peer is lost. */
  blocks(start: bigint, signal: AbortSignal): AsyncIterable<LedgerBlock>;
}

/** Single blocks from peers, without private data. */
export interface BlockLookup {
  /** @throws {Failure} UNAVAILABLE when no peer of the organization answers or none has the block. */
  block(number: string, mspId: string): Promise<LedgerBlock>;
}

/**
 * Header hash of a block, hex: SHA-256 over the ASN.1 DER sequence of number, previous hash and data hash
 * (Hyperledger Fabric, protoutil.BlockHeaderBytes). It is the next block's previous hash.
 */
export function headerHash(block: Pick<LedgerBlock, 'number' | 'previousHash' | 'dataHash'>): string {
  const content = Buffer.concat([
    derInteger(block.number),
    derElement(0x04, Buffer.from(block.previousHash, 'hex')),
    derElement(0x04, Buffer.from(block.dataHash, 'hex')),
  ]);
  return createHash('sha256').update(derElement(0x30, content)).digest('hex');
}

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex');
  return derElement(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

/** DER with a short length: header fields never reach 128 bytes. */
function derElement(tag: number, content: Buffer): Buffer {
  if (content.length >= 128) throw new RangeError('too long for a block header');
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

/** Header hashes of the blocks that are in the projection. */
export interface BlockHashes {
  headerHash(block: number): Promise<string | undefined>;
}
