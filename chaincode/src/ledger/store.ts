import type { ChaincodeStub } from 'fabric-shim';
import {
  canonicalBytes,
  canonicalize,
  compositeKey,
  keyParts,
  LedgerError,
  parseCanonical,
  places,
  recordSchemas,
  sha256,
  type JsonValue,
  type RecordKey,
  type RecordOf,
  type RecordType,
} from '@medseal/ledger-model';
import type { LedgerContext } from './context.js';
import { refuseUnless } from './refusal.js';

type Stub = Pick<
  ChaincodeStub,
  'getState' | 'getPrivateData' | 'getPrivateDataHash' | 'putState' | 'putPrivateData' | 'purgePrivateData'
>;

/** What the store adds to a record: who wrote it, when, in which transaction, by which act. */
type Stamped = 'v' | 'by' | 'at' | 'tx' | 'rules' | 'salt' | 'made' | 'changed';

/** The content of a record, without what the store adds. */
export type Content<Type extends RecordType> = Omit<RecordOf<Type>, Stamped>;

/** The act in whose name a record is written. */
export interface Author {
  readonly ctx: LedgerContext;
  readonly name: string;
  /** Pseudonym or MSP id. */
  readonly caller: { readonly actor: string };
  readonly statement: { readonly salt: string };
}

/** The record under a key, or `undefined`. Takes one read and no range query. */
export async function find<Type extends RecordType>(
  stub: Stub,
  type: Type,
  key: RecordKey<Type>,
): Promise<RecordOf<Type> | undefined> {
  const { collection, name } = placeOf(type, key);
  const bytes = await (collection === 'public' ? stub.getState(name) : stub.getPrivateData(collection, name));
  if (bytes.length === 0) return undefined;
  const record = recordSchemas[type].safeParse(parseCanonical(bytes));
  if (!record.success) throw new Error(`a stored ${type} record does not fit its schema`);
  return record.data as unknown as RecordOf<Type>;
}

/**
 * The record under a key.
 * @throws {LedgerError} `NOT_FOUND`
 */
export async function load<Type extends RecordType>(
  stub: Stub,
  type: Type,
  key: RecordKey<Type>,
): Promise<RecordOf<Type>> {
  const record = await find(stub, type, key);
  if (record === undefined) throw new LedgerError('NOT_FOUND', `there is no such ${type}`);
  return record;
}

/**
 * The records under several keys, in their order.
 * @throws {LedgerError} `NOT_FOUND` when one is missing
 */
export async function loadAll<Type extends RecordType>(
  stub: Stub,
  type: Type,
  keys: readonly RecordKey<Type>[],
): Promise<RecordOf<Type>[]> {
  const records: RecordOf<Type>[] = [];
  for (const key of keys) records.push(await load(stub, type, key));
  return records;
}

/**
 * Writes a new record.
 * @throws {LedgerError} `CONFLICT` when the key exists. Private keys are looked up by their hash, which every peer has,
 * even one that still lacks the private bytes.
 */
export async function create<Type extends RecordType>(
  author: Author,
  type: Type,
  content: Content<Type> & RecordKey<Type>,
): Promise<void> {
  const { collection, name } = placeOf(type, content);
  const { stub } = author.ctx;
  const existing = await (collection === 'public'
    ? stub.getState(name)
    : stub.getPrivateDataHash(collection, name));
  refuseUnless(existing.length === 0, 'CONFLICT', `the ${type} already exists`);
  await write(author, type, { ...content, ...(isActed(type) ? { made: embedded(author) } : {}) });
}

/** Writes a record that was read and then changed: stamps it again and keeps the act that made it. */
export async function replace<Type extends RecordType>(
  author: Author,
  type: Type,
  record: Content<Type> & RecordKey<Type>,
): Promise<void> {
  await write(author, type, { ...record, ...(isActed(type) ? { changed: embedded(author) } : {}) });
}

/** {@link create} for several records of one kind. */
export async function createAll<Type extends RecordType>(
  author: Author,
  type: Type,
  contents: readonly (Content<Type> & RecordKey<Type>)[],
): Promise<void> {
  for (const content of contents) await create(author, type, content);
}

/** {@link replace} for several records of one kind. */
export async function replaceAll<Type extends RecordType>(
  author: Author,
  type: Type,
  records: readonly (Content<Type> & RecordKey<Type>)[],
): Promise<void> {
  for (const record of records) await replace(author, type, record);
}

/** Permanently removes a private record and its history from every peer (Fabric: PurgePrivateData). */
export async function purge<Type extends RecordType>(
  author: Author,
  type: Type,
  key: RecordKey<Type>,
): Promise<void> {
  const { collection, name } = placeOf(type, key);
  if (collection === 'public') throw new Error('public records cannot be purged');
  await author.ctx.stub.purgePrivateData(collection, name);
}

async function write<Type extends RecordType>(
  author: Author,
  type: Type,
  content: RecordKey<Type> & object,
): Promise<void> {
  const { collection, name } = placeOf(type, content);
  const { ctx } = author;
  const stamp = { v: 1, by: author.caller.actor, at: ctx.time, tx: ctx.stub.getTxID() };
  const privately = { rules: ctx.settings.rules, salt: saltOf(author, collection, name) };
  const record = { ...content, ...stamp, ...(collection === 'public' ? {} : privately) };
  const bytes = canonicalBytes(recordSchemas[type].parse(record));
  await (collection === 'public'
    ? ctx.stub.putState(name, bytes)
    : ctx.stub.putPrivateData(collection, name, bytes));
}

function placeOf<Type extends RecordType>(type: Type, key: RecordKey<Type>) {
  return { collection: places[type], name: compositeKey(type, keyParts[type](key)) };
}

/** New at each write, so that equal contents never have equal hashes in blocks. */
function saltOf(author: Author, collection: string, key: string): string {
  const input = canonicalize(['medseal/salt/v1', author.statement.salt, collection, key]);
  return Buffer.from(sha256(input)).toString('hex');
}

/** Facts embed their acts; parts of envelopes and public records do not (docs/decisions/0003). */
function isActed(type: RecordType): boolean {
  return 'made' in recordSchemas[type].shape;
}

function embedded({ ctx, name, statement }: Author): JsonValue {
  return { function: name, tx: ctx.stub.getTxID(), statement };
}
