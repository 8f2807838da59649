import { randomBytes } from 'node:crypto';
import { encodeId, type Purpose, purposeSchema, type RecordOf } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { type OpeningFacts, openingsOf } from '../../src/use-cases/record/openings.js';

type Consent = RecordOf<'consent'>;

const newPseudonym = () => encodeId('pseudonym', randomBytes(16));
const newReport = () => encodeId('report', randomBytes(16));
const [patient, reader, other] = [newPseudonym(), newPseudonym(), newPseudonym()];
const [reportId, otherReport] = [newReport(), newReport()];
const time = '2026-11-24T10:00:00.000Z';

function facts(change: Partial<OpeningFacts> = {}, role: 'patient' | 'doctor' = 'doctor'): OpeningFacts {
  return {
    reader: { pseudonym: reader, mspId: 'HospitalAMSP', role, state: 'active' },
    report: { reportId, patient, restricted: false, state: 'active' },
    version: { state: 'accepted' },
    proposal: { author: patient },
    preferences: { exclusions: [] },
    time,
    ...change,
  };
}

function consent(change: Partial<Consent> = {}): Consent {
  return {
    consentId: encodeId('consent', randomBytes(16)),
    patient,
    grantee: { person: reader },
    permission: 'read',
    purposes: ['TREAT'],
    scope: { reports: [reportId] },
    from: '2026-11-24T09:00:00.000Z',
    until: '2026-11-24T11:00:00.000Z',
    state: 'active',
    ...change,
  } as Consent;
}

const all: readonly Purpose[] = purposeSchema.options;
const purposeCases: readonly (readonly Purpose[])[] = [
  ...all.map((each) => [each]),
  ['FAMRQT', 'HLEGAL'],
  all,
];

const grantees = {
  'another patient by name': ['patient', { person: reader }, true],
  'a doctor by name': ['doctor', { person: reader }, true],
  'a doctor of the organization': ['doctor', { organization: 'HospitalAMSP', role: 'doctor' }, true],
  'another doctor': ['doctor', { person: other }, false],
  'doctors of another organization': ['doctor', { organization: 'HospitalBMSP', role: 'doctor' }, false],
  'auditors of the organization': ['doctor', { organization: 'HospitalAMSP', role: 'auditor' }, false],
} as const satisfies Record<string, readonly ['patient' | 'doctor', Consent['grantee'], boolean]>;

const scopes = {
  'this report by name': [{ scope: { reports: [reportId] }, restricted: false }, true],
  'this restricted report by name': [{ scope: { reports: [reportId] }, restricted: true }, true],
  'another report by name': [{ scope: { reports: [otherReport] }, restricted: false }, false],
  'the whole record': [{ scope: { all: true }, restricted: false }, true],
  'the whole record, which does not include a restricted report': [
    { scope: { all: true }, restricted: true },
    false,
  ],
} as const;

const periods = {
  'in force': [{}, true],
  'not begun': [{ from: '2026-11-24T10:00:00.001Z' }, false],
  'just begun': [{ from: time }, true],
  'just over': [{ until: time }, false],
  revoked: [{ state: 'revoked' }, false],
} as const satisfies Record<string, readonly [Partial<Consent>, boolean]>;

const cases = Object.entries(grantees).flatMap(([who, [role, grantee, isMeant]]) =>
  Object.entries(scopes).flatMap(([what, [{ scope, restricted }, isCovered]]) =>
    Object.entries(periods).map(([when, [period, isLive]]) => ({
      name: `${who}, ${what}, ${when}`,
      role,
      given: { grantee, scope, ...period } as Partial<Consent>,
      restricted,
      opens: isMeant && isCovered && isLive,
    })),
  ),
);

describe('by a consent, exactly its purposes are offered, and only while it holds', () => {
  test.each(cases)('$name', ({ role, given, restricted, opens }) => {
    const question = facts({ report: { reportId, patient, restricted, state: 'active' } }, role);
    for (const purposes of purposeCases) {
      const one = consent({ ...given, purposes: [...purposes] });
      const { consentId, until } = one;
      const offered = { basis: 'consent', consentId, purposes: [...purposes], until };
      expect(openingsOf(question, [one])).toEqual(opens ? [offered] : []);
    }
  });
});

describe('nothing is offered that would be refused', () => {
  const closed: Readonly<Record<string, Partial<OpeningFacts>>> = {
    'a report that was taken out': { report: { reportId, patient, restricted: false, state: 'withdrawn' } },
    'a version that was rejected': { version: { state: 'rejected' } },
    'a version that is only proposed': { version: { state: 'proposed' } },
    'an excluded reader': { preferences: { exclusions: [{ who: { person: reader } }] } },
    'a reader who is suspended': {
      reader: { pseudonym: reader, mspId: 'HospitalAMSP', role: 'doctor', state: 'suspended' },
    },
  };
  test.each(Object.entries(closed))('of %s', (_name, change) => {
    expect(openingsOf(facts(change), [consent()])).toEqual([]);
  });

  test('by a consent of another patient, or a consent to add reports', () => {
    expect(openingsOf(facts(), [consent({ patient: other }), consent({ permission: 'contribute' })])).toEqual(
      [],
    );
  });
});

test('each of several consents offers its own purposes', () => {
  const [care, research] = [consent(), consent({ purposes: ['HRESCH', 'TREAT'] })];
  expect(openingsOf(facts(), [care, research]).map(({ purposes }) => purposes)).toEqual([
    ['TREAT'],
    ['HRESCH', 'TREAT'],
  ]);
});

test('the patient and the author need no consent', () => {
  const own = facts({ report: { reportId, patient: reader, restricted: true, state: 'active' } }, 'patient');
  expect(openingsOf(own, [])).toEqual([{ basis: 'own', purposes: ['PATRQT'] }]);
  const written = facts({ proposal: { author: reader }, version: { state: 'proposed' } });
  expect(openingsOf(written, [consent()])).toEqual([{ basis: 'author', purposes: ['TREAT'] }]);
});
