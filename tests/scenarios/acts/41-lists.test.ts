import { beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { pagesOf } from '../../src/kit/api/paging.js';
import { newDoctor, newPatient, withWrongCheck } from '../../src/kit/api/people.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

interface Row {
  readonly reportId: string;
  readonly versionId: string;
  readonly state: string;
  readonly title?: string;
  readonly fileName?: string;
  readonly consentId?: string;
  readonly owner: { readonly personId: string; readonly organization: string };
  readonly recipient?: { readonly personId: string };
  readonly until?: string;
  readonly ciphertextSha256: string;
  readonly transactionId: string;
  readonly block: string;
}

interface Entry {
  readonly disclosureId: string;
  readonly reader: { readonly personId: string; readonly organization: string };
  readonly reportId: string;
  readonly outcome: string;
  readonly purpose: string;
  readonly reason?: string;
  readonly basis?: { readonly kind: string; readonly id?: string };
}

const network = new Network();
let patient: Person;
let neighbour: Person;
let doctor: Person;
const reports: Receipt[] = [];

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Listing Patient');
  neighbour = await newPatient(network, 'HospitalA', 'Neighbour Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Listed Doctor');
  for (const title of ['First', 'Second', 'Third'])
    reports.push(await patient.upload(pdf(`${title}.pdf`, [title]), title));
});

const list = (person: Person, query: string) => person.call<Page<Row>>('GET', `/reports?${query}`);
const log = (person: Person, query: string) => person.call<Page<Entry>>('GET', `/disclosures?${query}`);

describe('reports', () => {
  test('of one’s own record: newest first, with title, hash and place on the ledger, right after the upload', async () => {
    const { items } = await list(patient, 'filter=own');
    expect(items.map(({ title }) => title)).toEqual(['Third', 'Second', 'First']);
    const [newest] = items;
    const { reportId, versionId, ciphertextSha256, transactionId, block } = reports[2] as Receipt;
    expect(newest).toMatchObject({ reportId, versionId, ciphertextSha256, transactionId, block });
    expect(newest).toMatchObject({
      fileName: 'Third.pdf',
      state: 'available',
      owner: { personId: patient.personId },
    });
  });

  test('of others do not appear', async () => {
    expect((await list(neighbour, 'filter=own')).items).toEqual([]);
    expect((await list(neighbour, 'filter=received')).items).toEqual([]);
    expect((await list(doctor, 'filter=own')).items).toEqual([]);
  });

  test('sent and received show the same consent from both ends, and the title only while the wrap is there', async () => {
    const { reportId } = reports[0] as Receipt;
    const until = inSeconds(3600);
    const { consentId } = await patient.share(reportId, doctor, { until });
    const shared = { reportId, consentId, until, state: 'available', title: 'First' };
    const [received] = (await list(doctor, 'filter=received')).items;
    expect(received).toMatchObject({
      ...shared,
      owner: { personId: patient.personId, organization: 'HospitalA' },
    });
    const [sent] = (await list(patient, 'filter=sent')).items;
    expect(sent).toMatchObject({ ...shared, recipient: { personId: doctor.personId } });

    const revoked = await patient.call<{ receipt: { block: string } }>('DELETE', `/consents/${consentId}`);
    expect(Number(revoked.receipt.block)).toBeGreaterThan(0);
    expect((await list(patient, 'filter=sent')).items[0]).toMatchObject({
      consentId,
      state: 'revoked',
      title: 'First',
    });
    const row = await eventually('the reader’s hospital knows the revocation', async () => {
      const { items } = await list(doctor, 'filter=received');
      return items.find((item) => item.consentId === consentId && item.state === 'revoked');
    });
    expect(row.title).toBeUndefined();
  });

  test('come in pages without gaps and repetitions', async () => {
    const found = await pagesOf<Row>(patient, '/reports?filter=own&limit=2');
    expect(found.map((page) => page.length)).toEqual([2, 1]);
    expect(found.flat().map(({ title }) => title)).toEqual(['Third', 'Second', 'First']);
  });
});

describe('the access log', () => {
  let reportId: string;
  let consentId: string;
  let curious: Person;
  /** Of all entries, oldest first. */
  let ids: readonly (string | undefined)[];

  beforeAll(async () => {
    ({ reportId } = reports[1] as Receipt);
    curious = await newDoctor(network, 'HospitalA', 'Curious Listed');
    ({ consentId } = await patient.share(reportId, doctor, { until: inSeconds(3600) }));
    ids = [
      (await problemOf(curious.disclose(reportId, 'CAREMGT'))).disclosureId,
      (await doctor.disclose(reportId)).disclosureId,
      (await problemOf(doctor.disclose(reportId, 'HRESCH'))).disclosureId,
      (await patient.disclose(reportId, 'PATRQT')).disclosureId,
    ];
  });

  test('is complete: permits and refusals, of this and of other hospitals, each to its reader too', async () => {
    const { items } = await log(patient, `view=of-me&report=${reportId}`);
    expect(items.map(({ disclosureId }) => disclosureId)).toEqual([...ids].reverse());
    const reader = { personId: doctor.personId, organization: 'HospitalB' };
    expect(items).toMatchObject([
      {
        reader: { personId: patient.personId },
        outcome: 'permit',
        purpose: 'PATRQT',
        basis: { kind: 'own' },
      },
      { reader, outcome: 'refuse', purpose: 'HRESCH', reason: 'PURPOSE_NOT_PERMITTED' },
      { reader, outcome: 'permit', purpose: 'TREAT', basis: { kind: 'consent', id: consentId } },
      { reader: { personId: curious.personId }, outcome: 'refuse', purpose: 'CAREMGT', reason: 'NO_BASIS' },
    ]);
    expect((await log(curious, 'view=mine')).items.map(({ disclosureId }) => disclosureId)).toEqual([ids[0]]);
    expect((await log(curious, 'view=of-me')).items).toEqual([]);
    const refusals = await log(patient, `view=of-me&report=${reportId}&outcome=refuse`);
    expect(refusals.items.map(({ disclosureId }) => disclosureId)).toEqual([ids[2], ids[0]]);
  });

  test('of another patient’s report is empty', async () => {
    expect((await log(neighbour, `view=of-me&report=${reportId}`)).items).toEqual([]);
  });

  test('comes in pages, and a page’s cursor in a stranger’s hands shows the stranger’s own only', async () => {
    const found = await pagesOf<Entry>(patient, '/disclosures?view=of-me&limit=1');
    const ids = found.flat().map(({ disclosureId }) => disclosureId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(4);
    const { next = '' } = await log(patient, 'view=of-me&limit=1');
    expect((await log(neighbour, `view=of-me&after=${next}`)).items).toEqual([]);
  });
});

describe('lists refuse', () => {
  test.each([
    'reports?filter=all',
    'reports',
    'reports?filter=own&patient=x',
    'reports?filter=own&limit=0',
    'reports?filter=own&limit=201',
    'reports?filter=own&after=%27%20or%201=1',
    'disclosures?view=all',
    'disclosures?view=mine&reader=x',
    'disclosures?view=mine&outcome=maybe',
    'consents?state=any',
  ])('%s', async (path) => {
    expect(await problemOf(patient.call('GET', `/${path}`))).toMatchObject({ status: 400, code: 'INVALID' });
  });

  test('people are found by exact id only, and no name is shown', async () => {
    const search = (body: object) => doctor.call<Record<string, string>>('POST', '/people/search', body);
    const { personId } = patient;
    expect(await search({ personId })).toEqual({ personId, role: 'patient', organization: 'HospitalA' });
    expect(await problemOf(search({ text: 'Listing' }))).toMatchObject({ status: 400 });
    expect(await problemOf(search({ personId: withWrongCheck(patient) }))).toMatchObject({ status: 400 });
  });
});
