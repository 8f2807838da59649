import type { Exclusion, Grantee, Scope } from './consent.js';
import type { ReportId } from './ids.js';
import type { RecordOf } from './records.js';
import type { Purpose, RefusalReason } from './vocabulary.js';

/** What permits a reading. */
export type Basis = NonNullable<RecordOf<'disclosure'>['basis']>;

export type Decision =
  Readonly<{ outcome: 'permit'; basis: Basis }> | Readonly<{ outcome: 'refuse'; reason: RefusalReason }>;

/** Everything that an access decision may depend on. The records are those at the time of the decision. */
export interface AccessQuestion {
  readonly reader: Pick<RecordOf<'person'>, 'pseudonym' | 'mspId' | 'role' | 'state' | 'suspendedUntil'>;
  readonly report: Pick<RecordOf<'report'>, 'reportId' | 'patient' | 'restricted' | 'state'>;
  readonly version: Pick<RecordOf<'version'>, 'state'>;
  readonly proposal: Pick<RecordOf<'proposal'>, 'author'>;
  /** The patient's preferences. */
  readonly preferences: Pick<RecordOf<'patient'>, 'exclusions'>;
  readonly purpose: Purpose;
  /** The consent that the reader names as the basis. */
  readonly consent?:
    | Pick<
        RecordOf<'consent'>,
        'consentId' | 'patient' | 'grantee' | 'permission' | 'purposes' | 'scope' | 'from' | 'until' | 'state'
      >
    | undefined;
  /** Transaction time, RFC 3339 with milliseconds. */
  readonly time: string;
}

/** True when the person may act at `time`: a patient's suspension ends by itself. */
export function isActive(
  person: Pick<RecordOf<'person'>, 'state' | 'suspendedUntil'>,
  time: string,
): boolean {
  if (person.state === 'active') return true;
  return person.state === 'suspended' && person.suspendedUntil !== undefined && person.suspendedUntil <= time;
}

/**
 * Decides whether a reader may open one version of a report now. It is pure, so chaincode, preview and replay agree.
 * The order is fixed: what makes a reading impossible for anyone, the patient, the patient's exclusions (which override
 * every permission), the author, a named consent. Only the patient and the author may open a version that is still
 * proposed.
 */
export function decideAccess(question: AccessQuestion): Decision {
  const impossible = impossibleForAnybody(question);
  if (impossible !== undefined) return { outcome: 'refuse', reason: impossible };
  const { reader, report, proposal } = question;
  if (reader.pseudonym === report.patient) return { outcome: 'permit', basis: { kind: 'own' } };
  if (isExcluded(question.preferences.exclusions, reader, report.reportId))
    return { outcome: 'refuse', reason: 'EXCLUDED' };
  if (reader.pseudonym === proposal.author) return { outcome: 'permit', basis: { kind: 'author' } };
  if (question.version.state === 'proposed') return { outcome: 'refuse', reason: 'VERSION_NOT_READABLE' };
  return decideByConsent(question);
}

function impossibleForAnybody({ reader, report, version, time }: AccessQuestion): RefusalReason | undefined {
  if (!isActive(reader, time)) return 'READER_NOT_ACTIVE';
  if (report.state !== 'active') return 'REPORT_NOT_ACTIVE';
  const readable = ['proposed', 'accepted', 'superseded'].includes(version.state);
  return readable ? undefined : 'VERSION_NOT_READABLE';
}

/** True when the patient excludes this person, or all people of this person's organization, from this report. */
export function isExcluded(
  exclusions: readonly Exclusion[],
  person: Pick<RecordOf<'person'>, 'pseudonym' | 'mspId'>,
  reportId: ReportId,
): boolean {
  return isKnownExcluded(exclusions, person, reportId);
}

/** The same for lists that know a person's pseudonym or organization only: it decides nothing. */
export function isKnownExcluded(
  exclusions: readonly Exclusion[],
  person: Partial<Pick<RecordOf<'person'>, 'pseudonym' | 'mspId'>>,
  reportId: ReportId,
): boolean {
  return exclusions.some(({ who, reports }) => {
    const meets = 'person' in who ? who.person === person.pseudonym : who.organization === person.mspId;
    return meets && (reports === undefined || reports.includes(reportId));
  });
}

function decideByConsent(question: AccessQuestion): Decision {
  const { consent } = question;
  if (consent === undefined) return { outcome: 'refuse', reason: 'NO_BASIS' };
  const reason = consentRefusal(question, consent);
  if (reason !== undefined) return { outcome: 'refuse', reason };
  return { outcome: 'permit', basis: { kind: 'consent', id: consent.consentId } };
}

/** True when this person is a consent's grantee or one of its people. */
export function isGrantee(
  grantee: Grantee,
  person: Pick<RecordOf<'person'>, 'pseudonym' | 'mspId' | 'role'>,
): boolean {
  if ('person' in grantee) return grantee.person === person.pseudonym;
  const { organization, role } = grantee;
  return organization === person.mspId && role === person.role && role !== 'patient';
}

/** True when a scope covers a report. Restricted reports are covered only by name. */
export function covers(scope: Scope, report: Pick<RecordOf<'report'>, 'reportId' | 'restricted'>): boolean {
  return 'reports' in scope ? scope.reports.includes(report.reportId) : !report.restricted;
}

/** Each condition of a consent, with the reason if it does not hold, in the order in which reasons are reported. */
function consentRefusal(
  { reader, report, purpose, time }: AccessQuestion,
  consent: NonNullable<AccessQuestion['consent']>,
): RefusalReason | undefined {
  const conditions: readonly (readonly [boolean, RefusalReason])[] = [
    [consent.patient === report.patient, 'NOT_THE_PATIENTS_CONSENT'],
    [isGrantee(consent.grantee, reader), 'NOT_THE_GRANTEE'],
    [consent.permission === 'read', 'NOT_A_READING_CONSENT'],
    [consent.state === 'active', 'CONSENT_NOT_ACTIVE'],
    [consent.from <= time, 'CONSENT_NOT_STARTED'],
    [time < consent.until, 'CONSENT_EXPIRED'],
    [covers(consent.scope, report), 'OUT_OF_SCOPE'],
    [consent.purposes.includes(purpose), 'PURPOSE_NOT_PERMITTED'],
  ];
  return conditions.find(([holds]) => !holds)?.[1];
}
