import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import {
  accept,
  allowContributions,
  assign,
  open,
  pathOf,
  propose,
  reject,
  verifyIdentity,
} from '../../src/kit/api/care.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf, type Receipt } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let patient: Person;
let otherPatient: Person;
let doctor: Person;
let otherDoctor: Person;
let registrar: Person;
let basis: { assignment: string; consent: string };

beforeAll(async () => {
  [patient, otherPatient, doctor, otherDoctor, registrar] = await Promise.all([
    newPatient(network, 'HospitalA', 'Updated Patient'),
    newPatient(network, 'HospitalA', 'Other Updated'),
    newDoctor(network, 'HospitalB', 'Writing Doctor'),
    newDoctor(network, 'HospitalB', 'Idle Doctor'),
    network.demoPerson('HospitalA', 'registrar'),
  ]);
  basis = await allowContributions(registrar, { patient, doctor });
});

interface Row {
  readonly reportId: string;
  readonly state: string;
  readonly title?: string;
  readonly reason?: string;
  readonly ciphertextSha256: string;
}

async function rows(person: Person, filter: string): Promise<readonly Row[]> {
  return (await person.call<{ items: Row[] }>('GET', `/reports?filter=${filter}`)).items;
}

function newProposal(name = 'findings.pdf'): Promise<Receipt> {
  return propose({ patient, doctor }, pdf(name, ['Findings']));
}

/** Names in HospitalB's store, where its doctors' uploads go. */
async function objects(): Promise<readonly string[]> {
  return await (await Bucket.of(network, 'HospitalB')).names();
}

describe('a proposal is refused', () => {
  const document = pdf('refused.pdf', ['refused']);

  test('without an assignment, without a consent, and for nobody', async () => {
    const refused = problemOf(propose({ patient: otherPatient, doctor }, document));
    expect(await refused).toMatchObject({ status: 403, code: 'NOT_ASSIGNED' });
    await verifyIdentity(registrar, otherPatient);
    await assign(registrar, { patient: otherPatient, doctor });
    const unpermitted = problemOf(propose({ patient: otherPatient, doctor }, document));
    expect(await unpermitted).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
    expect(await problemOf(doctor.upload(document, 'Nobody’s'))).toMatchObject({
      status: 400,
      code: 'INVALID',
    });
    const stranger = { patient: encodeId('person', randomBytes(16)) };
    expect(await problemOf(doctor.upload(document, 'Unknown', stranger))).toMatchObject({ status: 404 });
  });

  test('by a patient for another patient', async () => {
    const refused = problemOf(otherPatient.upload(document, 'Foreign', { patient: patient.personId }));
    expect(await refused).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('by the contract when the basis is another patient’s or another doctor’s; the object goes', async () => {
    const before = await objects();
    const forOther = problemOf(propose({ patient: otherPatient, doctor }, document, { basis }));
    expect(await forOther).toMatchObject({ status: 403, code: 'NOT_ASSIGNED' });
    const byOther = problemOf(propose({ patient, doctor: otherDoctor }, document, { basis }));
    expect(await byOther).toMatchObject({ status: 403, code: 'NOT_ASSIGNED' });
    await eventually('no object stays', async () => (await objects()).length === before.length || undefined);
  });

  test('when the assignment ended during the upload', async () => {
    const before = await objects();
    const assignment = await assign(registrar, { patient, doctor });
    const uploadId = await doctor.announce(document, 'Too late', {
      class: 'letter',
      patient: patient.personId,
      basis: { ...basis, assignment },
    });
    await registrar.call('DELETE', `/assignments/${assignment}`);
    const sent = problemOf(doctor.send(uploadId, document.bytes, document.mediaType));
    expect(await sent).toMatchObject({ status: 403, code: 'NOT_ASSIGNED' });
    await eventually('no object stays', async () => (await objects()).length === before.length || undefined);
  });
});

describe('a proposal that waits', () => {
  let receipt: Receipt;

  beforeAll(async () => {
    receipt = await newProposal('waiting.pdf');
  });

  test('is seen by its patient and its author, and by nobody else', async () => {
    expect(receipt.state).toBe('proposed');
    const waiting = await eventually('the patient sees it', async () =>
      (await rows(patient, 'proposed')).find(({ reportId }) => reportId === receipt.reportId),
    );
    expect(waiting).toMatchObject({ state: 'proposed', title: 'waiting.pdf' });
    expect((await rows(patient, 'own')).map(({ reportId }) => reportId)).not.toContain(receipt.reportId);
    for (const person of [otherPatient, otherDoctor])
      expect(await problemOf(person.call('GET', `/reports/${receipt.reportId}`))).toMatchObject({
        status: 404,
      });
    const read = problemOf(
      otherDoctor.call('POST', '/disclosures', { ...nameOf(receipt), purpose: 'TREAT' }),
    );
    expect(await read).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
  });

  test('is not accepted without the patient’s own opening of it', async () => {
    const byAuthor = await doctor.call<{ disclosureId: string }>('POST', '/disclosures', {
      ...nameOf(receipt),
      purpose: 'TREAT',
    });
    expect(await problemOf(accept(patient, receipt, byAuthor.disclosureId))).toMatchObject({
      status: 403,
      code: 'NO_PERMISSION',
    });
    const another = await open(patient, await newProposal('another.pdf'));
    expect(await problemOf(accept(patient, receipt, another))).toMatchObject({
      status: 403,
      code: 'NO_PERMISSION',
    });
    const invented = encodeId('disclosure', randomBytes(16));
    expect((await problemOf(accept(patient, receipt, invented))).status).toBeGreaterThanOrEqual(403);
  });

  test('is accepted and rejected by nobody but its patient', async () => {
    const disclosureId = await open(patient, receipt);
    expect(await problemOf(accept(otherPatient, receipt, disclosureId))).toMatchObject({ status: 404 });
    expect(await problemOf(accept(doctor, receipt, disclosureId))).toMatchObject({ status: 403 });
    expect(await problemOf(reject(otherPatient, receipt, 'not mine'))).toMatchObject({ status: 404 });
    expect(await problemOf(reject(doctor, receipt, 'mine'))).toMatchObject({ status: 403 });
    const withdrawal = otherDoctor.call('DELETE', pathOf(receipt));
    expect(await problemOf(withdrawal)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('is accepted once, and is in the record from then on', async () => {
    const disclosureId = await open(patient, receipt);
    const accepted = await accept(patient, receipt, disclosureId);
    expect(accepted).toMatchObject({ state: 'accepted', unverified: [] });
    const again = problemOf(accept(patient, receipt, disclosureId));
    expect(await again).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect(await problemOf(reject(patient, receipt, 'too late'))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
    expect(await problemOf(doctor.call('DELETE', pathOf(receipt)))).toMatchObject({ status: 409 });
    expect((await rows(patient, 'own')).map(({ reportId }) => reportId)).toContain(receipt.reportId);
    expect((await patient.read(receipt.reportId, 'PATRQT')).sha256).toBe(receipt.plaintextSha256);
    expect((await doctor.read(receipt.reportId)).sha256).toBe(receipt.plaintextSha256);
  });
});

describe('an acceptance', () => {
  test('names the organizations whose key agents could not be checked, and needs a majority', async () => {
    const receipt = await newProposal('unverified.pdf');
    const disclosureId = await open(patient, receipt);
    const stopped = ['Regulator/agent', 'HospitalB/agent'];
    try {
      for (const agent of stopped) await network.command('stop', agent);
      const minority = problemOf(accept(patient, receipt, disclosureId));
      expect(await minority).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
      await network.command('start', stopped.pop() ?? '');
      const accepted = await accept(patient, receipt, disclosureId);
      expect(accepted).toMatchObject({ state: 'accepted', unverified: ['RegulatorMSP'] });
    } finally {
      for (const agent of stopped) await network.command('start', agent);
    }
  });
});

describe('a proposal that is rejected', () => {
  test('leaves nothing but its hash; the author alone reads why', async () => {
    const receipt = await newProposal('rejected.pdf');
    expect(await objects()).toContain(receipt.objectKey);
    const { disclosureId } = await doctor.call<{ disclosureId: string }>('POST', '/disclosures', {
      ...nameOf(receipt),
      purpose: 'TREAT',
    });
    const reason = 'Not my knee: “left” and “right” are exchanged.';
    await reject(patient, receipt, reason);
    await eventually(
      'the object is gone',
      async () => !(await objects()).includes(receipt.objectKey) || undefined,
    );
    const row = await eventually('the author sees it', async () =>
      (await rows(doctor, 'proposed')).find(
        ({ reportId, state }) => reportId === receipt.reportId && state === 'rejected',
      ),
    );
    expect(row).toMatchObject({ reason, ciphertextSha256: receipt.ciphertextSha256 });
    expect(row).not.toHaveProperty('title');
    expect(await problemOf(doctor.download(disclosureId))).toMatchObject({ status: 403 });
    expect((await problemOf(open(patient, receipt))).status).toBe(403);
    expect((await rows(patient, 'proposed')).map(({ reportId }) => reportId)).not.toContain(receipt.reportId);
  });

  test('or withdrawn by its author is gone too', async () => {
    const receipt = await newProposal('withdrawn.pdf');
    await doctor.call('DELETE', pathOf(receipt));
    await eventually(
      'the object is gone',
      async () => !(await objects()).includes(receipt.objectKey) || undefined,
    );
    expect(await problemOf(reject(patient, receipt, 'too late'))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });

  test('in a race with an acceptance: exactly one of them counts', async () => {
    for (let round = 0; round < 3; round++) {
      const receipt = await newProposal(`race-${round}.pdf`);
      const disclosureId = await open(patient, receipt);
      const outcomes = await Promise.allSettled([
        accept(patient, receipt, disclosureId),
        reject(patient, receipt, 'changed my mind'),
      ]);
      const lost = outcomes.filter(({ status }) => status === 'rejected');
      expect(lost).toHaveLength(1);
      expect(lost[0]).toMatchObject({ reason: { problem: { status: 409, code: 'CONFLICT' } } });
    }
  });
});

function nameOf({ reportId, versionId }: Receipt) {
  return { reportId, versionId };
}
