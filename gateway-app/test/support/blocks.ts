import { createHash, randomBytes } from 'node:crypto';
import {
  canonicalize,
  compositeKey,
  encodeId,
  type JsonValue,
  places,
  type RecordType,
} from '@medseal/ledger-model';
import {
  headerHash,
  type KeyWrite,
  type LedgerBlock,
  type LedgerTransaction,
} from '../../src/domain/ledger/block.js';

/** A record that a transaction of a test writes. */
export interface TestWrite {
  readonly type: RecordType;
  readonly parts: readonly string[];
  /** Fields of the record; left out for a purge. */
  readonly fields?: Readonly<Record<string, JsonValue>>;
}

/** A transaction of a test; an act if its kind is left out, the channel's configuration if it calls `config`. */
export interface TestTransaction {
  readonly kind?: LedgerTransaction['kind'];
  readonly function: string;
  readonly endorsers?: readonly string[];
  readonly members?: number;
  /** The id of another transaction. */
  readonly transactionId?: string;
  readonly mspId?: string;
  readonly creator?: string;
  /** Set if the signature was not checked. */
  readonly claimedMspId?: string;
  readonly at?: string;
  readonly validationCode?: number;
  readonly writes: readonly TestWrite[];
}

/** A chain of blocks as a peer would deliver them. */
export class TestChain {
  readonly blocks: LedgerBlock[] = [];

  /** Adds a block with these transactions. */
  add(...transactions: readonly TestTransaction[]): LedgerBlock {
    const before = this.blocks.at(-1);
    const number = BigInt(this.blocks.length);
    const dataHash = randomBytes(32).toString('hex');
    const block: LedgerBlock = {
      number,
      previousHash: before === undefined ? '' : headerHash(before),
      dataHash,
      recomputedDataHash: dataHash,
      size: 100,
      transactions: transactions.map((transaction) => toTransaction(transaction)),
    };
    this.blocks.push(block);
    return block;
  }
}

function toTransaction(given: TestTransaction): LedgerTransaction {
  const { mspId = 'HospitalAMSP', creator = newId('pseudonym'), at = '2026-11-24T10:00:00.000Z' } = given;
  const { transactionId = randomBytes(32).toString('hex'), endorsers = ['HospitalAMSP', 'HospitalBMSP'] } =
    given;
  const writes = given.writes.map((write) => toWrite(write, { by: creator, at, tx: transactionId }));
  return {
    kind: given.kind ?? (given.function === 'config' ? 'fabric' : 'act'),
    transactionId,
    validationCode: given.validationCode ?? 0,
    at,
    creator: { mspId, commonName: creator },
    claimedCreator: claimOf(given, creator),
    function: given.function,
    endorsers,
    keysWritten: writes.length,
    writes,
    ...(given.members !== undefined && { members: given.members }),
  };
}

function claimOf({ claimedMspId }: TestTransaction, commonName: string): LedgerTransaction['claimedCreator'] {
  return claimedMspId === undefined ? undefined : { mspId: claimedMspId, commonName };
}

function toWrite({ type, parts, fields }: TestWrite, stamp: Readonly<Record<string, string>>): KeyWrite {
  const key = compositeKey(type, parts);
  const place = places[type];
  const keyHash = sha256Hex(key);
  const collection = place === 'public' ? undefined : place;
  if (fields === undefined)
    return { collection, key: undefined, keyHash, value: undefined, valueHash: undefined, kind: 'purge' };
  const value = canonicalize({ v: 1, ...stamp, ...fields });
  const valueHash = collection === undefined ? undefined : sha256Hex(value);
  return { collection, key, keyHash, value, valueHash, kind: 'put' };
}

/** The block as delivered by a peer that lacks, or has purged, all private values. */
export function withoutPrivateData(block: LedgerBlock): LedgerBlock {
  const strip = (write: KeyWrite): KeyWrite =>
    write.collection === undefined ? write : { ...write, key: undefined, value: undefined };
  return {
    ...block,
    transactions: block.transactions.map((each) => ({ ...each, writes: each.writes.map(strip) })),
  };
}

const digest = `sha256:${'0'.repeat(64)}`;

/** A version of a report in a state. */
export function version(versionId: string, state: string): TestWrite {
  const locations = [{ mspId: 'HospitalAMSP', objectKey: `ab/${'0'.repeat(32)}` }];
  const fields = {
    versionId,
    locations,
    ciphertextSha256: digest,
    suite: 'medseal-1',
    manifest: digest,
    state,
  };
  return { type: 'version', parts: [versionId], fields };
}

/** A random id. */
export function newId(kind: Parameters<typeof encodeId>[0]): string {
  return encodeId(kind, randomBytes(16));
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
