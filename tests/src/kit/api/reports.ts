import type { Document } from '../files/documents.js';
import type { Person } from './gateway-client.js';

/** Titles of a person's own reports, newest first. */
export async function ownTitles(person: Person): Promise<(string | undefined)[]> {
  const { items } = await person.call<{ items: { title?: string }[] }>('GET', '/reports?filter=own');
  return items.map(({ title }) => title);
}

/** States of all versions of a report. */
export async function versionStates(person: Person, reportId: string): Promise<string[]> {
  const { versions } = await person.call<{ versions: { state: string }[] }>('GET', `/reports/${reportId}`);
  return versions.map(({ state }) => state);
}

/** Uploads a document to a person's own record and reads it. @returns whether the same bytes come back */
export async function comesBack(person: Person, document: Document, title: string): Promise<boolean> {
  const { reportId, plaintextSha256 } = await person.upload(document, title);
  return (await person.read(reportId)).sha256 === plaintextSha256;
}
