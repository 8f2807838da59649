import type {
  AssignmentId,
  ConsentId,
  DisclosureId,
  RequestId,
  VersionId,
  Wrap,
} from '@medseal/ledger-model';
import { addingWraps, assigning, newContribution, preferring, requesting } from './acts.js';
import type { PersonActor } from './actors.js';
import {
  disclosing,
  granting,
  judging,
  newUpload,
  newWrap,
  proposing,
  revoking,
  type Grant,
  type ReportIds,
} from './content.js';
import { hour, openHospital, upload, type Hospital } from './world.js';

/** A day, in milliseconds. */
export const day = 24 * hour;

/** A hospital in which doctors treat patients and propose reports. */
export interface Clinic extends Hospital {
  /** Patient of HospitalA with a verified identity, who deposits an emergency half. */
  readonly paula: PersonActor;
  /** Paula's reports: two plain ones, one restricted. */
  readonly plain: ReportIds;
  readonly further: ReportIds;
  readonly restricted: ReportIds;
  /** Doctor B of HospitalB is assigned to Paula for a week and may contribute to her record for a week. */
  readonly assignment: AssignmentId;
  readonly contributing: ConsentId;
  /** Doctor A may read Paula's whole record, and so may HospitalB's doctors; both hold a wrap of the plain report. */
  readonly reading: ConsentId;
  readonly hospitalReading: ConsentId;
  /** What doctor B has proposed, and Paula's opening of it. */
  readonly proposal: ReportIds;
  readonly opening: DisclosureId;
  /** Doctor B's request to read Paula's record, pending. */
  readonly request: RequestId;
  /** Paula's revoked consent, with one wrap left to purge. */
  readonly halfPurged: ConsentId;
  /** A patient who wanted an emergency half only after this version, and one who no longer wants any. */
  readonly late: PersonActor;
  readonly lateVersion: VersionId;
  readonly former: PersonActor;
  readonly formerVersion: VersionId;
}

export async function openClinic(): Promise<Clinic> {
  const hospital = await openHospital();
  const { world, registrarA, doctorB } = hospital;
  const paula = await world.register('HospitalA', 'patient');
  await world.do(judging('VerifyIdentity', registrarA, paula));
  const plain = await upload(world, paula);
  const further = await upload(world, paula);
  const restricted = await uploadRestricted(hospital, paula);
  const period = { from: world.at(0), until: world.at(7 * day) };
  const { assignmentId, call } = assigning(registrarA, { patient: paula, doctor: doctorB, ...period });
  await world.do(call);
  const permitted = await permit(hospital, paula, plain);
  const basis = { assignment: assignmentId, consent: permitted.contributing };
  const { proposal, opening } = await propose(hospital, paula, basis);
  const asked = requesting(doctorB, paula, { permission: 'read', until: world.at(day) });
  await world.do(asked.call);
  const halfPurged = await leaveWraps(hospital, paula, [plain, further]);
  const emergency = await changeMinds(hospital);
  return {
    ...hospital,
    paula,
    plain,
    further,
    restricted,
    assignment: assignmentId,
    ...permitted,
    proposal,
    opening,
    request: asked.requestId,
    halfPurged,
    ...emergency,
  };
}

/** A consent to a patient's whole record for a week, with wraps of these versions. */
export function grantingAll(
  { world }: Pick<Hospital, 'world'>,
  { patient, grantee, reports = [] }: Pick<Grant, 'patient' | 'grantee'> & Partial<Grant>,
  more: object = {},
) {
  const period = { from: world.at(0), until: world.at(7 * day) };
  return granting({ patient, grantee, reports, ...period }, { scope: { all: true }, ...more });
}

/** HospitalB as a holder of wraps, and as a grantee. */
export const hospitalB = { name: 'HospitalBMSP' };
export const toDoctorsOfB = { grantee: { organization: hospitalB.name, role: 'doctor' } };

/** The wrap of a version under a consent to a holder. */
export function wrapUnder(basis: ConsentId, holder: { readonly name: string }, versionId: VersionId): Wrap {
  return newWrap({ versionId, holder: holder.name, basis });
}

async function uploadRestricted({ world }: Hospital, patient: PersonActor): Promise<ReportIds> {
  const content = newUpload(patient);
  await world.do(proposing(patient, { ...content, statement: { ...content.statement, restricted: true } }));
  return content.ids;
}

async function permit(hospital: Hospital, paula: PersonActor, plain: ReportIds) {
  const { world, doctorA, doctorB } = hospital;
  const contributing = grantingAll(
    hospital,
    { patient: paula, grantee: doctorB },
    { permission: 'contribute' },
  );
  const reading = grantingAll(hospital, { patient: paula, grantee: doctorA, reports: [plain] });
  const hospitalReading = grantingAll(
    hospital,
    { patient: paula, grantee: hospitalB, reports: [plain] },
    toDoctorsOfB,
  );
  for (const { call } of [contributing, reading, hospitalReading]) await world.do(call);
  return {
    contributing: contributing.consentId,
    reading: reading.consentId,
    hospitalReading: hospitalReading.consentId,
  };
}

async function propose(
  { world, doctorB }: Hospital,
  paula: PersonActor,
  basis: Parameters<typeof newContribution>[2],
) {
  const contribution = newContribution(doctorB, paula, basis);
  await world.do(proposing(doctorB, contribution));
  const { disclosureId, call } = disclosing(paula, contribution.ids, undefined, { purpose: 'PATRQT' });
  await world.do(call);
  return { proposal: contribution.ids, opening: disclosureId };
}

/** A consent under which there were more wraps than one transaction purges. */
async function leaveWraps(
  hospital: Hospital,
  paula: PersonActor,
  reports: readonly ReportIds[],
): Promise<ConsentId> {
  const { world, anton } = hospital;
  const { consentId, call } = grantingAll(hospital, { patient: paula, grantee: anton, reports });
  await world.do(call);
  const more = [await upload(world, paula), await upload(world, paula)];
  const wraps = more.map(({ versionId }) => wrapUnder(consentId, anton, versionId));
  await world.do(addingWraps(paula, consentId, wraps));
  await world.do(revoking(paula, consentId));
  return consentId;
}

async function changeMinds({ world }: Hospital) {
  const late = await world.register('HospitalB', 'patient', false);
  const lateUpload = newUpload(late, ['ledger']);
  await world.do(proposing(late, lateUpload));
  await world.do(preferring(late, true));
  const former = await world.register('HospitalB', 'patient');
  const { versionId } = await upload(world, former);
  await world.do(preferring(former, false));
  return { late, lateVersion: lateUpload.ids.versionId, former, formerVersion: versionId };
}
