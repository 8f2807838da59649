import { createHash, randomBytes } from 'node:crypto';
import { compositeKey, probePlace } from '@medseal/ledger-model';
import { hashedWrite, type TransactionPlan } from './transaction.js';
import { bytes, number, text } from './wire.js';

/** Transactions that belong together, in the order in which they are sent, and the codes that peers have for them. */
export interface StrangeSet {
  readonly plans: readonly Partial<TransactionPlan>[];
  /** fabric-protos, TxValidationCode. */
  readonly codes: readonly number[];
}

const valid = 0;
const badTransactionId = 8;
const notEndorsed = 10;
const readConflict = 11;
const illegal = 23;

/** What one organization can have judged valid alone: writes to its own collection (fabric, implicit collections). */
const own = (mspId: string) => `_implicit_org_${mspId}`;

/**
 * A write of a key in a collection, and a policy for the key where there is one (fabric-protos,
 * kvrwset.HashedRWSet).
 */
function keyOf(collection: string, keyHash: Uint8Array, policy?: Uint8Array): Buffer {
  const write = Buffer.concat([bytes(1, [keyHash]), bytes(3, [randomBytes(32)])]);
  const entry = policy && Buffer.concat([text(1, 'VALIDATION_PARAMETER'), bytes(2, [policy])]);
  const metadata = entry && Buffer.concat([bytes(1, [keyHash]), bytes(2, [entry])]);
  const hashed = Buffer.concat([bytes(2, [write]), bytes(3, metadata === undefined ? [] : [metadata])]);
  return Buffer.concat([text(1, collection), bytes(2, [hashed]), bytes(3, [randomBytes(32)])]);
}

/** A query over a range of keys with what it is said to have found (kvrwset.RangeQueryInfo). */
function query(start: string, end: string, found: Uint8Array): Buffer {
  return Buffer.concat([text(1, start), text(2, end), number(3, 1), found]);
}

/** A summary of what was found, with so many hashes to a node at most. */
const summary = (degree: number) => bytes(5, [Buffer.concat([number(1, degree), number(2, 1)])]);

/** Read-write sets that no chaincode of medseal makes, by what is strange about them. */
export function strangeSets(mspId: string): Readonly<Record<string, StrangeSet>> {
  const collection = own(mspId);
  const lone = () => hashedWrite(collection);
  const key = randomBytes(32);
  const other = randomBytes(32);
  const asked = (...queries: readonly Uint8Array[]) => ({
    writes: { publicWrites: bytes(2, queries), hashedWrites: [lone()] },
  });
  const existing = compositeKey('organization', [mspId]);
  const found = bytes(4, [bytes(1, [text(1, existing)])]);
  const alone = (...sets: readonly Uint8Array[]) => ({ writes: { hashedWrites: sets } });
  return {
    'a policy of a key that cannot be read, and a further write of the key': {
      plans: [alone(keyOf(collection, key, Buffer.of(255))), alone(keyOf(collection, key))],
      codes: [illegal, valid],
    },
    'a policy of a key in an invalid transaction, and a write of the key behind it': {
      plans: [
        {
          transactionId: randomBytes(32).toString('hex'),
          ...alone(keyOf(collection, other, Buffer.from('policy'))),
        },
        alone(keyOf(collection, other)),
      ],
      codes: [badTransactionId, valid],
    },
    'queries with summaries that have no nodes': {
      plans: [asked(query('', '', summary(0))), asked(query('', '', summary(1)))],
      codes: [illegal],
    },
    'a query that found a key of no version': {
      plans: [asked(query(existing, `${existing}\u0000`, found))],
      codes: [illegal],
    },
    'very many queries': {
      plans: [asked(...Array.from({ length: 20_000 }, () => query('', '', summary(2))))],
      codes: [illegal],
    },
    'a collection twice, and a key twice': {
      plans: [
        alone(keyOf(collection, key), keyOf(collection, key)),
        alone(hashedSet(collection, write(key), write(key), write(key, isDelete))),
      ],
      codes: [illegal],
    },
    'keys of strange lengths, and purges that are not deletions': {
      plans: [
        alone(hashedSet(collection, write(Buffer.alloc(0)), write(Buffer.alloc(1)))),
        alone(hashedSet(collection, write(randomBytes(1 << 16)))),
        alone(hashedSet(collection, write(other, isPurge), write(key, isDelete))),
      ],
      codes: [illegal],
    },
    'the key of a probe, which is never submitted': {
      plans: [collection, probePlace.collection].map((each) =>
        alone(hashedSet(each, write(createHash('sha256').update(probePlace.key).digest()))),
      ),
      codes: [illegal],
    },
    'a purge of what never was': {
      plans: [alone(hashedSet(collection, write(randomBytes(32), Buffer.concat([isDelete, isPurge]))))],
      codes: [valid],
    },
    'reads of what never was': {
      plans: [
        { writes: { publicWrites: reads('', 'nothing', existing), hashedWrites: [lone()] } },
        {
          moreNamespaces: [Buffer.concat([text(1, 'nothing'), bytes(2, [reads('', 'nothing')])])],
          ...alone(lone(), hashedReads('nothing'), hashedReads('care')),
        },
      ],
      codes: [readConflict],
    },
    'reads of places that only some peers have': {
      plans: [
        {
          moreNamespaces: [
            Buffer.concat([text(1, `_lifecycle$$p${own('HospitalAMSP')}`), bytes(2, [reads('nothing')])]),
          ],
          ...alone(lone()),
        },
      ],
      codes: [illegal],
    },
    'a collection that does not exist': { plans: [alone(hashedWrite('nothing'))], codes: [notEndorsed] },
    'a namespace that does not exist, and one without a name': {
      plans: [{ moreNamespaces: [namespace('nothing', 'care'), namespace('', 'care')] }],
      codes: [illegal],
    },
    'very many keys': {
      plans: [alone(manyKeys(collection, 20_000)), alone(manyKeys('care', 20_000))],
      codes: [valid, notEndorsed],
    },
    'very many endorsements': {
      plans: [{ moreEndorsements: empty(200_000), ...alone(manyKeys(collection, 10_000)) }],
      codes: [notEndorsed],
    },
    'very many namespaces and collections': {
      plans: [
        { moreNamespaces: empty(200_000), ...alone(lone()) },
        alone(lone(), ...empty(50_000)),
        alone(lone(), ...Array.from({ length: 4_000 }, (_, index) => hashedWrite(`none${index}`))),
      ],
      codes: [illegal, notEndorsed],
    },
    'a proposal that cannot be read': {
      plans: [{ proposal: Buffer.of(255, 255), ...alone(lone()) }],
      codes: [valid],
    },
    'fields that nobody knows': {
      plans: [{ unknownField: Buffer.of(0x7b, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0x7c), ...alone(lone()) }],
      codes: [valid],
    },
  };
}

function empty(count: number): readonly Buffer[] {
  return Array.from({ length: count }, () => Buffer.alloc(0));
}

/** Fields of a hashed write (kvrwset.KVWriteHash). */
const isDelete = number(2, 1);
const isPurge = number(4, 1);

function write(keyHash: Uint8Array, how: Uint8Array = bytes(3, [randomBytes(32)])): Buffer {
  return Buffer.concat([bytes(1, [keyHash]), how]);
}

function hashedSet(collection: string, ...writes: readonly Uint8Array[]): Buffer {
  return Buffer.concat([text(1, collection), bytes(2, [bytes(2, writes)]), bytes(3, [randomBytes(32)])]);
}

/** Reads without a version, and with one that never was (kvrwset.KVRead). */
function reads(...keys: readonly string[]): Buffer {
  const version = bytes(2, [Buffer.concat([number(1, 1_000_000), number(2, 7)])]);
  return bytes(
    1,
    keys.flatMap((key) => [text(1, key), Buffer.concat([text(1, key), version])]),
  );
}

function hashedReads(collection: string): Buffer {
  const read = bytes(1, [randomBytes(32)]);
  return Buffer.concat([text(1, collection), bytes(2, [bytes(1, [read, Buffer.alloc(0)])])]);
}

function namespace(name: string, collection: string): Buffer {
  return Buffer.concat([text(1, name), bytes(2, [Buffer.alloc(0)]), bytes(3, [hashedWrite(collection)])]);
}

function manyKeys(collection: string, count: number): Buffer {
  const writes = Array.from({ length: count }, () =>
    Buffer.concat([bytes(1, [randomBytes(32)]), bytes(3, [randomBytes(32)])]),
  );
  return Buffer.concat([text(1, collection), bytes(2, [bytes(2, writes)]), bytes(3, [randomBytes(32)])]);
}
