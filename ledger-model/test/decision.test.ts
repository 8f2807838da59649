import { describe, expect, test } from 'vitest';
import { decideAccess, isActive, type AccessQuestion } from '../src/decision.js';
import { encodeId, factId } from '../src/ids.js';
import { purposeSchema, type RefusalReason } from '../src/vocabulary.js';

const nym = (number: number) => encodeId('pseudonym', new Uint8Array(16).fill(number));
const patient = nym(1);
const author = nym(2);
const doctor = nym(3);
const stranger = nym(4);
const reportId = encodeId('report', new Uint8Array(16));
const otherReport = encodeId('report', new Uint8Array(16).fill(9));
const consentId = factId('consent', { function: 'GrantConsent', actor: patient, salt: 's' });

const from = '2026-11-24T10:00:00.000Z';
const until = '2026-11-25T10:00:00.000Z';
const time = '2026-11-24T12:00:00.000Z';

type Consent = NonNullable<AccessQuestion['consent']>;
type Changes = Partial<Omit<AccessQuestion, 'consent'>> & { readonly consent?: Partial<Consent> | undefined };

const consent: Consent = {
  consentId,
  patient,
  grantee: { person: doctor },
  permission: 'read',
  purposes: ['TREAT'],
  scope: { reports: [reportId] },
  from,
  until,
  state: 'active',
};

type Reader = AccessQuestion['reader'];

/** A reader of HospitalB, with a state. */
const reader = (
  pseudonym: typeof patient,
  state: Pick<Reader, 'state' | 'suspendedUntil'> = { state: 'active' },
) => ({
  reader: { pseudonym, mspId: 'HospitalBMSP', role: 'doctor', ...state } satisfies Reader,
});

const reportIn = (state: AccessQuestion['report']['state']) => ({
  report: { reportId, patient, restricted: false, state },
});

/** A doctor's question that names a valid consent, with changes. */
function decide(changes: Changes = {}) {
  const named =
    'consent' in changes && changes.consent === undefined ? undefined : { ...consent, ...changes.consent };
  return decideAccess({
    ...reader(doctor),
    report: { reportId, patient, restricted: false, state: 'active' },
    version: { state: 'accepted' },
    proposal: { author },
    preferences: { exclusions: [] },
    purpose: 'TREAT',
    time,
    ...changes,
    consent: named,
  });
}

describe('a reading is permitted', () => {
  test.each([
    ['to the patient', { ...reader(patient), consent: undefined }, { kind: 'own' }],
    ['to the patient, for any purpose', { ...reader(patient), purpose: 'HRESCH' }, { kind: 'own' }],
    [
      'to the patient who is the author',
      { ...reader(patient), proposal: { author: patient } },
      { kind: 'own' },
    ],
    [
      'to the patient, whatever consent is named',
      { ...reader(patient), consent: { state: 'revoked' } },
      { kind: 'own' },
    ],
    ['to the author', { ...reader(author), consent: undefined }, { kind: 'author' }],
    [
      'to the author who also has a consent',
      { ...reader(author), consent: { grantee: { person: author } } },
      { kind: 'author' },
    ],
    ['to the grantee', {}, { kind: 'consent', id: consentId }],
    [
      'to the grantee, for a version that was replaced',
      { version: { state: 'superseded' } },
      { kind: 'consent', id: consentId },
    ],
    [
      'to the grantee, for one report of many',
      { consent: { scope: { reports: [otherReport, reportId] } } },
      { kind: 'consent', id: consentId },
    ],
    [
      'to a patient whose suspension has ended',
      reader(doctor, { state: 'suspended', suspendedUntil: time }),
      { kind: 'consent', id: consentId },
    ],
    ['from the first millisecond', { time: from }, { kind: 'consent', id: consentId }],
    ['until the last millisecond', { time: '2026-11-25T09:59:59.999Z' }, { kind: 'consent', id: consentId }],
  ] as [string, Changes, object][])('%s', (_, changes, basis) => {
    expect(decide(changes)).toEqual({ outcome: 'permit', basis });
  });
});

describe('a reading is refused', () => {
  test.each([
    ['READER_NOT_ACTIVE', reader(doctor, { state: 'suspended' })],
    ['READER_NOT_ACTIVE', reader(doctor, { state: 'suspended', suspendedUntil: '2026-11-24T12:00:00.001Z' })],
    ['READER_NOT_ACTIVE', reader(doctor, { state: 'pending' })],
    ['READER_NOT_ACTIVE', reader(doctor, { state: 'refused' })],
    ['READER_NOT_ACTIVE', reader(doctor, { state: 'ended' })],
    ['READER_NOT_ACTIVE', reader(patient, { state: 'suspended' })],
    ['REPORT_NOT_ACTIVE', reportIn('withdrawn')],
    ['REPORT_NOT_ACTIVE', reportIn('erasing')],
    ['REPORT_NOT_ACTIVE', reportIn('erased')],
    ['REPORT_NOT_ACTIVE', { ...reader(patient), ...reportIn('erased') }],
    ['VERSION_NOT_READABLE', { version: { state: 'proposed' } }],
    ['VERSION_NOT_READABLE', { version: { state: 'rejected' } }],
    ['VERSION_NOT_READABLE', { version: { state: 'withdrawn' } }],
    ['VERSION_NOT_READABLE', { version: { state: 'erased' } }],
    ['VERSION_NOT_READABLE', { ...reader(author), version: { state: 'rejected' } }],
    ['NO_BASIS', { consent: undefined }],
    ['NO_BASIS', { ...reader(stranger), consent: undefined }],
    ['NOT_THE_PATIENTS_CONSENT', { consent: { patient: stranger } }],
    ['NOT_THE_GRANTEE', { consent: { grantee: { person: stranger } } }],
    ['NOT_THE_GRANTEE', reader(stranger)],
    ['CONSENT_NOT_ACTIVE', { consent: { state: 'revoked' } }],
    ['CONSENT_NOT_STARTED', { time: '2026-11-24T09:59:59.999Z' }],
    ['CONSENT_EXPIRED', { time: until }],
    ['CONSENT_EXPIRED', { time: '2026-11-25T10:00:00.001Z' }],
    ['OUT_OF_SCOPE', { consent: { scope: { reports: [otherReport] } } }],
    ['EXCLUDED', { preferences: { exclusions: [{ who: { person: doctor } }] } }],
    ['NOT_A_READING_CONSENT', { consent: { permission: 'contribute' } }],
    ...purposeSchema.options
      .filter((code) => code !== 'TREAT')
      .map((purpose) => ['PURPOSE_NOT_PERMITTED', { purpose }] as const),
  ] as [RefusalReason, Changes][])('%s', (reason, changes) => {
    expect(decide(changes)).toEqual({ outcome: 'refuse', reason });
  });

  test('for the first reason in a fixed order, however many reasons there are', () => {
    const reasons: readonly (readonly [RefusalReason, Changes])[] = [
      ['READER_NOT_ACTIVE', reader(doctor, { state: 'ended' })],
      ['REPORT_NOT_ACTIVE', reportIn('erased')],
      ['VERSION_NOT_READABLE', { version: { state: 'rejected' } }],
      ['EXCLUDED', { preferences: { exclusions: [{ who: { organization: 'HospitalBMSP' } }] } }],
      ['NOT_THE_PATIENTS_CONSENT', { consent: { patient: stranger } }],
      ['NOT_THE_GRANTEE', { consent: { grantee: { person: stranger } } }],
      ['NOT_A_READING_CONSENT', { consent: { permission: 'contribute' } }],
      ['CONSENT_NOT_ACTIVE', { consent: { state: 'revoked' } }],
      ['CONSENT_EXPIRED', { consent: { until: time } }],
      ['OUT_OF_SCOPE', { consent: { scope: { reports: [otherReport] } } }],
      ['PURPOSE_NOT_PERMITTED', { purpose: 'HRESCH' }],
    ];
    for (const [index, [reason]] of reasons.entries()) {
      const rest = reasons.slice(index).map(([, changes]) => changes);
      const all = rest.reduce<Changes>(
        (sum, changes) => ({ ...sum, ...changes, consent: { ...sum.consent, ...changes.consent } }),
        {},
      );
      expect(decide(all)).toEqual({ outcome: 'refuse', reason });
    }
  });
});

describe('a person is active', () => {
  test.each([
    ['active', undefined, true],
    ['pending', undefined, false],
    ['refused', undefined, false],
    ['ended', undefined, false],
    ['ended', from, false],
    ['suspended', undefined, false],
    ['suspended', '2026-11-24T12:00:00.001Z', false],
    ['suspended', '2026-11-24T12:00:00.000Z', true],
    ['suspended', '2026-11-24T11:59:59.999Z', true],
  ] as const)('%s until %s: %s', (state, suspendedUntil, expected) => {
    expect(isActive({ state, suspendedUntil }, time)).toBe(expected);
  });
});
