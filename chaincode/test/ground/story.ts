import { disclosing, judging, newUpload, proposing, revoking } from './content.js';
import { hour, openHospital, upload, type Hospital } from './world.js';

/** A hospital in which every submitted function has been committed at least once: `world.history` tells all. */
export async function tellStory(): Promise<Hospital> {
  const hospital = await openHospital();
  const {
    world,
    registrarA,
    alice,
    anton,
    doctorA,
    doctorB,
    pendingDoctor,
    suspendedDoctor,
    report,
    consent,
  } = hospital;
  await world.do(judging('ReinstatePerson', registrarA, suspendedDoctor));
  await world.do(judging('RefusePerson', registrarA, pendingDoctor));
  await world.do(judging('VerifyIdentity', registrarA, alice));
  await world.do(judging('SuspendPerson', registrarA, anton, { until: world.at(hour) }));
  await world.do(judging('ReinstatePerson', registrarA, anton));
  await world.do(proposing(anton, newUpload(anton, ['ledger'])));
  await upload(world, alice);
  world.later(1234);
  await world.do(disclosing(alice, report, undefined, { purpose: 'PATRQT' }).call);
  await world.do(disclosing(doctorB, report, consent, { purpose: 'HOPERAT' }).call);
  await world.do(disclosing(doctorA, report, consent, { purpose: 'HOPERAT' }).call);
  await world.do(revoking(alice, consent));
  return hospital;
}
