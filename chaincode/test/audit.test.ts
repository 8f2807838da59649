import { parseCompositeKey, type AuditQuery } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { auditing } from './support/acts.js';
import { openClinic } from './support/clinic.js';
import { expectDone, expectRefusal } from './support/expecting.js';

const clinic = await openClinic();
const { world } = clinic;

/** A question of each kind. */
function questions(): readonly AuditQuery[] {
  const { alice, plain } = clinic;
  const period = { from: world.at(-1000), to: world.at(0) };
  const filter = { kinds: ['reading' as const], patient: alice.name, ...period };
  return [
    { kind: 'search', filter },
    { kind: 'accounting', patient: alice.name, ...period },
    { kind: 'export', format: 'csv', filter },
    { kind: 'history', version: plain.versionId },
  ];
}

describe('RecordAuditQuery', () => {
  test('records every kind of question privately, with the auditor who asked', async () => {
    const { auditorA } = clinic;
    for (const query of questions()) {
      const { auditQueryId, call } = auditing(auditorA, query);
      const simulation = await world.try(call);
      expectDone(simulation);
      const [write, ...more] = simulation.writes;
      expect(more).toEqual([]);
      expect(parseCompositeKey(write?.key ?? '')).toEqual({ type: 'auditQuery', parts: [auditQueryId] });
      expect(write?.collection).toBe('care');
      expect(JSON.parse(Buffer.from(write?.value ?? '').toString())).toMatchObject({
        auditQueryId,
        auditor: auditorA.name,
        mspId: 'HospitalAMSP',
        query,
        made: { function: 'RecordAuditQuery' },
      });
    }
  });

  test.each([{ kind: 'search' }, { kind: 'search', filter: { mood: 'curious' } }, { kind: 'gossip' }])(
    'refuses %o',
    async (query) => {
      const { call } = auditing(clinic.auditorA, query as unknown as AuditQuery);
      expectRefusal(await world.try(call), 'INVALID', 'query');
    },
  );
});
