import { beforeAll, describe, expect, test } from 'vitest';
import { accept, allowContributions, ask, decide, open, propose } from '../../src/kit/api/care.js';
import { largePdf, pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import {
  inSeconds,
  type Person,
  ProblemError,
  problemOf,
  type Receipt,
} from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { slowDownload, slowFetch } from '../../src/kit/api/slow-download.js';

const network = new Network();
const day = 24 * 3600;
let patient: Person;
let grantee: Person;
let colleague: Person;
let author: Person;
let first: Receipt;
let restricted: Receipt;

beforeAll(async () => {
  [patient, grantee, colleague, author] = await Promise.all([
    newPatient(network, 'HospitalA', 'Whole Patient'),
    newDoctor(network, 'HospitalB', 'Whole Reader'),
    newDoctor(network, 'HospitalB', 'Excluded Colleague'),
    newDoctor(network, 'HospitalA', 'Own Author'),
  ]);
  const registrar = await network.demoPerson('HospitalA', 'registrar');
  await allowContributions(registrar, { patient, doctor: author });
  first = await patient.upload(pdf('first.pdf', ['first']), 'First');
  restricted = await patient.upload(pdf('hidden.pdf', ['hidden']), 'Hidden', { restricted: true });
});

/** A consent of the patient to the whole record. */
async function grantAll(to: object, more: object = {}): Promise<string> {
  const body = { grantee: to, permission: 'read', purposes: ['TREAT'], scope: { all: true }, ...more };
  const { consentId } = await patient.call<{ consentId: string }>('POST', '/consents', {
    until: inSeconds(day),
    ...body,
  });
  return consentId;
}

async function exclude(exclusions: readonly object[]): Promise<void> {
  await patient.call('PUT', '/preferences', { emergencyHalf: false, exclusions });
}

async function revoke(consentId: string): Promise<void> {
  await patient.call('DELETE', `/consents/${consentId}`);
}

/** Reads as soon as the block of the consent has reached the reader's hospital. */
async function readEventually(reader: Person, { reportId, plaintextSha256 }: Receipt): Promise<void> {
  const { sha256 } = await eventually('the reader may read', () => reader.read(reportId));
  expect(sha256).toBe(plaintextSha256);
}

async function refused(reader: Person, { reportId }: Receipt): Promise<void> {
  expect(await problemOf(reader.disclose(reportId))).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
}

describe('a consent to the whole record', () => {
  test('opens what is there and what comes later, but nothing restricted', async () => {
    await refused(grantee, first);
    const consentId = await grantAll({ person: grantee.personId });
    await readEventually(grantee, first);
    await refused(grantee, restricted);
    const refusal = problemOf(grantee.disclose(restricted.reportId, 'TREAT', { consent: consentId }));
    expect((await refusal).code).toBe('NO_PERMISSION');
    const later = await patient.upload(pdf('later.pdf', ['later']), 'Later');
    await readEventually(grantee, later);
    const hidden = await patient.upload(pdf('hidden-later.pdf', ['x']), 'Hidden', { restricted: true });
    await refused(grantee, hidden);
    const { items } = await grantee.call<{ items: { reportId: string; title?: string }[] }>(
      'GET',
      '/reports?filter=received',
    );
    const listed = items.map(({ reportId }) => reportId);
    expect(listed).toEqual(expect.arrayContaining([first.reportId, later.reportId]));
    expect(listed).not.toContain(restricted.reportId);
    await revoke(consentId);
    for (const receipt of [first, later]) await refused(grantee, receipt);
  });

  test('covers what comes in at the same time', async () => {
    const consentId = await grantAll({ person: grantee.personId });
    const names = Array.from({ length: 8 }, (_, index) => `together-${index}.pdf`);
    const receipts = await Promise.all(names.map((name) => patient.upload(pdf(name, [name]), name)));
    for (const receipt of receipts) await readEventually(grantee, receipt);
    await revoke(consentId);
  });

  test('opens an accepted proposal, and not one that still waits', async () => {
    const consentId = await grantAll({ person: grantee.personId });
    const proposal = await propose({ patient, doctor: author }, pdf('proposal.pdf', ['proposal']));
    const waiting = { reportId: proposal.reportId, versionId: proposal.versionId, purpose: 'TREAT' };
    expect((await problemOf(grantee.call('POST', '/disclosures', waiting))).status).toBe(403);
    await accept(patient, proposal, await open(patient, proposal));
    await readEventually(grantee, proposal);
    await revoke(consentId);
  });

  test('shows its patient who may read, and nobody else', async () => {
    const consentId = await grantAll({ organization: 'HospitalB', role: 'doctor' });
    const path = `/reports/${first.reportId}`;
    const detail = await patient.call<{ readers: { consentId?: string }[] }>('GET', path);
    expect(detail.readers.map((reader) => reader.consentId)).toContain(consentId);
    const seen = await eventually('the grantee sees it', () => grantee.call<object>('GET', path));
    expect(seen).not.toHaveProperty('readers');
    await revoke(consentId);
  });
});

describe('a consent to an organization', () => {
  test('opens for its doctors through its key agent, but not for those whom the patient excludes', async () => {
    const consentId = await grantAll({ organization: 'HospitalB', role: 'doctor' });
    await readEventually(grantee, first);
    await readEventually(colleague, first);
    await refused(author, first);
    await exclude([{ who: { person: colleague.personId } }]);
    await refused(colleague, first);
    await readEventually(grantee, first);
    await exclude([{ who: { organization: 'HospitalB' }, reports: [first.reportId] }]);
    for (const person of [grantee, colleague]) await refused(person, first);
    const preferences = await patient.call('GET', '/preferences');
    expect(preferences).toMatchObject({
      exclusions: [{ who: { organization: 'HospitalB' }, reports: [first.reportId] }],
    });
    await exclude([]);
    await readEventually(colleague, first);
    await revoke(consentId);
    await refused(grantee, first);
  });

  test('admits nobody who registers there as a patient later, and shows them nothing', async () => {
    const consentId = await grantAll({ organization: 'HospitalB', role: 'doctor' });
    await readEventually(grantee, first);
    const newcomer = await newPatient(network, 'HospitalB', 'Newcomer Patient');
    await refused(newcomer, first);
    const named = problemOf(newcomer.disclose(first.reportId, 'TREAT', { consent: consentId }));
    expect(await named).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
    for (const path of ['/reports?filter=received', '/consents'])
      expect(await newcomer.call('GET', path)).toMatchObject({ items: [] });
    expect(await problemOf(newcomer.call('GET', `/reports/${first.reportId}`))).toMatchObject({
      status: 404,
    });
    await revoke(consentId);
  });

  test.each([undefined, 'patient', 'registrar', 'technician', 'operator', null])(
    'names a role that staff or systems have: %j is refused',
    async (role) => {
      expect(await problemOf(grantAll({ organization: 'HospitalB', role }))).toMatchObject({
        status: 400,
        code: 'INVALID',
        errors: [
          { pointer: '/grantee', detail: expect.stringContaining('doctor, auditor or system') as string },
        ],
      });
    },
  );

  test('for other staff is not one for a doctor', async () => {
    const consentId = await grantAll({ organization: 'HospitalB', role: 'auditor' });
    await refused(grantee, first);
    const { items } = await patient.call<{ items: { grantee: object }[] }>('GET', '/consents');
    expect(items[0]?.grantee).toEqual({ organization: 'HospitalB', role: 'auditor' });
    await revoke(consentId);
  });

  test('that does not exist, or for what its people cannot do, is refused', async () => {
    const wrong = problemOf(grantAll({ organization: 'HospitalZ', role: 'doctor' }));
    expect(await wrong).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const office = problemOf(
      grantAll({ organization: 'HospitalB', role: 'auditor' }, { permission: 'contribute' }),
    );
    expect(await office).toMatchObject({ status: 400, code: 'INVALID' });
    const named = { permission: 'contribute', scope: { reports: [first.reportId] } };
    const partly = problemOf(grantAll({ person: grantee.personId }, named));
    expect(await partly).toMatchObject({ status: 400, code: 'INVALID' });
  });
});

describe('sharing with an upload', () => {
  const document = pdf('shared.pdf', ['shared']);
  const terms = () => ({ recipient: grantee.personId, purpose: 'TREAT', until: inSeconds(day) });

  test('by the patient grants; the upload stands when the grant fails, and says so', async () => {
    const shared = await patient.upload(document, 'Shared', { share: terms() });
    expect(shared.share).toMatchObject({ state: 'granted' });
    await readEventually(grantee, shared);
    const { personId } = await network.demoPerson('HospitalB', 'auditor');
    const failed = await patient.upload(document, 'Kept', { share: { ...terms(), recipient: personId } });
    expect(failed.share).toEqual({ state: 'failed', code: 'INVALID' });
    expect((await patient.read(failed.reportId, 'PATRQT')).sha256).toBe(failed.plaintextSha256);
  });

  test('by a doctor asks the patient in the other doctor’s favour', async () => {
    const proposal = await propose({ patient, doctor: author }, document, { share: terms() });
    expect(proposal.share).toMatchObject({ state: 'requested' });
    expect(await decide(patient, proposal.share?.requestId ?? '', 'grant')).toMatchObject({
      state: 'granted',
    });
    await refused(grantee, proposal);
    await accept(patient, proposal, await open(patient, proposal));
    await readEventually(grantee, proposal);
  });

  test('a request to read in another doctor’s favour becomes that doctor’s consent', async () => {
    const wish = { permission: 'read', reports: [first.reportId], for: colleague.personId } as const;
    const { consentId = '' } = await decide(patient, await ask(author, patient, wish), 'grant');
    await readEventually(colleague, first);
    await refused(author, first);
    await revoke(consentId);
  });
});

describe('a running download', () => {
  test('is cut within two seconds of the revocation’s block', async () => {
    const large = await patient.upload(largePdf(64 << 20), 'Large');
    const { consentId } = await patient.share(large.reportId, grantee, { until: inSeconds(day) });
    const { disclosureId } = await grantee.disclose(large.reportId);
    const { end } = await slowDownload(grantee, disclosureId);
    await revoke(consentId);
    const revokedAt = performance.now();
    const { isCut, bytes, at } = await end;
    expect(isCut).toBe(true);
    expect(bytes).toBeLessThan(large.size);
    expect(at - revokedAt).toBeLessThan(2_000);
  });

  test('is cut at the owner’s port for other gateways too', async () => {
    const large = await patient.upload(largePdf(64 << 20), 'Large');
    const { consentId } = await patient.share(large.reportId, grantee, { until: inSeconds(day) });
    const { disclosureId } = await grantee.disclose(large.reportId);
    const { objectKey } = large;
    const { end } = await slowFetch(network, {
      owner: 'HospitalA',
      reader: 'HospitalB',
      objectKey,
      disclosureId,
    });
    await revoke(consentId);
    const revokedAt = performance.now();
    const { isCut, at } = await end;
    expect(isCut).toBe(true);
    expect(at - revokedAt).toBeLessThan(2_000);
  });

  test('is cut within two seconds of an exclusion', async () => {
    const large = await patient.upload(largePdf(64 << 20), 'Large');
    await patient.share(large.reportId, grantee, { until: inSeconds(day) });
    const { disclosureId } = await grantee.disclose(large.reportId);
    const { end } = await slowDownload(grantee, disclosureId);
    await exclude([{ who: { person: grantee.personId }, reports: [large.reportId] }]);
    const excludedAt = performance.now();
    const { isCut, at } = await end;
    expect(isCut).toBe(true);
    expect(at - excludedAt).toBeLessThan(2_000);
    await exclude([]);
  });
});

describe('the emergency half', () => {
  test('is deposited for what is there, and purged again, as the patient prefers', async () => {
    const owner = await newPatient(network, 'HospitalA', 'Emergency Patient');
    const receipt = await owner.upload(pdf('emergency.pdf', ['emergency']), 'Emergency');
    const prefer = async (emergencyHalf: boolean) => {
      const preferences = { emergencyHalf, exclusions: [] };
      const answer = await owner.call<{ receipt: { block: string } }>('PUT', '/preferences', preferences);
      return await functionsAfter(owner, answer.receipt.block);
    };
    expect(await prefer(true)).toEqual(['DepositEmergency']);
    expect(await prefer(true)).toEqual([]);
    await owner.upload(pdf('later.pdf', ['later']), 'With its emergency half');
    expect(await prefer(true)).toEqual([]);
    expect(await prefer(false)).toEqual(['PurgeEmergency']);
    expect(await prefer(false)).toEqual([]);
    expect((await owner.read(receipt.reportId, 'PATRQT')).sha256).toBe(receipt.plaintextSha256);
  });
});

/** Names of the functions in the blocks after one. */
async function functionsAfter(person: Person, block: string): Promise<string[]> {
  const called: string[] = [];
  for (let number = Number(block) + 1; ; number++) {
    const path = `/ledger/blocks/${number}`;
    const found = await person
      .call<{ transactions: { function: string }[] }>('GET', path)
      .catch((error: unknown) => {
        // There are no more blocks.
        if (error instanceof ProblemError && error.problem.status === 404) return undefined;
        throw error;
      });
    if (found === undefined) return called;
    called.push(...found.transactions.map((each) => each.function.split(':').at(-1) ?? ''));
  }
}
