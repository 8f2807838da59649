import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import { Failure } from '../../src/domain/shared/failure.js';
import type { IntendedObject, SignedAct } from '../../src/domain/ledger/journal.js';
import type { SoughtTransaction, TransactionState } from '../../src/domain/ledger/ledger.js';
import { RecoverActs } from '../../src/workers/recover-acts.js';
import { SweepObjects } from '../../src/workers/sweep-objects.js';
import { organizationsOf } from '../support/organizations.js';

const mspId = 'HospitalAMSP';
const absent: TransactionState = { state: 'absent' };

/** What the peers of the organizations say; a peer that is not listed does not answer. */
let peers: Map<string, { height: number; latestHash: string; transactions: Map<string, TransactionState> }>;
let resubmitted: string[];
let journal: SqliteJournal;
let recovery: RecoverActs;

const organizations = organizationsOf(['HospitalA', 'HospitalB', 'Regulator']);

const ledger = {
  chainInfo: (of: string) =>
    Promise.resolve().then(() => ({ ...peerOf(of), height: String(peerOf(of).height) })),
  transactionState: ({ transactionId }: SoughtTransaction, of: string) =>
    Promise.resolve().then(() => peerOf(of).transactions.get(transactionId) ?? absent),
  resubmit: (bytes: Uint8Array) => {
    resubmitted.push(Buffer.from(bytes).toString());
    return Promise.resolve({ state: 'valid', block: '9' } as const);
  },
};

function peerOf(of: string) {
  const peer = peers.get(of);
  if (peer === undefined) throw new Failure('UNAVAILABLE', 'no answer');
  return peer;
}

beforeEach(() => {
  peers = new Map(
    ['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'].map((name) => [
      name,
      { height: 10, latestHash: 'same', transactions: new Map() },
    ]),
  );
  resubmitted = [];
  // A journal of a later run: nothing in it is live.
  journal = new SqliteJournal(openDatabase(':memory:'));
  recovery = new RecoverActs({ work: journal, ledger, organizations, mspId });
});

async function signed(change: Partial<SignedAct> = {}): Promise<SignedAct> {
  const act: SignedAct = {
    transactionId: randomBytes(32).toString('hex'),
    function: 'GrantConsent',
    actor: 'nym_a',
    bytes: Buffer.from('signed bytes'),
    height: 8,
    certificateUntil: new Date(Date.now() + 3_600_000).toISOString(),
    ...change,
  };
  await journal.forActs.signed(act);
  journal.forActs.leave(act.transactionId);
  return act;
}

describe('an act without a known outcome', () => {
  test.each<TransactionState>([
    { state: 'valid', block: '8' },
    { state: 'invalid', code: 11 },
    { state: 'taken', by: { mspId: 'HospitalBMSP', commonName: '' }, block: '8' },
  ])('that is in a block ($state) is finished', async (state) => {
    const act = await signed();
    peerOf(mspId).transactions.set(act.transactionId, state);
    expect(await recovery.recover(act)).toBe('finished');
    expect(await journal.figures()).toMatchObject({ acts: 0 });
    expect(resubmitted).toEqual([]);
  });

  test('that is not in a block is submitted again, byte for byte', async () => {
    expect(await recovery.recover(await signed())).toBe('finished');
    expect(resubmitted).toEqual(['signed bytes']);
    expect(await journal.figures()).toMatchObject({ acts: 0 });
  });

  test.each<[string, Partial<SignedAct>]>([
    ['500 blocks ago', { height: -490 }],
    ['under a certificate that has ended', { certificateUntil: new Date(Date.now() - 1).toISOString() }],
  ])('that was signed %s is undone instead', async (_when, change) => {
    const act = await signed(change);
    expect(await recovery.recover(act)).toBe('undone');
    expect(resubmitted).toEqual([]);
    expect(await journal.actStep(act.transactionId)).toBe('undone');
  });

  test('is not undone while only one organization says that it does not have it', async () => {
    const act = await signed({ height: -490 });
    peers.delete('HospitalBMSP');
    peers.delete('RegulatorMSP');
    expect(await recovery.recover(act)).toBe('waits');
    expect(await journal.actStep(act.transactionId)).toBe('signed');
  });

  test('is not undone when another organization has it', async () => {
    const act = await signed({ height: -490 });
    peerOf('RegulatorMSP').transactions.set(act.transactionId, { state: 'valid', block: '9' });
    expect(await recovery.recover(act)).toBe('waits');
  });

  test('waits when this organization’s peer does not answer', async () => {
    const act = await signed();
    peers.delete(mspId);
    await expect(recovery.recover(act)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await journal.actStep(act.transactionId)).toBe('signed');
  });
});

describe('an object that no act names', () => {
  const versions = new Set<string>();
  const removed: string[] = [];
  let sweep: SweepObjects;
  let object: IntendedObject;

  beforeEach(async () => {
    versions.clear();
    removed.length = 0;
    const projection = {
      waitFor: () => Promise.resolve(true),
      headerHash: () => Promise.resolve('same'),
      find: (_type: string, [id = '']: readonly string[]) =>
        Promise.resolve(versions.has(id) ? {} : undefined),
      list: () => Promise.resolve({ items: [] }),
      height: () => '9',
    };
    const store = {
      remove: (key: string) => {
        removed.push(key);
        return Promise.resolve();
      },
    };
    sweep = new SweepObjects({ work: journal, ledger, organizations, mspId, projection, store } as never);
    object = {
      objectKey: 'aa/1',
      uploadId: 'u1',
      actor: 'nym_a',
      reportId: encodeId('report', randomBytes(16)),
      versionId: encodeId('version', randomBytes(16)),
    };
    await journal.forObjects.intend(object);
    journal.forObjects.leave('aa/1');
  });

  const finish = async (): Promise<boolean> => {
    const [row] = await journal.objects();
    if (row === undefined) throw new Error('no row');
    return await sweep.finish(row);
  };

  test('is removed when two organizations and this gateway’s projection have the same chain without it', async () => {
    peers.delete('RegulatorMSP');
    expect(await finish()).toBe(true);
    expect(removed).toEqual(['aa/1']);
    expect(await journal.figures()).toMatchObject({ objects: 0 });
  });

  test('stays while fewer than two show the block that the projection has', async () => {
    peers.delete('RegulatorMSP');
    peerOf('HospitalBMSP').latestHash = 'another';
    expect(await finish()).toBe(false);
    expect(removed).toEqual([]);
  });

  test('stays when the ledger has its version', async () => {
    versions.add(object.versionId);
    expect(await finish()).toBe(false);
    expect(removed).toEqual([]);
  });

  test('stays when an act was signed meanwhile', async () => {
    await signed({ objectKey: 'aa/1' });
    expect(await finish()).toBe(false);
    expect(removed).toEqual([]);
  });
});
