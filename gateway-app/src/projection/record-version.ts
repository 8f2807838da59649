import { createHash } from 'node:crypto';
import { parseCompositeKey } from '@medseal/ledger-model';
import type { KeyWrite, LedgerTransaction } from '../domain/block.js';
import { eventOf } from '../domain/event-kinds.js';
import {
  type Content,
  type EventColumns,
  type RecordVersionRow,
  type Selectable,
  selectable,
  type WriteRow,
} from './tables.js';

/** Place of a write on the ledger. */
export type Place = Readonly<{ sequence: number; block: number; transaction: LedgerTransaction }>;

/** The row that says what the block says of a write, and nothing that must be purged. */
export function writeRow(write: KeyWrite, { sequence, block, transaction }: Place): WriteRow {
  const { value, kind } = write;
  return {
    sequence,
    block,
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
  return parseCompositeKey(key) === undefined ? 'none' : 'here';
}

/** False when a private value is not the one whose hash stands in the block. */
export function fitsItsHash({ value, valueHash }: KeyWrite): boolean {
  return value === undefined || valueHash === undefined || sha256Hex(value) === valueHash;
}

/** The state of a record that a write made; undefined where its value is not here, or the key not ours. */
export function recordVersion(write: KeyWrite, place: Place): Omit<RecordVersionRow, 'latest'> | undefined {
  const key = write.key === undefined ? undefined : parseCompositeKey(write.key);
  if (write.kind !== 'put' || write.value === undefined || key === undefined) return undefined;
  const fields = JSON.parse(write.value) as Readonly<Record<string, unknown>>;
  const event = eventColumns(key.type, fields, place.transaction);
  return {
    sequence: place.sequence,
    type: key.type,
    parts: JSON.stringify(key.parts),
    json: write.value,
    at: place.transaction.at,
    ...columnsOf(fields),
    ...event,
  };
}

function columnsOf(fields: Readonly<Record<string, unknown>>): Record<Selectable, string | null> {
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
  fields: Readonly<Record<string, unknown>>,
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
