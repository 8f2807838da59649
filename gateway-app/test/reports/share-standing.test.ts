import { randomBytes } from 'node:crypto';
import { encodeId, type Exclusion, type Grantee, type RecordOf } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { stateForGrantee } from '../../src/use-cases/reports/share-standing.js';

const person = encodeId('pseudonym', randomBytes(16));
const [here, elsewhere] = [encodeId('report', randomBytes(16)), encodeId('report', randomBytes(16))];
const report = { reportId: here, state: 'active' } as RecordOf<'report'>;

function stateOf(grantee: Grantee, exclusions: readonly Exclusion[]) {
  return stateForGrantee(report, { grantee, state: 'available' }, { person: undefined, exclusions });
}

describe.each<[string, Grantee, Exclusion['who'], Exclusion['who']]>([
  [
    'a person of whom only the name is known',
    { person },
    { person },
    { person: encodeId('pseudonym', randomBytes(16)) },
  ],
  [
    'the doctors of an organization',
    { organization: 'HospitalBMSP', role: 'doctor' },
    { organization: 'HospitalBMSP' },
    { organization: 'HospitalAMSP' },
  ],
])('a report shared with %s', (_, grantee, who, others) => {
  test('is excluded if the patient excludes them from it, or from everything', () => {
    expect(stateOf(grantee, [{ who, reports: [here] }])).toBe('excluded');
    expect(stateOf(grantee, [{ who }])).toBe('excluded');
  });

  test('is available if the patient excludes them from another report only, or excludes someone else', () => {
    expect(stateOf(grantee, [{ who, reports: [elsewhere] }, { who: others }])).toBe('available');
  });
});
