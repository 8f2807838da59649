import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../src/kit/bucket.js';
import { pdf } from '../src/kit/documents.js';
import { eventually } from '../src/kit/eventually.js';
import { inSeconds, type Person, problemOf, type Receipt } from '../src/kit/gateway-client.js';
import { identityOf, LedgerClient } from '../src/kit/ledger.js';
import { Network } from '../src/kit/network.js';
import { newDoctor, newPatient } from '../src/kit/people.js';

const network = new Network();
const document = pdf('fault.pdf', ['fault']);
/** Within this time a clean 503 must come, milliseconds (issue: two organizations stopped). */
const patience = 5_000;
let patient: Person;
let doctor: Person;
let report: Receipt;
let bucket: Bucket;
/** What a test has stopped and the next one must find running. */
const stopped = new Set<string>();

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Fault Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Fault Doctor');
  report = await patient.upload(document, 'Fault');
  await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
  bucket = await Bucket.of(network, 'HospitalA');
});

async function stop(...selectors: readonly string[]): Promise<void> {
  for (const selector of selectors) {
    await network.command('stop', selector);
    stopped.add(selector);
  }
}

async function startAll(): Promise<void> {
  for (const selector of stopped) await network.command('start', selector);
  stopped.clear();
  await allUp();
}

async function allUp(): Promise<void> {
  await eventually(
    'every part runs',
    async () => ((await network.status()).state === 'up' ? true : undefined),
    60_000,
  );
}

afterEach(startAll);
afterAll(startAll);

/** A 503 problem in time, with a hint when to come back. */
async function unavailable(call: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  const problem = await problemOf(call());
  const milliseconds = performance.now() - started;
  expect(problem).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
  expect(milliseconds).toBeLessThan(patience);
}

/** Uploads, reads and shares as if nothing were amiss. */
async function works(): Promise<void> {
  const receipt = await patient.upload(document, 'Still works');
  expect((await patient.read(receipt.reportId)).sha256).toBe(receipt.plaintextSha256);
}

const worksAgain = (within = 30_000) =>
  eventually(
    'uploading and reading work again',
    async () => {
      await works();
      return true;
    },
    within,
  );

/** Heights by organization; those that cannot be asked are left out. */
async function heights(): Promise<{ equal: boolean; items: { organization: string; height?: string }[] }> {
  return await patient.call('GET', '/ledger/heights');
}

describe('key agents', () => {
  test('one of three down: reading goes on at both hospitals', async () => {
    await stop('HospitalA/agent');
    await works();
    expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
  });

  test('two of three down: content answers 503 in time, nothing is half done, and opens after the start', async () => {
    const { disclosureId } = await doctor.disclose(report.reportId);
    await stop('HospitalA/agent', 'HospitalB/agent');
    await unavailable(() => doctor.download(disclosureId));
    const own = await patient.disclose(report.reportId);
    await unavailable(() => patient.download(own.disclosureId));
    const ready = await fetch(`${patient.gateway.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ parts: { agents: { up: 1, total: 3, ready: false } } });
    await startAll();
    for (const [reader, id] of [
      [doctor, disclosureId],
      [patient, own.disclosureId],
    ] as const)
      expect((await reader.download(id)).sha256).toBe(report.plaintextSha256);
  });
});

describe('whole organizations', () => {
  test.each(['Regulator', 'HospitalB'])(
    '%s stopped: HospitalA goes on uploading, sharing and reading',
    async (name) => {
      await stop(name);
      await worksAgain();
      for (let round = 0; round < 3; round++) await works();
      const other = await newPatient(network, 'HospitalA', 'Fault Newcomer');
      const { consentId } = await patient.share(report.reportId, other, { until: inSeconds(3600) });
      expect((await other.read(report.reportId)).sha256).toBe(report.plaintextSha256);
      await patient.call('DELETE', `/consents/${consentId}`);
      expect(await problemOf(other.disclose(report.reportId))).toMatchObject({ status: 403 });
    },
  );

  test('two stopped: clean 503 within five seconds, no object without record, and all works after the start', async () => {
    const before = await bucket.names();
    const { disclosureId } = await patient.disclose(report.reportId);
    await stop('Regulator', 'HospitalB');
    await unavailable(() => patient.upload(document, 'Cannot be recorded'));
    await unavailable(() => patient.disclose(report.reportId));
    await unavailable(() => patient.share(report.reportId, doctor, { until: inSeconds(3600) }));
    await unavailable(() => patient.download(disclosureId));
    // What needs no other organization is served.
    const { items } = await patient.call<{ items: { reportId: string }[] }>('GET', '/reports?filter=own');
    expect(items.map(({ reportId }) => reportId)).toContain(report.reportId);
    expect(await bucket.names()).toEqual(before);
    await startAll();
    await worksAgain();
    expect((await patient.download(disclosureId)).sha256).toBe(report.plaintextSha256);
    expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
  });
});

describe('a process killed', () => {
  async function kill(part: string): Promise<void> {
    const { pid } = await network.part(part);
    if (pid === null) throw new Error(`${part} does not run`);
    process.kill(pid, 'SIGKILL');
    await eventually(`${part} is started anew`, async () => {
      const now = await network.part(part);
      return now.pid !== null && now.pid !== pid && now.state === 'running' ? true : undefined;
    });
  }

  test('gateway: sessions, lists and announced uploads are there after the restart', async () => {
    const list = () => patient.call<{ items: unknown[] }>('GET', '/reports?filter=own');
    const { items } = await list();
    const announcement = { title: 'Announced', size: document.bytes.length, class: 'letter' };
    const { fileName, mediaType } = document;
    const { uploadId } = await patient.call<{ uploadId: string }>('POST', '/uploads', {
      ...announcement,
      fileName,
      mediaType,
    });
    await kill('HospitalA/gateway');
    await allUp();
    expect((await eventually('the gateway answers', list)).items).toHaveLength(items.length);
    const receipt = await patient.send(uploadId, document.bytes, mediaType);
    expect((await patient.read(receipt.reportId)).sha256).toBe(receipt.plaintextSha256);
  });

  test('gateway in the middle of an upload: no report, no record', async () => {
    const { items: before } = await patient.call<{ items: unknown[] }>('GET', '/reports?filter=own');
    const uploading = patient
      .upload(pdf('killed.pdf', ['x'.repeat(2 << 20)]), 'Killed')
      .catch(() => undefined);
    await kill('HospitalA/gateway');
    const outcome = await uploading;
    await allUp();
    const { items } = await eventually('the gateway answers', () =>
      patient.call<{ items: unknown[] }>('GET', '/reports?filter=own'),
    );
    expect(items).toHaveLength(before.length + (outcome === undefined ? 0 : 1));
  });

  test.each(['chaincode', 'agent', 'peer', 'orderer', 'store'])(
    '%s: work goes on after the restart',
    async (part) => {
      await kill(`HospitalA/${part}`);
      await worksAgain();
      expect((await doctor.read(report.reportId)).sha256).toBe(report.plaintextSha256);
    },
  );

  test('certification authority: sessions go on, and people register and sign in again', async () => {
    await kill('HospitalA/ca');
    await works();
    await eventually('registering works again', () => newPatient(network, 'HospitalA', 'After Restart'));
  });
});

test('after all that every organization holds the same chain', async () => {
  await works();
  await eventually('all heights are equal', async () => ((await heights()).equal ? true : undefined), 60_000);
  const clients = await Promise.all(
    ['HospitalA', 'HospitalB', 'Regulator'].map(async (name) => ({
      ledger: await LedgerClient.of(network, name),
      service: await identityOf(network, name, 'gateway'),
    })),
  );
  const found = await Promise.all(clients.map(({ ledger, service }) => ledger.height(service)));
  for (const { ledger } of clients) ledger.close();
  expect(new Set(found).size).toBe(1);
});
