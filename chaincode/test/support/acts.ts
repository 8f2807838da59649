import {
  factId,
  type AssignmentId,
  type AuditQuery,
  type ConsentId,
  type DisclosureId,
  type Exclusion,
  type RequestId,
  type SealedReason,
  type ShareSet,
  type VersionId,
  type Wrap,
} from '@medseal/ledger-model';
import { base64, type PersonActor } from './actors.js';
import type { Call } from './calls.js';
import { newUpload, newWrap, salt, type ReportIds, type Upload } from './content.js';

/** Attachments of wraps, or none at all. */
function wrapped(wraps: readonly Wrap[]): Readonly<Record<string, object>> {
  return wraps.length === 0 ? {} : { wraps: { wraps } };
}

/** Who is assigned to whom, and for how long. */
export interface Assigned {
  readonly patient: PersonActor;
  readonly doctor: PersonActor;
  readonly from: string;
  readonly until: string;
}

export function assigning(registrar: PersonActor, { patient, doctor, from, until }: Assigned) {
  const statement = { salt: salt(), patient: patient.name, doctor: doctor.name, from, until };
  const act = { function: 'AssignSpecialist', actor: registrar.name, salt: statement.salt };
  const call: Call = { name: 'AssignSpecialist', actor: registrar, statement };
  return { assignmentId: factId('assignment', act), call };
}

export function ending(registrar: PersonActor, assignment: AssignmentId): Call {
  return { name: 'EndAssignment', actor: registrar, statement: { salt: salt(), assignment } };
}

/** A doctor asks for permission to contribute until a certain time, or for something else. */
export function requesting(
  doctor: PersonActor,
  patient: PersonActor,
  more: { readonly until: string } & Readonly<Record<string, unknown>>,
) {
  const asked = { permission: 'contribute', purpose: 'TREAT', ...more };
  const statement = { salt: salt(), patient: patient.name, ...asked };
  const act = { function: 'RequestPermission', actor: doctor.name, salt: statement.salt };
  const call: Call = { name: 'RequestPermission', actor: doctor, statement };
  return { requestId: factId('request', act), call };
}

export function withdrawingRequest(doctor: PersonActor, request: RequestId): Call {
  return { name: 'WithdrawRequest', actor: doctor, statement: { salt: salt(), request } };
}

/** A patient decides on a request; a grant of reading wraps these versions for the grantee. */
export function deciding(
  patient: PersonActor,
  decision: { readonly request: RequestId; readonly decision: 'grant' | 'refuse'; readonly until?: string },
  wraps: { readonly holder: string; readonly versions: readonly VersionId[] } = { holder: '', versions: [] },
) {
  const statement = { salt: salt(), ...decision };
  const act = { function: 'DecideRequest', actor: patient.name, salt: statement.salt };
  const consentId = factId('consent', act);
  const { holder, versions } = wraps;
  const made = versions.map((versionId) => newWrap({ versionId, holder, basis: consentId }));
  const call: Call = { name: 'DecideRequest', actor: patient, statement, attachments: wrapped(made) };
  return { consentId, call };
}

/** What a doctor proposes to a patient's record. */
export function newContribution(
  doctor: PersonActor,
  patient: PersonActor,
  basis: { readonly assignment: AssignmentId; readonly consent: ConsentId },
): Upload {
  const upload = newUpload(patient, ['ledger']);
  const location = { mspId: doctor.mspId, objectKey: `cd/${'0'.repeat(32)}` };
  const author = newWrap({ versionId: upload.ids.versionId, holder: doctor.name, basis: 'author' });
  return {
    ...upload,
    statement: { ...upload.statement, location, basis },
    wraps: [...upload.wraps, author],
  };
}

/** How a patient accepts a version. */
export interface Acceptance {
  readonly version: VersionId;
  readonly disclosure: DisclosureId;
  readonly unverified?: readonly string[];
  readonly sets?: readonly ShareSet[];
  readonly wraps?: readonly Wrap[];
}

export function accepting(patient: PersonActor, acceptance: Acceptance): Call {
  const { version, disclosure, unverified = [], sets = [], wraps = [] } = acceptance;
  return {
    name: 'AcceptReport',
    actor: patient,
    statement: { salt: salt(), version, disclosure, unverified },
    attachments: { ...(sets.length === 0 ? {} : { shares: { sets } }), ...wrapped(wraps) },
  };
}

export function rejecting(patient: PersonActor, version: VersionId, reason?: SealedReason): Call {
  return {
    name: 'RejectReport',
    actor: patient,
    statement: { salt: salt(), version },
    attachments: reason === undefined ? {} : { reason },
  };
}

/** A reason sealed to someone; the contracts check whom it is for, never its content. */
export function newReason(holder: PersonActor): SealedReason {
  return { holder: holder.name, keyVersion: 1, sealed: base64(1120 + 16 + 128) };
}

export function takingBack(doctor: PersonActor, version: VersionId): Call {
  return { name: 'WithdrawProposal', actor: doctor, statement: { salt: salt(), version } };
}

export function withdrawing(patient: PersonActor, { reportId }: Pick<ReportIds, 'reportId'>): Call {
  return { name: 'WithdrawReport', actor: patient, statement: { salt: salt(), report: reportId } };
}

export function addingWraps(patient: PersonActor, consent: ConsentId, wraps: readonly Wrap[]): Call {
  const statement = { salt: salt(), consent };
  return { name: 'AddWraps', actor: patient, statement, attachments: { wraps: { wraps } } };
}

export function purgingWraps(patient: PersonActor, consent: ConsentId): Call {
  return { name: 'PurgeWraps', actor: patient, statement: { salt: salt(), consent } };
}

export function preferring(
  patient: PersonActor,
  emergencyHalf: boolean,
  exclusions: readonly Exclusion[] = [],
): Call {
  return { name: 'SetPreferences', actor: patient, statement: { salt: salt(), emergencyHalf, exclusions } };
}

export function depositing(
  patient: PersonActor,
  deposits: readonly { readonly versionId: VersionId; readonly set: ShareSet }[],
): Call {
  return {
    name: 'DepositEmergency',
    actor: patient,
    statement: { salt: salt() },
    attachments: { deposits: { deposits } },
  };
}

export function purgingEmergency(patient: PersonActor, versions: readonly VersionId[]): Call {
  return { name: 'PurgeEmergency', actor: patient, statement: { salt: salt(), versions } };
}

export function auditing(auditor: PersonActor, query: AuditQuery) {
  const statement = { salt: salt(), query };
  const act = { function: 'RecordAuditQuery', actor: auditor.name, salt: statement.salt };
  const call: Call = { name: 'RecordAuditQuery', actor: auditor, statement };
  return { auditQueryId: factId('auditQuery', act), call };
}
