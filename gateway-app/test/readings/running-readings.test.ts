import { randomBytes } from 'node:crypto';
import { compositeKey, encodeId, type RecordType } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import { type BlockListener, effectOf } from '../../src/domain/ledger/block-feed.js';
import { RunningReadings } from '../../src/use-cases/readings/running-readings.js';
import { FakeProjection } from '../support/fake-projection.js';

const far = '2999-01-01T00:00:00.000Z';
const ids = {
  disclosureId: encodeId('disclosure', randomBytes(16)),
  reportId: encodeId('report', randomBytes(16)),
  versionId: encodeId('version', randomBytes(16)),
  consentId: encodeId('consent', randomBytes(16)),
  patient: encodeId('pseudonym', randomBytes(16)),
  reader: encodeId('pseudonym', randomBytes(16)),
};
let projection: FakeProjection;
let tell: (block: LedgerBlock) => void;
let readings: RunningReadings;

beforeEach(() => {
  projection = new FakeProjection();
  const { reader, patient, reportId, versionId, consentId, disclosureId } = ids;
  projection.put('person', { pseudonym: reader, mspId: 'HospitalBMSP', role: 'doctor', state: 'active' });
  projection.put('patient', { patient, exclusions: [] });
  projection.put('report', { reportId, patient, restricted: false, state: 'active' });
  projection.put('version', { versionId, state: 'accepted' });
  projection.put('proposal', { versionId, author: patient });
  consent({});
  const basis = { kind: 'consent', id: consentId } as const;
  projection.put('disclosure', {
    disclosureId,
    reader,
    patient,
    reportId,
    versionId,
    basis,
    purpose: 'TREAT',
  });
  const feed = {
    onBlock: (listener: BlockListener) => {
      tell = (block) => {
        listener(block, effectOf(block));
      };
      return () => undefined;
    },
  };
  readings = new RunningReadings({ projection, feed });
});

function consent(changes: object): void {
  projection.put('consent', {
    consentId: ids.consentId,
    patient: ids.patient,
    grantee: { person: ids.reader },
    permission: 'read',
    purposes: ['TREAT'],
    scope: { reports: [ids.reportId] },
    from: '2026-01-01T00:00:00.000Z',
    until: far,
    state: 'active',
    ...changes,
  });
}

/** A block in which a record of a kind was written. */
function blockWith(type: RecordType): LedgerBlock {
  const write = {
    key: compositeKey(type, ['any']),
    keyHash: '',
    value: '{}',
    valueHash: '',
    kind: 'put',
  } as const;
  const transaction = {
    kind: 'act' as const,
    transactionId: '1',
    validationCode: 0,
    at: far,
    creator: { mspId: '', commonName: '' },
    function: '',
    endorsers: [],
    keysWritten: 1,
    writes: [{ ...write, collection: 'care' }],
  };
  const hashes = { previousHash: '', dataHash: '', recomputedDataHash: '' };
  return { number: 1n, ...hashes, size: 0, transactions: [transaction] };
}

async function isCut(signal: AbortSignal): Promise<boolean> {
  return await vi.waitFor(() => {
    expect(signal.aborted).toBe(true);
    return true;
  }, 5_000);
}

/** Lets everything that is ready run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('a running reading is cut', () => {
  test('when its consent is revoked', async () => {
    const { signal } = readings.begin(ids.disclosureId);
    await settled();
    expect(signal.aborted).toBe(false);
    consent({ state: 'revoked' });
    tell(blockWith('consent'));
    expect(await isCut(signal)).toBe(true);
    expect(signal.reason).toMatchObject({ code: 'NO_PERMISSION' });
  });

  test('when its patient excludes the reader or the organization', async () => {
    for (const who of [{ person: ids.reader }, { organization: 'HospitalBMSP' }]) {
      projection.put('patient', { patient: ids.patient, exclusions: [] });
      const { signal } = readings.begin(ids.disclosureId);
      await settled();
      projection.put('patient', { patient: ids.patient, exclusions: [{ who }] });
      tell(blockWith('patient'));
      expect(await isCut(signal)).toBe(true);
    }
  });

  test('when its reader is suspended, and when the report is withdrawn', async () => {
    const first = readings.begin(ids.disclosureId);
    const person = { pseudonym: ids.reader, mspId: 'HospitalBMSP', role: 'doctor' } as const;
    projection.put('person', { ...person, state: 'suspended' });
    tell(blockWith('person'));
    expect(await isCut(first.signal)).toBe(true);
    projection.put('person', { ...person, state: 'active' });
    const second = readings.begin(ids.disclosureId);
    await settled();
    const { reportId, patient } = ids;
    projection.put('report', { reportId, patient, restricted: false, state: 'withdrawn' });
    tell(blockWith('report'));
    expect(await isCut(second.signal)).toBe(true);
  });

  test('when its disclosure took effect long after its signed time', async () => {
    projection.late = true;
    const { signal } = readings.begin(ids.disclosureId);
    expect(await isCut(signal)).toBe(true);
    expect(signal.reason).toMatchObject({ code: 'NO_PERMISSION' });
  });

  test('when its consent ends', async () => {
    consent({ until: new Date(Date.now() + 60).toISOString() });
    const { signal } = readings.begin(ids.disclosureId);
    expect(await isCut(signal)).toBe(true);
  });
});

describe('a running reading continues', () => {
  test('while blocks bring what does not concern it', async () => {
    const { signal } = readings.begin(ids.disclosureId);
    for (const type of ['consent', 'person', 'envelope', 'disclosure'] as const) tell(blockWith(type));
    await settled();
    expect(signal.aborted).toBe(false);
  });

  test('while its own disclosure is not in yet', async () => {
    const { signal } = readings.begin(encodeId('disclosure', randomBytes(16)));
    tell(blockWith('consent'));
    await settled();
    expect(signal.aborted).toBe(false);
  });

  test('and is forgotten once it has ended', async () => {
    const reading = readings.begin(ids.disclosureId);
    await settled();
    reading.end();
    consent({ state: 'revoked' });
    tell(blockWith('consent'));
    await settled();
    expect(reading.signal.aborted).toBe(false);
  });
});
