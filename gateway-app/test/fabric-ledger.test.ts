import { peer } from '@hyperledger/fabric-protos';
import { encodeId } from '@medseal/ledger-model';
import { newSignatureSeed, p256Signer } from '@medseal/sealing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/adapters/database.js';
import { FabricLedger } from '../src/adapters/fabric-ledger.js';
import { SqliteJournal } from '../src/adapters/journal.js';
import { newSalt } from '../src/domain/act.js';
import { personActor } from '../src/domain/actor.js';
import type { ActRequest, Actor } from '../src/domain/ledger.js';
import { FakePeer, selfSigned } from './ground/fake-peer.js';

const { VALID, MVCC_READ_CONFLICT } = peer.TxValidationCode;
const mspId = 'HospitalAMSP';

let fake: FakePeer;
let database: Database;
let journal: SqliteJournal;
let ledger: FabricLedger;
let actor: Actor;

beforeEach(async () => {
  fake = await FakePeer.start();
  database = openDatabase(':memory:');
  journal = new SqliteJournal(database);
  const { certificate, key: privateKey } = await selfSigned();
  const pseudonym = encodeId('pseudonym', Buffer.alloc(16, 1));
  const keys = { credential: { certificate, privateKey }, signatureSeed: newSignatureSeed(), keyVersion: 1 };
  actor = personActor({ pseudonym, mspId }, keys);
  ledger = new FabricLedger({
    channel: 'medseal',
    mspId,
    peerAddress: fake.address,
    peerTlsRoot: fake.tlsRoot,
    service: { mspId, certificate, sign: p256Signer(privateKey) },
    journal: journal.forActs,
    pressure: { submits: { atOnce: 2, waiting: 1 }, evaluations: { atOnce: 2, waiting: 1 } },
    patience: { total: 1_000, refused: 500, commit: 500, pause: 50 },
  });
});
afterEach(async () => {
  ledger.close();
  fake.stop();
  await database.destroy();
});

function revocation(): ActRequest<'RevokeConsent'> {
  const consent = encodeId('consent', Buffer.alloc(16, 2));
  return { function: 'RevokeConsent', statement: { salt: newSalt(), consent } };
}
const submit = () => ledger.submit(revocation(), actor);

describe('a lost race', () => {
  test('is run again with a new proposal, and its transactions leave the journal', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT, MVCC_READ_CONFLICT, VALID);
    const { transactionId, block } = await submit();
    expect(new Set(fake.endorsed).size).toBe(3);
    expect({ transactionId, block }).toEqual({ transactionId: fake.endorsed[2], block: '7' });
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });

  test('is run five times at most, then it is a conflict', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT);
    await expect(submit()).rejects.toMatchObject({ code: 'CONFLICT' });
    // On a slow machine the time for trying ends first.
    expect(fake.endorsed.length).toBeGreaterThan(1);
    expect(fake.endorsed.length).toBeLessThanOrEqual(5);
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });
});

describe('a lost answer', () => {
  test('to a submission that was ordered is found by transaction id', async () => {
    fake.fates.splice(0, 1, 'commit-unanswered');
    expect(await submit()).toEqual({ transactionId: fake.endorsed[0], block: '7' });
    expect(fake.submitted).toHaveLength(1);
  });

  test('to one that was not makes the same bytes go again, under the same id', async () => {
    fake.fates.splice(0, 1, 'lost', 'refused', VALID);
    await submit();
    expect(fake.endorsed).toHaveLength(1);
    expect(new Set(fake.submitted)).toEqual(new Set(fake.endorsed));
    expect(fake.submitted).toHaveLength(3);
  });

  test('of a race that was lost is a race that was lost', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT, 'commit-unanswered');
    await submit();
    expect(new Set(fake.endorsed).size).toBe(2);
  });
});

test('what every orderer refuses again and again is no transaction: the journal forgets it', async () => {
  fake.fates.splice(0, 1, 'refused');
  await expect(submit()).rejects.toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
  expect(await journal.figures()).toMatchObject({ acts: 0 });
});

test('what may have been ordered stays in the journal, with bytes that can be submitted later', async () => {
  fake.fates.splice(0, 1, 'lost');
  const outcome: unknown = await submit().catch((error: unknown) => error);
  expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN', facts: { transactionId: fake.endorsed[0] } });
  const [act] = await journal.acts();
  fake.fates.splice(0, 1, VALID);
  expect(await ledger.resubmit(act?.bytes ?? new Uint8Array())).toEqual({ state: 'valid', block: '7' });
  expect(new Set(fake.submitted)).toEqual(new Set(fake.endorsed));
});

describe('under pressure', () => {
  test('no more calls than allowed reach the peer, and the rest is told when to come back', async () => {
    fake.slowness = 50;
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, submit));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
    expect(fake.load.most).toBeLessThanOrEqual(2);
  });

  test('evaluations have a bound of their own', async () => {
    fake.slowness = 50;
    const evaluate = () => ledger.evaluate('ReadConsortium', []);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, evaluate));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });
});
