import { createHash } from 'node:crypto';
import type { ledger } from '@hyperledger/fabric-protos';
import type { KeyWrite } from '../../domain/ledger/block.js';
import {
  isOurs,
  type NamedCall,
  type Place,
  type WrittenPlace,
} from '../../domain/ledger/transaction-kind.js';
import { hex, attempt, WireMessage } from '@medseal/ledger-client';

/** What an endorsed transaction says. */
export interface EndorsedTransaction {
  readonly call: Pick<NamedCall, 'function' | 'arguments'>;
  /** MSP ids that the endorsements carry, each once; at most {@link mostEndorsers}. */
  readonly endorsers: readonly string[];
  /** Where it writes, once for each place. */
  readonly written: readonly WrittenPlace[];
  /** Keys written in all places. */
  readonly keysWritten: number;
  /** Writes to medseal's records; none of an invalid transaction. */
  readonly writes: readonly KeyWrite[];
}

/** The most endorsers of one transaction that are reported; a client can name any number. */
const mostEndorsers = 100;

/** Private data of one transaction as the peer delivers it. */
type PrivateData = ledger.rwset.TxPvtReadWriteSet | undefined;

/** Numbers of fields (fabric-protos, peer/transaction.proto, peer/proposal.proto, peer/chaincode.proto). */
const actionsField = 1;
const actionPayloadField = 2;
const actionPayloadFields = { proposal: 1, endorsed: 2 } as const;
const endorsedFields = { response: 1, endorsements: 2 } as const;
const endorserField = 1;
const mspIdField = 1;
const responseExtensionField = 2;
const resultsField = 1;
const proposalInputField = 1;
const chaincodeSpecField = 1;
const specInputField = 3;
const inputArgumentsField = 1;

/**
 * Parses `Payload.data` of an endorser transaction, as Fabric's peers read it. Parts that peers ignore when they
 * validate a transaction may hold anything; parts that cannot be read are left out.
 * @param isValid an invalid transaction changed nothing: it has no writes
 * @param privateData clear values of the writes, as far as the peer has them
 * @throws when the bytes are not an endorser transaction's.
 */
export function readEndorsed(
  bytes: Uint8Array,
  isValid: boolean,
  privateData: PrivateData,
): EndorsedTransaction {
  if (new WireMessage(bytes).count(actionsField) !== 1) throw new Error('not one action');
  const { payload, endorsed } = actionIn(bytes);
  const response = new WireMessage(endorsed.bytes(endorsedFields.response));
  const results = new WireMessage(response.bytes(responseExtensionField)).bytes(resultsField);
  const clear = privateWrites(privateData);
  const written = new Places();
  const writes: KeyWrite[] = [];
  for (const set of new WireMessage(results).messages(setsField)) {
    written.add(set);
    if (isValid) for (const write of recordWrites(set, clear)) writes.push(write);
  }
  return {
    call: calledFunction(payload.bytes(actionPayloadFields.proposal)),
    endorsers: endorsersIn(endorsed),
    written: written.all,
    keysWritten: written.keys,
    writes,
  };
}

/** MSP ids that the endorsements carry. @throws when these bytes are not an endorser transaction's. */
export function readEndorsers(bytes: Uint8Array): readonly string[] {
  return endorsersIn(actionIn(bytes).endorsed);
}

function actionIn(bytes: Uint8Array): Readonly<{ payload: WireMessage; endorsed: WireMessage }> {
  const action = new WireMessage(bytes).part(actionsField, 'action');
  const payload = new WireMessage(action.bytes(actionPayloadField));
  return { payload, endorsed: payload.part(actionPayloadFields.endorsed, 'endorsed action') };
}

/** Peers skip endorsers that they cannot read: a client that submits a transaction can add some. */
function endorsersIn(endorsed: WireMessage): readonly string[] {
  const names = new Set<string>();
  for (const endorsement of endorsed.messages(endorsedFields.endorsements)) {
    const name = attempt(() => new WireMessage(endorsement.bytes(endorserField)).text(mspIdField));
    if (name !== undefined && names.size < mostEndorsers) names.add(name);
  }
  return [...names];
}

/** Peers do not read the proposal again when they validate a transaction. */
function calledFunction(bytes: Uint8Array): EndorsedTransaction['call'] {
  const input = attempt(() => {
    const invocation = new WireMessage(new WireMessage(bytes).bytes(proposalInputField));
    return invocation.message(chaincodeSpecField)?.message(specInputField);
  });
  const texts: string[] = [];
  for (const text of input?.all(inputArgumentsField) ?? []) {
    texts.push(utf8(text));
    if (texts.length === mostArguments) break;
  }
  const [name, ...args] = texts;
  return { function: name ?? '', arguments: args };
}

/** An act has its name and its header; a third text shows that there are more. */
const mostArguments = 3;

/** Numbers of fields (fabric-protos, ledger/rwset/rwset.proto and kvrwset/kv_rwset.proto). */
const setsField = 2;
const setFields = { namespace: 1, open: 2, collections: 3 } as const;
const collectionFields = { name: 1, hashed: 2 } as const;
const openFields = { reads: 1, writes: 3, policies: 4 } as const;
const readFields = { key: 1, version: 2 } as const;
const versionFields = { block: 1, transaction: 2 } as const;
const writeFields = { key: 1, isDelete: 2, value: 3 } as const;
const hashedFields = { reads: 1, writes: 2, policies: 3 } as const;
const hashedWriteFields = { keyHash: 1, isDelete: 2, valueHash: 3, isPurge: 4 } as const;

/** The most places of a transaction that are reported, apart from those of medseal's records. */
const mostPlaces = 100;

/** Where a transaction writes: sets are counted as they are read, and not kept. */
class Places {
  /** Keys written in all places. */
  keys = 0;
  readonly #places = new Map<string, WrittenPlace>();

  get all(): readonly WrittenPlace[] {
    return [...this.#places.values()];
  }

  /** @param set a `NsReadWriteSet` */
  add(set: WireMessage): void {
    const namespace = set.text(setFields.namespace);
    const open = new WireMessage(set.bytes(setFields.open));
    this.#count({ namespace, collection: undefined }, open, openFields);
    for (const collection of set.messages(setFields.collections)) {
      const hashed = new WireMessage(collection.bytes(collectionFields.hashed));
      this.#count({ namespace, collection: collection.text(collectionFields.name) }, hashed, hashedFields);
    }
  }

  #count(place: Place, set: WireMessage, fields: Readonly<{ writes: number; policies: number }>): void {
    const keys = set.count(fields.writes);
    this.keys += keys;
    if (keys > 0) this.#note({ ...place, isPolicy: false });
    if (set.count(fields.policies) > 0) this.#note({ ...place, isPolicy: true });
  }

  #note(place: WrittenPlace): void {
    const isTold = this.#places.size < mostPlaces || isOurs(place);
    if (isTold) this.#places.set(JSON.stringify(place), place);
  }
}

/** Writes of a valid transaction, which has each namespace and each collection once. */
function recordWrites(set: WireMessage, clear: ReadonlyMap<string, ClearWrite>): KeyWrite[] {
  const namespace = set.text(setFields.namespace);
  if (!isOurs({ namespace, collection: undefined })) return [];
  const writes = publicWrites(new WireMessage(set.bytes(setFields.open)));
  for (const collection of set.messages(setFields.collections)) {
    const name = collection.text(collectionFields.name);
    if (!isOurs({ namespace, collection: name })) continue;
    const hashed = new WireMessage(collection.bytes(collectionFields.hashed));
    for (const write of hashedWrites({ name, hashed }, clear)) writes.push(write);
  }
  return writes;
}

function publicWrites(set: WireMessage): KeyWrite[] {
  const read = new Map(
    [...set.messages(openFields.reads)].map((each) => [each.text(readFields.key), placeOf(each)]),
  );
  return [...set.messages(openFields.writes)].map((write) => {
    const key = write.text(writeFields.key);
    const isDelete = write.flag(writeFields.isDelete);
    return {
      collection: undefined,
      key,
      keyHash: sha256Hex(key),
      value: isDelete ? undefined : utf8(write.bytes(writeFields.value)),
      valueHash: undefined,
      kind: isDelete ? 'delete' : 'put',
      replaces: read.get(key),
    };
  });
}

/** What the block says of private writes, completed by the clear writes that the peer delivered. */
function hashedWrites(
  { name, hashed }: Readonly<{ name: string; hashed: WireMessage }>,
  clear: ReadonlyMap<string, ClearWrite>,
): KeyWrite[] {
  const read = new Map(
    [...hashed.messages(hashedFields.reads)].map((each) => [hex(each.bytes(readFields.key)), placeOf(each)]),
  );
  return [...hashed.messages(hashedFields.writes)].map((write) => {
    const keyHash = hex(write.bytes(hashedWriteFields.keyHash));
    const found = clear.get(`${name} ${keyHash}`);
    const isDelete = write.flag(hashedWriteFields.isDelete);
    const deletion = isDelete ? 'delete' : 'put';
    return {
      collection: name,
      key: found?.key,
      keyHash,
      value: found?.value,
      valueHash: isDelete ? undefined : hex(write.bytes(hashedWriteFields.valueHash)),
      kind: write.flag(hashedWriteFields.isPurge) ? 'purge' : deletion,
      replaces: read.get(keyHash),
    };
  });
}

/** Block and position of the transaction that wrote what another one read; none for a key that did not exist. */
function placeOf(read: WireMessage): string | undefined {
  const version = read.message(readFields.version);
  return version && `${version.uint64(versionFields.block)}:${version.uint64(versionFields.transaction)}`;
}

type ClearWrite = Pick<KeyWrite, 'key' | 'value'>;

/** Clear private writes of our collections, by collection and key hash. They come from this organization's peer. */
function privateWrites(set: PrivateData): ReadonlyMap<string, ClearWrite> {
  const writes = new Map<string, ClearWrite>();
  for (const namespace of set?.getNsPvtRwsetList() ?? [])
    for (const collection of namespace.getCollectionPvtRwsetList()) {
      const name = collection.getCollectionName();
      if (!isOurs({ namespace: namespace.getNamespace(), collection: name })) continue;
      const open = new WireMessage(collection.getRwset_asU8());
      for (const { key, keyHash, value } of publicWrites(open))
        writes.set(`${name} ${keyHash}`, { key, value });
    }
  return writes;
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
