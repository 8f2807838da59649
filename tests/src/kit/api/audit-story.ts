import { pdf } from '../files/documents.js';
import { inSeconds, type Person, problemOf, type Receipt } from './gateway-client.js';
import type { Network } from '../network/network.js';
import { newDoctor, newPatient } from './people.js';

/** People of both hospitals, and what they did. */
export interface Story {
  readonly patientA: Person;
  readonly patientB: Person;
  readonly drA: Person;
  readonly drB: Person;
  readonly registrarA: Person;
  readonly report: Receipt;
  readonly accepted: Receipt;
  readonly rejected: Receipt;
  /** Disclosures of the patient of HospitalA, permitted and refused, oldest first. */
  readonly disclosures: readonly string[];
}

/** One of everything that auditors look for. */
export async function tellStory(network: Network): Promise<Story> {
  const registrarA = await network.demoPerson('HospitalA', 'registrar');
  const patientA = await newPatient(network, 'HospitalA', 'Audited Patient');
  const patientB = await newPatient(network, 'HospitalB', 'Other Patient');
  const drA = await newDoctor(network, 'HospitalA', 'Audited Doctor');
  const drB = await newDoctor(network, 'HospitalB', 'Reading Doctor');
  const report = await patientA.upload(pdf('audit.pdf', ['audit']), 'Audited report');
  const { consentId } = await patientA.share(report.reportId, drB, { until: inSeconds(3600) });
  const disclosures = [
    (await drB.disclose(report.reportId)).disclosureId,
    (await problemOf(drA.disclose(report.reportId))).disclosureId ?? '',
    (await patientA.disclose(report.reportId, 'PATRQT')).disclosureId,
  ];
  await patientA.call('DELETE', `/consents/${consentId}`);
  const basis = await permitted({ registrarA, patientA, drA });
  const accepted = await propose('accepted.pdf', { patientA, drA, basis });
  const { reportId, versionId } = accepted;
  const opening = await patientA.call<{ disclosureId: string }>('POST', '/disclosures', {
    ...{ reportId, versionId, purpose: 'PATRQT' },
  });
  await patientA.call('POST', `/reports/${reportId}/versions/${versionId}/acceptance`, {
    disclosureId: opening.disclosureId,
  });
  const rejected = await propose('rejected.pdf', { patientA, drA, basis });
  await patientA.call('POST', `/reports/${rejected.reportId}/versions/${rejected.versionId}/rejection`, {
    reason: 'not mine',
  });
  disclosures.push(opening.disclosureId);
  await registrarA.call('POST', `/people/${drA.personId}/suspension`, {});
  await registrarA.call('DELETE', `/people/${drA.personId}/suspension`);
  return { patientA, patientB, drA, drB, registrarA, report, accepted, rejected, disclosures };
}

async function permitted({
  registrarA,
  patientA,
  drA,
}: Readonly<Record<'registrarA' | 'patientA' | 'drA', Person>>): Promise<{
  assignment: string;
  consent: string;
}> {
  const patient = patientA.personId;
  await registrarA.call('POST', `/registrations/${patient}/identity-verification`);
  const until = inSeconds(3600);
  const wish = { patient, doctor: drA.personId, until };
  const { assignmentId } = await registrarA.call<{ assignmentId: string }>('POST', '/assignments', wish);
  const asked = await drA.call<{ requestId: string }>('POST', '/permission-requests', {
    ...{ patient, permission: 'contribute', purpose: 'TREAT', until },
  });
  const path = `/permission-requests/${asked.requestId}/decision`;
  const { consentId } = await patientA.call<{ consentId: string }>('POST', path, { decision: 'grant' });
  return { assignment: assignmentId, consent: consentId };
}

async function propose(
  fileName: string,
  {
    patientA,
    drA,
    basis,
  }: Readonly<{ patientA: Person; drA: Person; basis: { assignment: string; consent: string } }>,
): Promise<Receipt> {
  return await drA.upload(pdf(fileName, [fileName]), fileName, { patient: patientA.personId, basis });
}
