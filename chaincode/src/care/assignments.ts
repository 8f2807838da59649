import { factId, isActive, type RecordOf } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { refuseUnless } from '../ledger/refusal.js';
import type { Content } from '../ledger/store.js';

type AssignAct = VerifiedAct<'AssignSpecialist'>;

const day = 86_400_000;

/** Who is assigned to whom. */
export interface AssignmentFacts {
  readonly patient: RecordOf<'person'>;
  readonly doctor: RecordOf<'person'>;
}

/**
 * The registrar of the patient's organization lets a doctor of any organization treat the patient for a period.
 * @throws {LedgerError} `FORBIDDEN`, `INVALID`, `NOT_ACTIVE`, `CONFLICT`, `EXPIRED`
 */
export function newAssignment(act: AssignAct, { patient, doctor }: AssignmentFacts): Content<'assignment'> {
  const { ctx, caller, statement, name } = act;
  refusePatient(act, patient);
  refuseUnless(doctor.role === 'doctor', 'INVALID', 'only doctors are assigned');
  refuseUnless(isActive(doctor, ctx.time), 'NOT_ACTIVE', 'the doctor is not active');
  refusePeriod(act);
  const { salt, from, until } = statement;
  return {
    assignmentId: factId('assignment', { function: name, actor: caller.actor, salt }),
    patient: patient.pseudonym,
    doctor: doctor.pseudonym,
    mspId: caller.certificate.mspId,
    from,
    until,
    state: 'active',
  };
}

/**
 * The assignment, ended before or after its time.
 * @throws {LedgerError} `FORBIDDEN`, `CONFLICT`
 */
export function endedAssignment(
  { caller }: VerifiedAct<'EndAssignment'>,
  assignment: RecordOf<'assignment'>,
): RecordOf<'assignment'> {
  const own = assignment.mspId === caller.certificate.mspId;
  refuseUnless(own, 'FORBIDDEN', 'the assignment belongs to another organization');
  refuseUnless(assignment.state === 'active', 'CONFLICT', 'the assignment has already ended');
  return { ...assignment, state: 'ended' };
}

function refusePatient({ ctx, caller }: AssignAct, patient: RecordOf<'person'>): void {
  refuseUnless(patient.role === 'patient', 'INVALID', 'doctors are assigned only to patients');
  const own = patient.mspId === caller.certificate.mspId;
  refuseUnless(own, 'FORBIDDEN', 'the patient belongs to another organization');
  refuseUnless(isActive(patient, ctx.time), 'NOT_ACTIVE', 'the patient is not active');
  refuseUnless(patient.identityVerified, 'CONFLICT', 'the patient’s identity is not verified yet');
}

function refusePeriod({ ctx, statement }: AssignAct): void {
  const now = Date.parse(ctx.time);
  const until = Date.parse(statement.until);
  refuseUnless(statement.from < statement.until, 'INVALID', 'the assignment ends before it starts');
  refuseUnless(until > now, 'EXPIRED', 'the assignment would already have ended');
  const longest = ctx.settings.consortium.settings.longestConsentDays * day;
  refuseUnless(until - now <= longest, 'INVALID', 'the assignment lasts too long');
}
