import { openClinic, type Clinic } from './clinic.js';
import {
  newContribution,
  newReason,
  rejecting,
  requesting,
  takingBack,
  withdrawing,
  withdrawingRequest,
} from './acts.js';
import { disclosing, judging, newUpload, proposing, revoking } from './content.js';
import { validCalls } from './valid-calls.js';
import { hour, upload } from './world.js';

/** A clinic in which every submitted function has been committed at least once: `world.history` has them all. */
export async function tellStory(): Promise<Clinic> {
  const clinic = await openClinic();
  await judgePeople(clinic);
  await treat(clinic);
  await read(clinic);
  return clinic;
}

async function judgePeople({ world, registrarA, alice, anton, pendingDoctor, suspendedDoctor }: Clinic) {
  await world.do(judging('ReinstatePerson', registrarA, suspendedDoctor));
  await world.do(judging('RefusePerson', registrarA, pendingDoctor));
  await world.do(judging('VerifyIdentity', registrarA, alice));
  await world.do(judging('SuspendPerson', registrarA, anton, { until: world.at(hour) }));
  await world.do(judging('ReinstatePerson', registrarA, anton));
}

async function treat(clinic: Clinic): Promise<void> {
  const { world, paula, doctorB, assignment, contributing: consent } = clinic;
  const propose = async () => {
    const contribution = newContribution(doctorB, paula, { assignment, consent });
    await world.do(proposing(doctorB, contribution));
    return contribution.ids.versionId;
  };
  await world.do(rejecting(paula, await propose(), newReason(doctorB)));
  await world.do(takingBack(doctorB, await propose()));
  const { requestId, call } = requesting(doctorB, paula, { until: world.at(hour) });
  await world.do(call);
  await world.do(withdrawingRequest(doctorB, requestId));
  const calls = await validCalls(clinic);
  await world.do(calls.AcceptReport);
  await world.do(calls.AddWraps);
  await world.do(calls.PurgeWraps);
  await world.do(calls.DepositEmergency);
  await world.do(calls.PurgeEmergency);
  await world.do(calls.DecideRequest);
  await world.do(calls.RecordAuditQuery);
  await world.do(calls.EndAssignment);
}

async function read({ world, alice, anton, doctorA, doctorB, report, consent }: Clinic): Promise<void> {
  await world.do(proposing(anton, newUpload(anton, ['ledger'])));
  await upload(world, alice);
  world.later(1234);
  await world.do(disclosing(alice, report, undefined, { purpose: 'PATRQT' }).call);
  await world.do(disclosing(doctorB, report, consent, { purpose: 'HOPERAT' }).call);
  await world.do(disclosing(doctorA, report, consent, { purpose: 'HOPERAT' }).call);
  await world.do(revoking(alice, consent));
  await world.do(withdrawing(alice, report));
}
