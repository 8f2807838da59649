import { submittedFunctions, type SubmittedFunction } from '@medseal/ledger-model';
import type { Call } from './calls.js';
import {
  accepting,
  addingWraps,
  assigning,
  auditing,
  deciding,
  depositing,
  ending,
  newReason,
  preferring,
  purgingEmergency,
  purgingWraps,
  rejecting,
  requesting,
  takingBack,
  withdrawing,
  withdrawingRequest,
} from './acts.js';
import { wrapUnder, type Clinic } from './clinic.js';
import {
  disclosing,
  granting,
  judging,
  newShareSet,
  newUpload,
  proposing,
  publishing,
  registering,
  revoking,
} from './content.js';
import { hour } from './world.js';

/** Names of all submitted functions. */
export const submittedNames = Object.keys(submittedFunctions) as SubmittedFunction[];

/** One call of each function that would succeed now. */
export async function validCalls(clinic: Clinic): Promise<Record<SubmittedFunction, Call>> {
  const { world, alice, doctorA, doctorB, report, consent } = clinic;
  const period = { from: world.at(0), until: world.at(hour) };
  return {
    PublishOrganization: publishing(world.operators.HospitalA, world.agentKeys.HospitalA),
    ...(await staffCalls(clinic)),
    ...careCalls(clinic),
    ...recordCalls(clinic),
    GrantConsent: granting({ patient: alice, grantee: doctorA, reports: [report], ...period }).call,
    RevokeConsent: revoking(alice, consent),
    DiscloseReport: disclosing(doctorB, report, consent).call,
    RecordAuditQuery: auditing(clinic.auditorA, { kind: 'search', filter: {} }).call,
  };
}

async function staffCalls({ world, registrarA, alice, doctorA, pendingDoctor, suspendedDoctor }: Clinic) {
  return {
    RegisterPerson: registering(await world.issuers.person('HospitalAMSP', 'patient', world.time)),
    ApprovePerson: judging('ApprovePerson', registrarA, pendingDoctor),
    RefusePerson: judging('RefusePerson', registrarA, pendingDoctor),
    VerifyIdentity: judging('VerifyIdentity', registrarA, alice),
    SuspendPerson: judging('SuspendPerson', registrarA, doctorA),
    ReinstatePerson: judging('ReinstatePerson', registrarA, suspendedDoctor),
  };
}

function careCalls({ world, registrarA, paula, doctorA, doctorB, assignment, request }: Clinic) {
  const period = { from: world.at(0), until: world.at(hour) };
  return {
    AssignSpecialist: assigning(registrarA, { patient: paula, doctor: doctorA, ...period }).call,
    EndAssignment: ending(registrarA, assignment),
    RequestPermission: requesting(doctorA, paula, { until: world.at(hour) }).call,
    WithdrawRequest: withdrawingRequest(doctorB, request),
    DecideRequest: deciding(paula, { request, decision: 'grant' }).call,
  };
}

function recordCalls(clinic: Clinic) {
  const { alice, paula, doctorB, doctorA, report, further, reading, proposal, opening, halfPurged } = clinic;
  const { versionId: version } = proposal;
  const { late, lateVersion, former, formerVersion } = clinic;
  return {
    ProposeReport: proposing(alice, newUpload(alice)),
    AcceptReport: accepting(paula, { version, disclosure: opening, sets: [newShareSet('emergency')] }),
    RejectReport: rejecting(paula, version, newReason(doctorB)),
    WithdrawProposal: takingBack(doctorB, version),
    WithdrawReport: withdrawing(alice, report),
    AddWraps: addingWraps(paula, reading, [wrapUnder(reading, doctorA, further.versionId)]),
    PurgeWraps: purgingWraps(paula, halfPurged),
    SetPreferences: preferring(alice, false, [{ who: { person: doctorA.name } }]),
    DepositEmergency: depositing(late, [{ versionId: lateVersion, set: newShareSet('emergency') }]),
    PurgeEmergency: purgingEmergency(former, [formerVersion]),
  };
}
