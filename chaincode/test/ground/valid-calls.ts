import { submittedFunctions, type SubmittedFunction } from '@medseal/ledger-model';
import type { Call } from './calls.js';
import {
  disclosing,
  granting,
  judging,
  newUpload,
  proposing,
  publishing,
  registering,
  revoking,
} from './content.js';
import { hour, type Hospital } from './world.js';

/** Names of all submitted functions. */
export const submittedNames = Object.keys(submittedFunctions) as SubmittedFunction[];

/** One call of each function that would succeed now. */
export async function validCalls(ground: Hospital): Promise<Record<SubmittedFunction, Call>> {
  const { world, registrarA, alice, doctorA, doctorB, pendingDoctor, suspendedDoctor, report, consent } =
    ground;
  const newcomer = await world.issuers.person('HospitalAMSP', 'patient', world.time);
  const period = { from: world.at(0), until: world.at(hour) };
  return {
    PublishOrganization: publishing(world.operators.HospitalA, world.agentKeys.HospitalA),
    RegisterPerson: registering(newcomer),
    ApprovePerson: judging('ApprovePerson', registrarA, pendingDoctor),
    RefusePerson: judging('RefusePerson', registrarA, pendingDoctor),
    VerifyIdentity: judging('VerifyIdentity', registrarA, alice),
    SuspendPerson: judging('SuspendPerson', registrarA, doctorA),
    ReinstatePerson: judging('ReinstatePerson', registrarA, suspendedDoctor),
    ProposeReport: proposing(alice, newUpload(alice)),
    GrantConsent: granting({ patient: alice, grantee: doctorA, reports: [report], ...period }).call,
    RevokeConsent: revoking(alice, consent),
    DiscloseReport: disclosing(doctorB, report, consent).call,
  };
}
