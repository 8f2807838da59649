import type { Exclusion } from './consent.js';
import { isExcluded, isGrantee } from './decision.js';
import type { ReportId } from './ids.js';
import type { RecordOf } from './records.js';

/** Everything that a doctor's right to propose a report to a patient's record may depend on. */
export interface ContributionQuestion {
  readonly doctor: Pick<RecordOf<'person'>, 'pseudonym' | 'mspId' | 'role'>;
  readonly patient: RecordOf<'patient'>['patient'];
  readonly reportId: ReportId;
  readonly preferences: Readonly<{ exclusions: readonly Exclusion[] }>;
  /** The assignment that the doctor names. */
  readonly assignment?:
    Pick<RecordOf<'assignment'>, 'patient' | 'doctor' | 'from' | 'until' | 'state'> | undefined;
  /** The consent that the doctor names. */
  readonly consent?:
    Pick<RecordOf<'consent'>, 'patient' | 'grantee' | 'permission' | 'from' | 'until' | 'state'> | undefined;
  /** Transaction time, RFC 3339 with milliseconds. */
  readonly time: string;
}

/**
 * Decides whether a doctor may propose a report now; pure like {@link decideAccess}. The doctor needs a live assignment
 * by the patient's hospital and a live consent by the patient, and must not be excluded.
 * @returns the code of the refusal, or `undefined` for a permit.
 */
export function decideContribution(
  question: ContributionQuestion,
): 'NOT_ASSIGNED' | 'NO_PERMISSION' | undefined {
  if (!isAssigned(question)) return 'NOT_ASSIGNED';
  const { doctor, reportId, preferences } = question;
  const permitted = mayContribute(question) && !isExcluded(preferences.exclusions, doctor, reportId);
  return permitted ? undefined : 'NO_PERMISSION';
}

function isAssigned({ doctor, patient, assignment, time }: ContributionQuestion): boolean {
  if (assignment?.state !== 'active') return false;
  const theirs = assignment.doctor === doctor.pseudonym && assignment.patient === patient;
  return theirs && isDuring(assignment, time);
}

function mayContribute({ doctor, patient, consent, time }: ContributionQuestion): boolean {
  if (consent?.state !== 'active' || consent.permission !== 'contribute') return false;
  return consent.patient === patient && isGrantee(consent.grantee, doctor) && isDuring(consent, time);
}

function isDuring({ from, until }: Readonly<{ from: string; until: string }>, time: string): boolean {
  return from <= time && time < until;
}
