import { randomBytes } from 'node:crypto';
import { encodeId, type RecordOf } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { ShowDisclosure } from '../../src/use-cases/readings/show-disclosure.js';
import { FakeProjection } from '../support/fake-projection.js';

const until = '2999-01-01T00:00:00.000Z';
const ids = {
  disclosureId: encodeId('disclosure', randomBytes(16)),
  reportId: encodeId('report', randomBytes(16)),
  versionId: encodeId('version', randomBytes(16)),
  consentId: encodeId('consent', randomBytes(16)),
  patient: encodeId('pseudonym', randomBytes(16)),
  reader: encodeId('pseudonym', randomBytes(16)),
};
let projection: FakeProjection;
let show: ShowDisclosure;
let waits: number;

beforeEach(() => {
  projection = new FakeProjection();
  waits = 0;
  const { reader, patient, reportId, versionId } = ids;
  projection.put('person', { pseudonym: reader, mspId: 'HospitalBMSP', role: 'doctor', state: 'active' });
  projection.put('patient', { patient, exclusions: [] });
  projection.put('report', { reportId, patient, restricted: false, state: 'active' });
  projection.put('version', { versionId, state: 'accepted' });
  projection.put('proposal', { versionId, author: patient });
  consent('active');
  disclosure({ basis: { kind: 'consent', id: ids.consentId } });
  const caughtUp = (): Promise<void> => {
    waits++;
    return Promise.resolve();
  };
  show = new ShowDisclosure({ projection, caughtUp });
});

function consent(state: 'active' | 'revoked'): void {
  const { consentId, patient, reader, reportId } = ids;
  projection.put('consent', {
    ...{ consentId, patient, grantee: { person: reader }, permission: 'read', purposes: ['TREAT'] },
    ...{ scope: { reports: [reportId] }, from: '2026-01-01T00:00:00.000Z', until, state },
  });
}

function disclosure(more: Partial<RecordOf<'disclosure'>>): void {
  const { disclosureId, reader, patient, reportId, versionId } = ids;
  const reading = { disclosureId, reader, patient, reportId, versionId } as const;
  projection.put('disclosure', { ...reading, purpose: 'TREAT', outcome: 'permit', ...more });
}

async function shown(pseudonym = ids.reader) {
  return await show.show(ids.disclosureId, { person: { pseudonym } } as OpenSession);
}

describe('a reading of one’s own', () => {
  test('is permitted while its consent is active, until its end', async () => {
    const { disclosureId, reportId, versionId } = ids;
    const outcome = 'permit';
    expect(await shown()).toEqual({ disclosureId, reportId, versionId, outcome, permitted: true, until });
  });

  test('is not permitted after a revocation, nor to a suspended reader', async () => {
    consent('revoked');
    expect(await shown()).toMatchObject({ outcome: 'permit', permitted: false });
    consent('active');
    const { reader } = ids;
    projection.put('person', {
      pseudonym: reader,
      mspId: 'HospitalBMSP',
      role: 'doctor',
      state: 'suspended',
    });
    expect(await shown()).toMatchObject({ permitted: false });
  });

  test('that was refused stays refused, whatever holds now', async () => {
    projection.put('proposal', { versionId: ids.versionId, author: ids.reader });
    const { disclosureId, reader, patient, reportId, versionId } = ids;
    const refusal = { disclosureId, reader, patient, reportId, versionId, purpose: 'TREAT' } as const;
    projection.put('disclosure', { ...refusal, outcome: 'refuse' });
    expect(await shown()).toMatchObject({ outcome: 'refuse', permitted: false });
  });

  test('is not shown to anyone else, not even its patient', async () => {
    await expect(shown(ids.patient)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that was just recorded is waited for', async () => {
    const other = encodeId('disclosure', randomBytes(16));
    const session = { person: { pseudonym: ids.reader } } as OpenSession;
    await expect(show.show(other, session)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(waits).toBe(1);
  });
});
