import { common, peer } from '@hyperledger/fabric-protos';
import { beforeEach, describe, expect, test } from 'vitest';
import { FabricLedger } from '../../src/adapters/fabric/fabric-ledger.js';
import { headerHash } from '../../src/domain/ledger/block.js';
import {
  type ActingLedger,
  actingLedger,
  littlePatience,
  mspId,
  revocation,
} from '../support/acting-ledger.js';

const { VALID, MVCC_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;

let fake: ActingLedger['fake'];
let journal: ActingLedger['journal'];
let ledger: FabricLedger;
let actor: ActingLedger['actor'];
let submit: ActingLedger['submit'];
let alarms: object[];
let organizations: readonly string[];

beforeEach(async () => {
  alarms = [];
  organizations = [mspId, 'HospitalBMSP', 'HospitalCMSP'];
  ({ fake, journal, ledger, actor, submit } = await actingLedger({
    organizations: () => Promise.resolve(organizations),
    alarm: (facts) => alarms.push(facts),
    pressure: { submits: { atOnce: 2, waiting: 1 }, evaluations: { atOnce: 2, waiting: 1 } },
    patience: littlePatience,
  }));
});

describe('a lost race', () => {
  test('is tried again with a new proposal, and its transactions leave the journal', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT, MVCC_READ_CONFLICT, VALID);
    const { transactionId, block } = await submit();
    expect(new Set(fake.endorsed).size).toBe(3);
    expect({ transactionId, block }).toEqual({ transactionId: fake.endorsed[2], block: '7' });
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });

  test('is tried five times at most; then it is a conflict', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT);
    await expect(submit()).rejects.toMatchObject({ code: 'CONFLICT' });
    // On a slow machine, the time for tries ends first.
    expect(fake.endorsed.length).toBeGreaterThan(1);
    expect(fake.endorsed.length).toBeLessThanOrEqual(5);
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });
});

describe('a transaction id that other bytes use up', () => {
  test('is replaced by a new proposal, as often as it takes, with an alarm that names the creator', async () => {
    fake.fates.splice(0, 1, ...Array.from({ length: 8 }, () => 'taken' as const), VALID);
    const { transactionId } = await submit();
    expect(transactionId).toBe(fake.endorsed[8]);
    expect(new Set(fake.submitted).size).toBe(9);
    expect(alarms).toHaveLength(8);
    expect(alarms[0]).toMatchObject({ alarm: 'TRANSACTION_ID_TAKEN', creator: { mspId: '' }, block: '7' });
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });

  test('is also used up by the same bytes under another signature', async () => {
    fake.fates.splice(0, 1, 'copied', 'copied', VALID);
    const { transactionId } = await submit();
    expect(transactionId).toBe(fake.endorsed[2]);
    expect(alarms).toHaveLength(2);
    // The signature was not checked: the certificate in those bytes proves nothing.
    expect(alarms[0]).toMatchObject({ creator: { mspId: '' } });
  });

  test('is counted apart from lost races', async () => {
    const taken = Array.from({ length: 6 }, () => 'taken' as const);
    fake.fates.splice(0, 1, ...taken, MVCC_READ_CONFLICT, 'taken', VALID);
    expect((await submit()).transactionId).toBe(fake.endorsed[8]);
  });

  test('does not hide the act next to them in the block', async () => {
    fake.fates.splice(0, 1, 'shadowed');
    expect(await submit()).toEqual({ transactionId: fake.endorsed[0], block: '7' });
    expect(fake.endorsed).toHaveLength(1);
    expect(alarms).toEqual([]);
  });

  test('is not taken for the act when its outcome is looked up later', async () => {
    fake.fates.splice(0, 1, 'lost');
    await submit().catch(() => undefined);
    const [act] = await journal.acts();
    fake.fates.splice(0, 1, 'taken');
    const bytes = act?.bytes ?? new Uint8Array();
    expect(await ledger.resubmit(bytes)).toMatchObject({ state: 'taken' });
    const sought = { transactionId: act?.transactionId ?? '', bytes };
    expect(await ledger.transactionState(sought, mspId)).toMatchObject({ state: 'taken' });
    expect(await ledger.transactionState({ transactionId: sought.transactionId }, mspId)).toMatchObject({
      state: 'invalid',
    });
  });
});

describe('an endorsement that does not count', () => {
  test('is requested once more to be sure, then from another organization, with an alarm, and not again for a while', async () => {
    fake.liar = 'HospitalCMSP';
    for (let act = 0; act < 5; act++) await submit();
    const withLiar = [mspId, 'HospitalCMSP'];
    const without = [mspId, 'HospitalBMSP'];
    expect(fake.asked).toEqual([[], withLiar, ...Array.from({ length: 5 }, () => without)]);
    expect(alarms).toEqual([{ alarm: 'ENDORSEMENT_DOES_NOT_COUNT', organizations: ['HospitalCMSP'] }]);
  });

  test('is found among more organizations too', async () => {
    organizations = [mspId, 'HospitalBMSP', 'HospitalCMSP', 'HospitalDMSP', 'HospitalEMSP'];
    fake.liar = 'HospitalDMSP';
    for (let act = 0; act < 6; act++) await submit();
    expect(fake.asked.slice(1).every((each) => each.length === 3)).toBe(true);
    expect(fake.asked[1]).toContain('HospitalDMSP');
    expect(fake.asked.slice(3).flat()).not.toContain('HospitalDMSP');
  });

  test('does not exclude for good an organization whose peers do not answer', async () => {
    fake.liar = 'HospitalCMSP';
    await submit();
    fake.liar = undefined;
    fake.away = 'HospitalBMSP';
    await submit();
    fake.away = 'HospitalCMSP';
    await submit();
    expect(fake.asked.at(-1)).toEqual([mspId, 'HospitalBMSP']);
  });

  test('is not inferred from a used-up id: the same organizations are asked again', async () => {
    fake.liar = 'HospitalCMSP';
    await submit();
    fake.fates.splice(0, 1, 'taken', 'taken', VALID);
    await submit();
    const without = [mspId, 'HospitalBMSP'];
    expect(fake.asked.slice(3)).toEqual([without, without, without]);
  });

  test('points to this organization once all others were in failed sets', async () => {
    fake.fates.splice(0, 1, ENDORSEMENT_POLICY_FAILURE);
    await expect(submit()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const named = alarms.map((facts) => (facts as { organizations: string[] }).organizations);
    expect(named[0]).toEqual(['HospitalBMSP']);
    expect(named.length).toBeGreaterThan(1);
    expect(named.slice(1).every((each) => each.join() === mspId)).toBe(true);
    fake.fates.splice(0, 1, VALID);
    await submit();
    fake.fates.splice(0, 1, ENDORSEMENT_POLICY_FAILURE, VALID);
    alarms.length = 0;
    await submit();
    expect(alarms).toEqual([
      { alarm: 'ENDORSEMENT_DOES_NOT_COUNT', organizations: fake.asked.at(-2)?.slice(1) },
    ]);
  });

  test('may come from either organization on a channel of two', async () => {
    organizations = [mspId, 'HospitalBMSP'];
    fake.fates.splice(0, 1, ENDORSEMENT_POLICY_FAILURE, ENDORSEMENT_POLICY_FAILURE, VALID);
    await submit();
    expect(alarms).toEqual([{ alarm: 'ENDORSEMENT_DOES_NOT_COUNT', organizations }]);
  });

  test('ends as UNAVAILABLE when no majority counts', async () => {
    fake.fates.splice(0, 1, ENDORSEMENT_POLICY_FAILURE);
    await expect(submit()).rejects.toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });
});

describe('a refusal to endorse', () => {
  const message = 'chaincode response 500, NO_PERMISSION: words of its own';

  test('counts when this organization’s peer says it', async () => {
    fake.refusing = { mspId, message };
    await expect(submit()).rejects.toMatchObject({ code: 'NO_PERMISSION' });
    expect(fake.endorsed).toHaveLength(1);
  });

  test('tells the caller nothing when another organization’s peer says it', async () => {
    fake.refusing = { mspId: 'HospitalBMSP', message };
    const outcome: unknown = await submit().catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
    expect(String(outcome)).not.toContain('words of its own');
    expect(fake.endorsed.length).toBeGreaterThan(1);
  });
});

describe('a lost answer', () => {
  test('to a submission that was ordered is found by its transaction id', async () => {
    fake.fates.splice(0, 1, 'commit-unanswered');
    expect(await submit()).toEqual({ transactionId: fake.endorsed[0], block: '7' });
    expect(fake.submitted).toHaveLength(1);
  });

  test('to a submission that was not ordered leads to the same bytes being submitted again, under the same id', async () => {
    fake.fates.splice(0, 1, 'lost', 'refused', VALID);
    await submit();
    expect(fake.endorsed).toHaveLength(1);
    expect(new Set(fake.submitted)).toEqual(new Set(fake.endorsed));
    expect(fake.submitted).toHaveLength(3);
  });

  test('to a submission that lost a race counts as a lost race', async () => {
    fake.fates.splice(0, 1, MVCC_READ_CONFLICT, 'commit-unanswered');
    await submit();
    expect(new Set(fake.endorsed).size).toBe(2);
  });
});

test('what every orderer keeps refusing is not a transaction: the journal forgets it', async () => {
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

test('an operator’s command reads and acts with the operator’s identity, and no journal records it', async () => {
  const { address: peerAddress, tlsRoot: peerTlsRoot } = fake;
  const service = actor.identity;
  const operators = new FabricLedger({ channel: 'medseal', mspId, peerAddress, peerTlsRoot, service });
  expect(await operators.submit(revocation(), actor)).toMatchObject({ block: '7' });
  operators.close();
});

describe('what a peer says about its chain', () => {
  test('is refused when it is too long', async () => {
    expect(await ledger.chainInfo(mspId)).toEqual({ height: '8', latestHash: '00'.repeat(32) });
    fake.hashLength = 5_000;
    await expect(ledger.chainInfo(mspId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('is read from a block’s header alone, whatever else the block contains', async () => {
    const header = new common.BlockHeader();
    header.setNumber(7);
    header.setPreviousHash(Buffer.alloc(32, 1));
    header.setDataHash(Buffer.alloc(32, 2));
    const fields = { number: 7n, previousHash: '01'.repeat(32), dataHash: '02'.repeat(32) };
    const named = Buffer.from(header.serializeBinary());
    // Field 2 is the data: its own content is not a message.
    fake.block = Buffer.concat([Buffer.of(0x0a, named.length), named, Buffer.of(0x12, 2, 0xff, 0xff)]);
    expect(await ledger.headerHashAt('HospitalBMSP', 7)).toBe(headerHash(fields));
    fake.block = new Uint8Array();
    await expect(ledger.headerHashAt('HospitalBMSP', 7)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('under pressure', () => {
  test('no more calls than allowed reach the peer, and the other callers learn when to come back', async () => {
    fake.slowness = 50;
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, submit));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'UNAVAILABLE', facts: { retryAfter: 5 } });
    expect(fake.load.most).toBeLessThanOrEqual(2);
  });

  test('evaluations have a limit of their own', async () => {
    fake.slowness = 50;
    const evaluate = () => ledger.evaluate('ReadConsortium', []);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, evaluate));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });
});
