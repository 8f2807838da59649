import { z } from 'zod';
import { eventually } from '../../lifecycle/eventually.js';
import { madeBefore, RefusedCall } from '../rest.js';
import { type DemoDocument, fileOf } from './documents.js';
import type { Visitor } from './visitor.js';

/** The ids of an upload. */
export const uploaded = z.object({ reportId: z.string(), versionId: z.string() });
export type Uploaded = Readonly<z.infer<typeof uploaded>>;

/** Id of a consent. */
export const consented = z.object({ consentId: z.string() });

/** Id of a permission request. */
export const asked = z.object({ requestId: z.string() });

/** Id of a reading or of a recorded refusal. */
export const disclosed = z.object({ disclosureId: z.string() });

/** Id of an assignment. */
export const assigned = z.object({ assignmentId: z.string() });

/** For steps without an id. */
export const nothing = z.object({});
type Nothing = z.infer<typeof nothing>;

const announced = z.object({ uploadId: z.string() });

/** What accompanies the document: for whom it is, with whom it is shared. */
export interface UploadTerms {
  readonly patient?: string;
  readonly share?: Readonly<{ recipient: string; purpose: string; until: string }>;
}

/** Announces and sends a document; sending again under the same key returns the same report. */
export async function upload(
  person: Visitor,
  document: DemoDocument,
  key: string,
  terms: UploadTerms = {},
): Promise<Uploaded> {
  const { title, fileName, class: reportClass, restricted = false } = document;
  const file = fileOf(document);
  const { mediaType, bytes } = file;
  const body = { title, fileName, mediaType, size: bytes.length, class: reportClass, restricted, ...terms };
  const call = { path: '/uploads', body, answer: announced };
  // An announcement ends with its session; one without content must then be made again.
  const { uploadId } = await person.call({ ...call, key }).catch(async (error: unknown) => {
    if (error instanceof RefusedCall && error.code === 'NOT_FOUND') return await person.call(call);
    throw error;
  });
  return await person.call({ method: 'PUT', path: `/uploads/${uploadId}/content`, file, answer: uploaded });
}

/** What a patient permits. */
export interface ConsentWish {
  readonly grantee:
    Readonly<{ person: string }> | Readonly<{ organization: string; role?: 'doctor' | 'patient' }>;
  readonly permission?: 'read' | 'contribute';
  readonly purposes?: readonly string[];
  readonly scope: Readonly<{ reports: readonly string[] }> | Readonly<{ all: true }>;
  readonly until: string;
}

/** The patient gives a consent. */
export async function grant(
  patient: Visitor,
  wish: ConsentWish,
  key: string,
): Promise<z.infer<typeof consented>> {
  const body = { permission: 'read', purposes: ['TREAT'], ...wish };
  return await patient.call({ path: '/consents', body, key, answer: consented });
}

/** The patient revokes a consent. */
export async function revoke(patient: Visitor, consentId: string): Promise<Nothing> {
  const path = `/consents/${consentId}`;
  await patient.call({ method: 'DELETE', path, answer: z.unknown() }).catch(madeBefore);
  return {};
}

/** What a doctor asks a patient for. */
export interface PermissionWish {
  readonly patient: string;
  readonly permission: 'read' | 'contribute';
  readonly purpose?: string;
  readonly until: string;
  readonly reports?: readonly string[];
}

/** A doctor asks a patient to permit something. */
export async function ask(
  doctor: Visitor,
  wish: PermissionWish,
  key: string,
): Promise<z.infer<typeof asked>> {
  const body = { purpose: 'TREAT', ...wish };
  return await doctor.call({ path: '/permission-requests', body, key, answer: asked });
}

/** The patient decides on a request. */
export async function decide(
  patient: Visitor,
  requestId: string,
  decision: 'grant' | 'refuse',
): Promise<Nothing> {
  const path = `/permission-requests/${requestId}/decision`;
  await patient.call({ path, body: { decision }, answer: z.unknown() }).catch(madeBefore);
  return {};
}

/** The registrar of the patient's hospital assigns a doctor. */
export async function assign(
  registrar: Visitor,
  wish: Readonly<{ patient: string; doctor: string; until: string }>,
  key: string,
): Promise<z.infer<typeof assigned>> {
  return await registrar.call({ path: '/assignments', body: wish, key, answer: assigned });
}

/** Excludes people, whatever a consent permits. */
export async function exclude(
  patient: Visitor,
  exclusions: readonly Readonly<{ who: Readonly<{ person: string }>; reports?: readonly string[] }>[],
): Promise<Nothing> {
  const body = { emergencyHalf: true, exclusions };
  await patient.call({ method: 'PUT', path: '/preferences', body, answer: z.unknown() });
  return {};
}

/** A recorded reading; what it opens is not fetched. */
export async function read(
  reader: Visitor,
  wish: Readonly<{ reportId: string; versionId?: string; purpose: string }>,
  key: string,
): Promise<z.infer<typeof disclosed>> {
  return await reader.call({ path: '/disclosures', body: wish, key, answer: disclosed });
}

/** An attempt to read that is refused and recorded. */
export async function readInVain(
  reader: Visitor,
  reportId: string,
  key: string,
): Promise<z.infer<typeof disclosed>> {
  try {
    return await read(reader, { reportId, purpose: 'TREAT' }, key);
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.disclosureId === undefined) throw error;
    return { disclosureId: error.disclosureId };
  }
}

/** The patient accepts a proposal that was opened. */
export async function accept(
  patient: Visitor,
  { reportId, versionId }: Uploaded,
  disclosureId: string,
): Promise<Nothing> {
  const path = `/reports/${reportId}/versions/${versionId}/acceptance`;
  await patient.call({ path, body: { disclosureId }, answer: z.unknown() }).catch(madeBefore);
  return {};
}

/** The patient rejects a proposal. */
export async function reject(
  patient: Visitor,
  { reportId, versionId }: Uploaded,
  reason: string,
): Promise<Nothing> {
  const path = `/reports/${reportId}/versions/${versionId}/rejection`;
  await patient.call({ path, body: { reason }, answer: z.unknown() }).catch(madeBefore);
  return {};
}

/** An auditor's question, which is recorded before it is answered. */
export async function searchEvents(auditor: Visitor, filter: object): Promise<Nothing> {
  await auditor.call({ path: '/audit/events/search', body: filter, answer: z.unknown() });
  return {};
}

const received = z.object({ items: z.array(z.object({ reportId: z.string() })) });

/** Waits until the reader's hospital has the block that shares a report. */
export async function waitForReport(reader: Visitor, reportId: string): Promise<void> {
  await eventually(
    async () => {
      const { items } = await reader.call({
        method: 'GET',
        path: '/reports?filter=received',
        answer: received,
      });
      if (!items.some((item) => item.reportId === reportId)) throw new Error('it is not listed yet');
    },
    { what: 'looking for a shared report', timeout: 15_000, hints: { next: 'npm run network -- status' } },
  );
}
