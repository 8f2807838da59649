import { createHash } from 'node:crypto';
import { parseCompositeKey } from '@medseal/ledger-model';
import type { KeyWrite, LedgerTransaction } from '../domain/ledger/block.js';
import { eventOf } from '../domain/ledger/event-kinds.js';
import {
  type Content,
  type EventColumns,
  type RecordVersionRow,
  type Selectable,
  selectable,
  type WriteRow,
} from './tables.js';

/** Place of a write on the ledger. */
export type Place = Readonly<{
  sequence: number;
  block: number;
  /** Of the transaction in its block. */
  position: number;
  transaction: LedgerTransaction;
}>;

/** The row with what the block says about a write, and without anything that must be purged. */
export function writeRow(write: KeyWrite, { sequence, block, position, transaction }: Place): WriteRow {
  const { value, kind } = write;
  return {
    sequence,
    block,
    position,
    transaction_id: transaction.transactionId,
    collection: write.collection ?? '',
    key_hash: write.keyHash,
    value_hash: write.valueHash ?? (value === undefined ? null : sha256Hex(value)),
    kind,
    content: contentOf(write),
  };
}

function contentOf({ kind, key, value }: KeyWrite): Content {
  if (kind !== 'put') return 'none';
  if (key === undefined || value === undefined) return 'missing';
  return recordOf(key, value) === undefined ? 'none' : 'here';
}

/** The record in a key and its value, with the parts of the key; undefined if it is not one of ours. */
function recordOf(key: string, value: string) {
  const name = parseCompositeKey(key);
  const fields = parsedFields(value);
  return name === undefined || fields === undefined ? undefined : { ...name, fields };
}

/** The record's schema is checked when it is read: a newer chaincode may write more than this gateway knows. */
function parsedFields(text: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** False when a private value is not the one whose hash is in the block. */
export function fitsItsHash({ value, valueHash }: KeyWrite): boolean {
  return value === undefined || valueHash === undefined || sha256Hex(value) === valueHash;
}

/** The state of a record that a write made; undefined if its value is not here, or the record is not ours. */
export function recordVersion(
  { kind, key, value }: KeyWrite,
  place: Place,
): Omit<RecordVersionRow, 'latest'> | undefined {
  if (kind !== 'put' || key === undefined || value === undefined) return undefined;
  const found = recordOf(key, value);
  if (found === undefined) return undefined;
  const { type, parts, fields } = found;
  const event = eventColumns(type, fields, place.transaction);
  return {
    sequence: place.sequence,
    type,
    parts: JSON.stringify(parts),
    json: value,
    at: place.transaction.at ?? '',
    ...columnsOf(fields),
    ...event,
    reach: type === 'report' ? reachOf(fields) : null,
  };
}

function reachOf({ versions, restricted }: Fields): RecordVersionRow['reach'] {
  if (!Array.isArray(versions) || versions.length === 0) return null;
  return restricted === false ? 'open' : 'restricted';
}

function columnsOf(fields: Fields): Record<Selectable, string | null> {
  const grantee = fields['grantee'] as { person?: string; organization?: string } | undefined;
  const flat = { ...fields, grantee: grantee?.person ?? grantee?.organization };
  const entries = selectable.map((name) => {
    const value = flat[name as keyof typeof flat] as unknown;
    return [name, typeof value === 'string' ? value : null];
  });
  return Object.fromEntries(entries) as Record<Selectable, string | null>;
}

function eventColumns(
  type: Parameters<typeof eventOf>[0],
  fields: Fields,
  { function: called, creator }: LedgerTransaction,
): EventColumns & Partial<Record<Selectable, string>> {
  const facts = eventOf(type, called, fields);
  if (facts === undefined)
    return { event: null, subject: null, actor: null, actor_msp: null, purposes: null, basis: null };
  const { event, subject, purposes, basis, version } = facts;
  return {
    event,
    subject: subject ?? null,
    actor: String(fields['by']),
    actor_msp: creator.mspId,
    purposes: purposes.length === 0 ? null : `|${purposes.join('|')}|`,
    basis: basis ?? null,
    ...(version !== undefined && { versionId: version }),
  };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
