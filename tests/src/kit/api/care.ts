import type { Document } from '../files/documents.js';
import { eventually } from '../eventually.js';
import { inSeconds, type Person, type Receipt, type UploadTerms } from './gateway-client.js';

/** A week, in seconds. */
const week = 7 * 24 * 3600;

/** The patient's decision on a proposal, and where it is recorded. */
export interface Decided {
  readonly state: string;
  readonly unverified?: readonly string[];
  readonly receipt: Readonly<{ transactionId: string; block: string }>;
}

/** The registrar of the patient's hospital checks who the patient is. */
export async function verifyIdentity(registrar: Person, patient: Person): Promise<void> {
  await registrar.call('POST', `/registrations/${patient.personId}/identity-verification`);
}

/** The registrar assigns a doctor to a patient for a week, or until another time. */
export async function assign(
  registrar: Person,
  people: Readonly<{ patient: Person; doctor: Person }>,
  until = inSeconds(week),
): Promise<string> {
  const body = { patient: people.patient.personId, doctor: people.doctor.personId, until };
  const { assignmentId } = await registrar.call<{ assignmentId: string }>('POST', '/assignments', body);
  return assignmentId;
}

/** What a doctor asks for. */
export interface Wish {
  readonly permission: 'contribute' | 'read';
  readonly purpose?: string;
  readonly until?: string;
  readonly reports?: readonly string[];
  /** Person id of another doctor. */
  readonly for?: string;
}

/** A doctor asks a patient to permit something. */
export async function ask(doctor: Person, patient: Person, wish: Wish): Promise<string> {
  const body = { patient: patient.personId, purpose: 'TREAT', until: inSeconds(week), ...wish };
  const { requestId } = await doctor.call<{ requestId: string }>('POST', '/permission-requests', body);
  return requestId;
}

/** The patient decides on a request. */
export async function decide(
  patient: Person,
  requestId: string,
  decision: 'grant' | 'refuse',
): Promise<{ state: string; consentId?: string }> {
  return await patient.call('POST', `/permission-requests/${requestId}/decision`, { decision });
}

/**
 * All that lets a doctor propose to a patient's record: verified identity, assignment, request and grant;
 * known at the doctor's hospital.
 */
export async function allowContributions(
  registrar: Person,
  people: Readonly<{ patient: Person; doctor: Person }>,
): Promise<{ assignment: string; consent: string }> {
  await verifyIdentity(registrar, people.patient);
  const assignment = await assign(registrar, people);
  const requestId = await ask(people.doctor, people.patient, { permission: 'contribute' });
  const { consentId = '' } = await decide(people.patient, requestId, 'grant');
  await consentReceived(people.doctor, consentId);
  return { assignment, consent: consentId };
}

/** Waits until the reader's hospital knows a consent. */
export async function consentReceived(reader: Person, consentId: string): Promise<void> {
  await eventually('the reader’s hospital knows the consent', async () => {
    type Received = Readonly<{ items: readonly Readonly<{ consentId: string }>[] }>;
    const { items } = await reader.call<Received>('GET', '/consents?view=received');
    return items.find((item) => item.consentId === consentId);
  });
}

/** A doctor proposes a document to a patient's record. */
export async function propose(
  { patient, doctor }: Readonly<{ patient: Person; doctor: Person }>,
  document: Document,
  more: UploadTerms = {},
): Promise<Receipt> {
  return await doctor.upload(document, document.fileName, { patient: patient.personId, ...more });
}

/** The patient opens a proposal; the id of the reading. */
export async function open(patient: Person, { reportId, versionId }: Receipt): Promise<string> {
  const body = { reportId, versionId, purpose: 'PATRQT' };
  const { disclosureId } = await patient.call<{ disclosureId: string }>('POST', '/disclosures', body);
  return disclosureId;
}

/** The patient takes an opened proposal into the record. */
export async function accept(
  patient: Person,
  receipt: Receipt,
  disclosureId: string,
  despite?: readonly string[],
): Promise<Decided> {
  return await patient.call('POST', `${pathOf(receipt)}/acceptance`, { disclosureId, despite });
}

/** The patient rejects a proposal. */
export async function reject(patient: Person, receipt: Receipt, reason: string): Promise<Decided> {
  return await patient.call('POST', `${pathOf(receipt)}/rejection`, { reason });
}

/** Address of one version. */
export function pathOf({ reportId, versionId }: Pick<Receipt, 'reportId' | 'versionId'>): string {
  return `/reports/${reportId}/versions/${versionId}`;
}
