import type { EventKind } from '@medseal/ledger-model';
import type { TransactionKind } from '../domain/ledger/transaction-kind.js';

/** A block as the follower checked it. Hashes are hex. */
interface BlockRow {
  number: number;
  header_hash: string;
  previous_hash: string;
  data_hash: string;
  /** Bytes of its transactions. */
  size: number;
  /** Number of organizations on the channel from this block on; null if it does not configure the channel. */
  members: number | null;
}

/** A transaction, valid or not, as its creator made it: `id`, `function` and names are empty if it lacks them. */
export interface TransactionRow {
  block: number;
  /** Position in the block. */
  position: number;
  id: string;
  kind: TransactionKind;
  function: string;
  validation_code: number;
  at: string | null;
  creator_msp: string;
  /** Pseudonym of the certificate. */
  creator: string;
  /** MSP ids as a JSON array. */
  endorsers: string;
  keys_written: number;
  /** 1 for an act that took effect long after its signed time. */
  late: 0 | 1;
}

/** How far an organization's clock has been seen to go. */
interface SignedTimeRow {
  msp: string;
  /** Newest signed time of its valid acts, milliseconds since 1970. */
  at: number;
}

/** What became of the value of a write: it is here, not here yet, purged, or there never was a record that we know. */
export type Content = 'here' | 'missing' | 'purged' | 'none';

/** One key written by a valid act, as it is in the block: hashes only, so that the fact survives a purge. */
export interface WriteRow {
  /** Order of writes on the ledger: block number × 2^20 + position of the write in the block. */
  sequence: number;
  block: number;
  /** Of its transaction in the block. */
  position: number;
  transaction_id: string;
  /** Empty for public world state. */
  collection: string;
  key_hash: string;
  /** Hex; for private values, as it is in the block. */
  value_hash: string | null;
  kind: 'put' | 'delete' | 'purge';
  content: Content;
}

/** The fields of records that lists select by; each is a column of its own. */
export const selectable = [
  'patient',
  'author',
  'doctor',
  'reader',
  'grantee',
  'mspId',
  'role',
  'holder',
  'reportId',
  'versionId',
  'personId',
  'state',
  'outcome',
] as const;
export type Selectable = (typeof selectable)[number];

/** What auditors search by: a fact of a record version, null where the version is not an event. */
export interface EventColumns {
  event: EventKind | null;
  /** Pseudonym of the patient, or person, whom the event concerns. */
  subject: string | null;
  /** Pseudonym, or MSP id of an operator. */
  actor: string | null;
  actor_msp: string | null;
  /** Codes, each between bars: `|TREAT|PATRQT|`. */
  purposes: string | null;
  basis: string | null;
}

/** One state of one record, from a write whose value is here. */
export interface RecordVersionRow extends Record<Selectable, string | null>, EventColumns {
  /** Of the write. */
  sequence: number;
  /** 1 for the latest state of a key that is neither deleted nor purged. */
  latest: 0 | 1;
  type: string;
  /** Key parts as a JSON array. */
  parts: string;
  json: string;
  at: string;
  /**
   * Which consents reach a report: `open` any that cover it, `restricted` only those that name it; null for one without
   * an accepted version, and for all other records.
   */
  reach: 'open' | 'restricted' | null;
}

export interface ProjectionTables {
  blocks: BlockRow;
  transactions: TransactionRow;
  writes: WriteRow;
  record_versions: RecordVersionRow;
  signed_times: SignedTimeRow;
}

/** The most writes of one block; far above Fabric's own limits on a block. */
export const writesPerBlock = 2 ** 20;
