import { pdf } from '../files/documents.js';
import { accept, allowContributions, open, propose, reject } from './care.js';
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
  const people = { patient: patientA, doctor: drA };
  const basis = await allowContributions(registrarA, people);
  const accepted = await propose(people, pdf('accepted.pdf', ['accepted']), { basis });
  const opening = await open(patientA, accepted);
  await accept(patientA, accepted, opening);
  const rejected = await propose(people, pdf('rejected.pdf', ['rejected']), { basis });
  await reject(patientA, rejected, 'not mine');
  disclosures.push(opening);
  await registrarA.call('POST', `/people/${drA.personId}/suspension`, {});
  await registrarA.call('DELETE', `/people/${drA.personId}/suspension`);
  return { patientA, patientB, drA, drB, registrarA, report, accepted, rejected, disclosures };
}
