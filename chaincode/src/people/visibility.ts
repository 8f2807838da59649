import { isActive, isGrantee, type RecordOf } from '@medseal/ledger-model';
import type { MachineCaller, PersonCaller } from '../acts/caller.js';
import { refuseUnless } from '../ledger/refusal.js';

/**
 * Who may see what through an evaluated function (docs/decisions/0030). A service sees the records that its
 * organization's peer holds anyway. People see their own records. No rank shows another person's.
 */
type Caller = PersonCaller | MachineCaller;

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeePerson(caller: Caller, person: RecordOf<'person'>, time: string): void {
  const sees =
    isSelf(caller, person.pseudonym) ||
    isService(caller) ||
    answersFor(caller, person) ||
    (person.role === 'doctor' && isActive(person, time));
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the person');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeeReport(caller: Caller, report: RecordOf<'report'>): void {
  const sees = isSelf(caller, report.patient) || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the report');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeeConsent(caller: Caller, consent: RecordOf<'consent'>): void {
  const isMeant = caller.kind === 'person' && isGrantee(consent.grantee, caller.person);
  const sees = isSelf(caller, consent.patient) || isMeant || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the consent');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeePreferences(caller: Caller, preferences: RecordOf<'patient'>): void {
  const sees = isSelf(caller, preferences.patient) || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the preferences');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeeAssignment(caller: Caller, assignment: RecordOf<'assignment'>): void {
  const { patient, doctor, mspId } = assignment;
  const sees =
    isSelf(caller, patient) || isSelf(caller, doctor) || isRegistrarOf(caller, mspId) || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the assignment');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeeRequest(
  caller: Caller,
  request: RecordOf<'request'>,
  { mspId }: RecordOf<'patient'>,
): void {
  const concerned = [request.patient, request.doctor, request.grantee.person];
  const sees =
    concerned.some((person) => isSelf(caller, person)) || isRegistrarOf(caller, mspId) || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the request');
}

/** @throws {LedgerError} `FORBIDDEN` */
export function requireCanSeeDisclosure(caller: Caller, disclosure: RecordOf<'disclosure'>): void {
  const sees = isSelf(caller, disclosure.patient) || isSelf(caller, disclosure.reader) || isService(caller);
  refuseUnless(sees, 'FORBIDDEN', 'the caller may not see the disclosure');
}

function isSelf(caller: Caller, pseudonym: string): boolean {
  return caller.kind === 'person' && caller.actor === pseudonym;
}

function isService(caller: Caller): boolean {
  return caller.kind === 'service';
}

function isRegistrarOf(caller: Caller, mspId: string): boolean {
  return caller.role === 'registrar' && caller.certificate.mspId === mspId;
}

/**
 * Registrars and operators see the people whom they register and approve. The regulator's registrar may suspend people
 * of any organization.
 */
function answersFor(caller: Caller, person: RecordOf<'person'>): boolean {
  if (caller.role !== 'registrar' && caller.role !== 'operator') return false;
  const regulator = caller.role === 'registrar' && caller.organization.kind === 'regulator';
  return regulator || person.mspId === caller.certificate.mspId;
}
