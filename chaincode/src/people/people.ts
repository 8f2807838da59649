import {
  digestOfJson,
  isActive,
  personIdOf,
  type Digest,
  type PersonAnswer,
  type PersonRole,
  type PersonState,
  type RecordOf,
} from '@medseal/ledger-model';
import type { StaffFunction, VerifiedAct } from '../acts/authenticate.js';
import { refuseUnless } from '../ledger/refusal.js';
import type { Content } from '../ledger/store.js';

type Person = RecordOf<'person'>;

type StaffAct = VerifiedAct<StaffFunction>;

/** Longest suspension of a patient, milliseconds: patients must not be locked out of their record for longer. */
const longestPatientSuspension = 72 * 3_600_000;
/** A hospital may suspend the same patient again only after this time; the regulator may do so at any time. */
const pauseBetweenSuspensions = 7 * 24 * 3_600_000;

/** Roles that the organization's operator decides about; the registrar decides about the others. */
const officers: readonly PersonRole[] = ['registrar', 'auditor'];

/** The digest of the `keys` attachment with which a person registered: approval and verification are for these keys. */
function keysDigest({
  encapsulationKey,
  signatureKey,
}: Pick<Person, 'encapsulationKey' | 'signatureKey'>): Digest {
  return digestOfJson({ encapsulationKey, signatureKey });
}

/**
 * A new person. Patients are active at once; everyone else waits for approval.
 * @throws {LedgerError} `INVALID`
 */
export function newPerson(act: VerifiedAct<'RegisterPerson'>): Content<'person'> {
  const { caller, statement, attachments } = act;
  const { personId, nonce } = statement;
  refuseUnless(
    personId === personIdOf(caller.actor, nonce),
    'INVALID',
    'the person id does not match the nonce',
  );
  return {
    pseudonym: caller.actor,
    personId,
    nonce,
    mspId: caller.certificate.mspId,
    role: caller.role,
    ...attachments.keys,
    keyVersion: 1,
    state: caller.role === 'patient' ? 'active' : 'pending',
    identityVerified: false,
  };
}

/**
 * The preferences that a new patient starts with; `undefined` for others, who have none.
 * @throws {LedgerError} `INVALID` when a patient says nothing about the emergency half, or when someone else does.
 */
export function newPatient({
  caller,
  statement,
}: VerifiedAct<'RegisterPerson'>): Content<'patient'> | undefined {
  const { emergencyHalf } = statement;
  const isPatient = caller.role === 'patient';
  refuseUnless(
    isPatient === (emergencyHalf !== undefined),
    'INVALID',
    'patients must state emergencyHalf, and no one else may',
  );
  if (emergencyHalf === undefined) return undefined;
  return { patient: caller.actor, mspId: caller.certificate.mspId, emergencyHalf, exclusions: [] };
}

/**
 * A new doctor's profile, shown to others once approved; `undefined` for everyone else.
 * @throws {LedgerError} `INVALID` when a doctor sends no profile, or when someone else does.
 */
export function newProfile({
  caller,
  attachments,
}: VerifiedAct<'RegisterPerson'>): Content<'profile'> | undefined {
  const { profile } = attachments;
  const isDoctor = caller.role === 'doctor';
  refuseUnless(
    isDoctor === (profile !== undefined),
    'INVALID',
    'doctors must send a profile, and no one else may',
  );
  return profile === undefined ? undefined : { pseudonym: caller.actor, ...profile };
}

/** Approves pending staff under the keys that the statement names. */
export function approved(act: VerifiedAct<'ApprovePerson'>, person: Person): Person {
  refuseStranger(act, person);
  refuseState(person.state, 'pending', 'active');
  refuseOtherKeys(person, act.statement.keys);
  return { ...person, state: 'active' };
}

/** Refuses pending staff permanently. */
export function refused(act: VerifiedAct<'RefusePerson'>, person: Person): Person {
  refuseStranger(act, person);
  refuseState(person.state, 'pending', 'refused');
  return { ...person, state: 'refused' };
}

/** Records that the person, who holds the keys that the statement names, came in and proved their identity. */
export function verified(act: VerifiedAct<'VerifyIdentity'>, person: Person): Person {
  refuseStranger(act, person);
  const state = stateAt(person, act.ctx.time);
  refuseUnless(state === 'pending' || state === 'active', 'NOT_ACTIVE', 'the person is not active');
  refuseUnless(!person.identityVerified, 'CONFLICT', 'the identity is already verified');
  refuseOtherKeys(person, act.statement.keys);
  return { ...person, identityVerified: true };
}

/** Suspends a person at once; a patient only for a limited time. */
export function suspended(act: VerifiedAct<'SuspendPerson'>, person: Person): Person {
  refuseStranger(act, person);
  refuseState(stateAt(person, act.ctx.time), 'active', 'suspended');
  const { until } = act.statement;
  const isPatient = person.role === 'patient';
  refuseUnless(
    isPatient === (until !== undefined),
    'INVALID',
    'a patient’s suspension must have an end, and no other may',
  );
  if (until === undefined) return { ...person, state: 'suspended' };
  const length = Date.parse(until) - Date.parse(act.ctx.time);
  refuseUnless(
    length > 0 && length <= longestPatientSuspension,
    'INVALID',
    'the suspension must end within 72 hours',
  );
  refuseUnless(hasPaused(act, person), 'CONFLICT', 'the patient was suspended only recently');
  return { ...person, state: 'suspended', suspendedUntil: until };
}

/** Consecutive suspensions would lock a patient out forever. */
function hasPaused(act: StaffAct, { suspendedUntil }: Person): boolean {
  if (suspendedUntil === undefined || act.caller.organization.kind === 'regulator') return true;
  return Date.parse(act.ctx.time) - Date.parse(suspendedUntil) >= pauseBetweenSuspensions;
}

/** Ends a suspension; a patient's record keeps the time when it ended. */
export function reinstated(act: VerifiedAct<'ReinstatePerson'>, person: Person): Person {
  refuseStranger(act, person);
  refuseState(stateAt(person, act.ctx.time), 'suspended', 'active');
  const ended = person.suspendedUntil === undefined ? {} : { suspendedUntil: act.ctx.time };
  return { ...person, state: 'active', ...ended };
}

/** What others need to know about a person. */
export function personAnswer(person: Person): PersonAnswer {
  const { pseudonym, personId, mspId, role, keyVersion, state, suspendedUntil, identityVerified } = person;
  const { encapsulationKey, signatureKey } = person;
  return {
    pseudonym,
    personId,
    mspId,
    role,
    encapsulationKey,
    signatureKey,
    keyVersion,
    state,
    ...(suspendedUntil === undefined ? {} : { suspendedUntil }),
    identityVerified,
    keys: keysDigest(person),
  };
}

/** The state at a time: a patient's suspension ends by itself. */
function stateAt(person: Person, time: string): PersonState {
  return isActive(person, time) ? 'active' : person.state;
}

function refuseState(state: PersonState, from: PersonState, to: PersonState): void {
  refuseUnless(state !== to, 'CONFLICT', `the person is already ${to}`);
  refuseUnless(state === from, 'NOT_ACTIVE', `the person is not ${from}`);
}

function refuseOtherKeys(person: Person, keys: Digest): void {
  refuseUnless(keysDigest(person) === keys, 'INVALID', 'the statement names other keys');
}

/**
 * Registrars do not decide about themselves, the operator decides about officers, and only the regulator decides about
 * people of another organization.
 */
function refuseStranger(act: StaffAct, person: Person): void {
  const { caller } = act;
  refuseUnless(caller.actor !== person.pseudonym, 'FORBIDDEN', 'registrars do not decide about themselves');
  const answersFor = officers.includes(person.role) ? 'operator' : 'registrar';
  refuseUnless(caller.role === answersFor, 'FORBIDDEN', `the ${answersFor} decides about this role`);
  const own = person.mspId === caller.certificate.mspId;
  refuseUnless(own || isRegulatorsReach(act), 'FORBIDDEN', 'the person belongs to another organization');
}

function isRegulatorsReach({ name, caller }: StaffAct): boolean {
  const reaches = name === 'SuspendPerson' || name === 'ReinstatePerson';
  return reaches && caller.role === 'registrar' && caller.organization.kind === 'regulator';
}
