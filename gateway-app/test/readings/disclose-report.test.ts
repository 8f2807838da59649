import type { RecordOf } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import { DiscloseReport } from '../../src/use-cases/readings/disclose-report.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import type { SealedVersion } from '../support/record-world.js';
import { ShareWorld } from '../support/share-world.js';

let world: ShareWorld;

beforeEach(() => {
  world = new ShareWorld();
});

describe('opening a report that left the record', () => {
  const disclose = async (purpose: 'TREAT' | 'HRESCH', version: SealedVersion, consentId?: string) => {
    const { projection, ledger } = world;
    const use = new DiscloseReport({
      ...{ ledger, reads: new LedgerReads(ledger), projection },
      caughtUp: () => Promise.resolve(),
    });
    const basis =
      consentId === undefined ? undefined : { consent: consentId as RecordOf<'consent'>['consentId'] };
    const { reportId, versionId } = version.ids;
    await use.disclose({ reportId, versionId, purpose, basis }, world.doctorSession());
  };

  test('records nothing if the gateway knows this, and says why', async () => {
    const version = await world.report();
    const consentId = await world.consent([version]);
    world.withdraw(version);
    const refusal = { code: 'NO_PERMISSION', facts: { reason: 'REPORT_NOT_ACTIVE' } };
    await expect(disclose('TREAT', version, consentId)).rejects.toMatchObject(refusal);
    await expect(disclose('TREAT', version)).rejects.toMatchObject(refusal);
    expect(world.ledger.acts).toEqual([]);
  });

  test('records nothing for its author either', async () => {
    const version = await world.report('doctor');
    world.withdraw(version);
    await expect(disclose('TREAT', version)).rejects.toMatchObject({
      facts: { reason: 'REPORT_NOT_ACTIVE' },
    });
    expect(world.ledger.acts).toEqual([]);
  });

  test.each([
    ['without a consent', 'TREAT', undefined],
    ['for a purpose that the consent lacks', 'HRESCH', {}],
    ['under a revoked consent', 'TREAT', { state: 'revoked' }],
  ] as const)('stays on record %s', async (_what, purpose, terms) => {
    const version = await world.report();
    const consentId = terms && (await world.consent([version], terms));
    world.withdraw(version);
    // The ledger of this test has no answer about the disclosure; what counts is that it was asked to record it.
    await expect(disclose(purpose, version, consentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.ledger.functions()).toEqual(['DiscloseReport']);
  });

  test('stays on record when the patient excludes the reader', async () => {
    const version = await world.report();
    const consentId = await world.consent([version]);
    world.withdraw(version);
    world.keepOut();
    await expect(disclose('TREAT', version, consentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.ledger.functions()).toEqual(['DiscloseReport']);
  });
});
