import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actCall } from '../../src/kit/api/acts.js';
import { transactionsOf } from '../../src/kit/network/block.js';
import { Bucket } from '../../src/kit/network/bucket.js';
import { pdf } from '../../src/kit/files/documents.js';
import { equalHeights } from '../../src/kit/network/equal-heights.js';
import { eventually } from '../../src/kit/eventually.js';
import { inSeconds, type Person, problemOf, type Receipt, sha256 } from '../../src/kit/api/gateway-client.js';
import { type Identity, identityOf, LedgerClient, refusalOf } from '../../src/kit/network/ledger.js';
import { newLedgerPatient } from '../../src/kit/network/ledger-person.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { logInFrom } from '../../src/kit/api/raw-login.js';

/**
 * The mistakes of comparable public projects (docs: testing), one test each, on the real network. Each shows that the
 * mistake is not made here; the other scenarios examine each in depth.
 */
const network = new Network();
const root = path.join(import.meta.dirname, '..', '..', '..');
const document = pdf('mistakes.pdf', ['Haemoglobin 13.1 g/dl']);
const plantedTitle = `Planted diagnosis ${randomUUID()}`;

let patient: Person;
let stranger: Person;
let doctor: Person;
let otherDoctor: Person;
let report: Receipt;
let ledger: LedgerClient;
let service: Identity;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Mistaken Patient');
  stranger = await newPatient(network, 'HospitalA', 'Strange Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Mistaken Doctor');
  otherDoctor = await newDoctor(network, 'HospitalB', 'Other Doctor');
  report = await patient.upload(document, plantedTitle);
  ledger = await LedgerClient.of(network, 'HospitalA');
  service = await identityOf(network, 'HospitalA', 'gateway');
});
afterAll(() => {
  ledger.close();
});

const share = async (to = doctor): Promise<string> =>
  (await patient.share(report.reportId, to, { until: inSeconds(3600) })).consentId;
const revoke = async (consentId: string): Promise<unknown> =>
  await patient.call('DELETE', `/consents/${consentId}`);

/**
 * All program text of a package, which has these words for sure: without them the text would be another one,
 * or none.
 */
function sourcesOf(folder: string, ...words: readonly string[]): string[] {
  const place = path.join(root, folder, 'src');
  const texts = readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(place, name), 'utf8'));
  for (const word of words)
    expect(texts.filter((text) => text.includes(word)).length, `${word} in ${folder}`).toBeGreaterThan(0);
  return texts;
}

/** Every block that HospitalA's peer holds. */
async function* everyBlock(): AsyncGenerator<Buffer> {
  const height = await ledger.height(service);
  expect(height).toBeGreaterThan(Number(report.block));
  for (let number = 0; number < height; number++) yield await ledger.block(service, number);
}

/** Every file of a gateway's own data. */
function gatewayFiles(organization: string): Buffer[] {
  const folder = network.dataOf(`${organization}/gateway`);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('gateway.sqlite');
  return files.map(({ name }) => readFileSync(path.join(folder, name)));
}

test('1. the patient of an act is its caller, never an argument', async () => {
  const forced = stranger.announce(document, 'Forced', { patient: patient.personId });
  expect(await problemOf(forced)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  const mallory = await newLedgerPatient(network, ledger, 'HospitalA');
  const statement = { patient: patient.personId, consent: await share() };
  const refusal = await refusalOf(
    ledger.submit(mallory.identity, actCall({ function: 'RevokeConsent', statement }, mallory)),
  );
  expect(refusal).toMatch(/INVALID/);
});

test('2. a role in a header is worth nothing, and no session begins without the password', async () => {
  const headers = { 'x-role': 'registrar', 'x-user-role': 'auditor' };
  const listing = stranger.gateway.call('GET', '/registrations?state=pending', {
    token: stranger.token,
    headers,
  });
  expect(await problemOf(listing)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  const body = { user: patient.login.userName, password: 'not the password', transport: 'bearer' };
  const login = patient.gateway.call('POST', '/sessions', { body });
  expect(await problemOf(login)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});

test('3. no chaincode uses a clock or chance: all organizations wrote the same', async () => {
  const unsure = /Date\.now|new Date\(\)|Math\.random|performance\.now|hrtime|randomBytes|randomUUID/;
  // The only clock is the transaction's own.
  const chaincode = sourcesOf('chaincode', 'getDateTimestamp()', 'extends Contract');
  for (const text of [...chaincode, ...sourcesOf('ledger-model', 'export const submittedFunctions')])
    expect(text).not.toMatch(unsure);
  await equalHeights(patient);
});

test('4. nothing is served before its reading is in a block, nor when it cannot come into one', async () => {
  const { disclosureId, transactionId } = await patient.disclose(report.reportId, 'PATRQT');
  const shown = await patient.call<{ validation?: unknown }>('GET', `/ledger/transactions/${transactionId}`);
  expect(JSON.stringify(shown)).toMatch(/DiscloseReport/);
  expect((await patient.download(disclosureId)).sha256).toBe(sha256(document.bytes));
  const halted = ['HospitalB/orderer', 'Regulator/orderer'];
  for (const part of halted) await network.command('stop', part);
  try {
    const problem = await problemOf(patient.disclose(report.reportId, 'PATRQT'));
    expect([202, 503]).toContain(problem.status);
  } finally {
    for (const part of halted) await network.command('start', part);
  }
  await eventually(
    'readings are recorded again',
    async () => await patient.disclose(report.reportId, 'PATRQT'),
    60_000,
  );
  await equalHeights(patient);
});

test('5. no diagnosis, address or password is in a block', async () => {
  const planted = [
    plantedTitle,
    document.fileName,
    '12 Lake Road',
    patient.login.password,
    patient.login.userName,
  ];
  for await (const block of everyBlock())
    for (const text of planted) expect(block.includes(text)).toBe(false);
});

test('6. no one is asked for a national id, and no id is made from one', async () => {
  const gateway = await network.gateway('HospitalA');
  const form = {
    userName: `u.${randomUUID()}`,
    password: randomUUID(),
    role: 'patient',
    nationalId: '1234 5678 9012',
  };
  const problem = await problemOf(gateway.call('POST', '/registrations', { body: form }));
  expect(problem).toMatchObject({ status: 400 });
  expect(JSON.stringify(problem)).toContain('/nationalId');
  expect(patient.personId).toMatch(/^per_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$/);
});

test('7. no gateway keeps a private key in clear, or an account of another hospital', async () => {
  for (const organization of ['HospitalA', 'HospitalB'])
    for (const file of gatewayFiles(organization)) expect(file.includes('PRIVATE KEY')).toBe(false);
  const elsewhere = await network.gateway('HospitalA');
  const login = elsewhere.logIn(doctor.login.userName, doctor.login.password);
  expect(await problemOf(login)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});

test('8. the API takes no private keys', async () => {
  const response = await fetch(`${patient.gateway.url}/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, { requestBody?: unknown }>>;
  };
  const bodies = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ requestBody }) => requestBody),
  );
  const members = [...JSON.stringify(bodies).matchAll(/"(\w+)":\{/g)].map(([, name = '']) => name);
  expect(members).toContain('password');
  expect(members.filter((name) => /private|secret|seed|pem|^key/i.test(name))).toEqual([]);
});

test('9. a grant gives its reader a key of its own, which no block shows and the revocation takes away', async () => {
  const consentId = await share();
  expect((await doctor.read(report.reportId)).sha256).toBe(sha256(document.bytes));
  expect(await problemOf(otherDoctor.read(report.reportId))).toMatchObject({ code: 'NO_PERMISSION' });
  const titles = async (): Promise<unknown[]> => {
    const { items } = await doctor.call<{ items: { title?: string; consentId?: string }[] }>(
      'GET',
      '/reports?filter=received',
    );
    return items.filter((item) => item.consentId === consentId).map(({ title }) => title);
  };
  expect(await titles()).toEqual([plantedTitle]);
  await revoke(consentId);
  await eventually('the title cannot be opened any more', async () =>
    (await titles()).includes(plantedTitle) ? undefined : true,
  );
  const keys: string[] = [];
  for await (const block of everyBlock())
    for (const { endorsed } of transactionsOf(block))
      keys.push(...(endorsed?.publicWrites ?? []).map(({ key }) => key));
  expect(keys.filter((key) => key.startsWith('\u0000version')).length).toBeGreaterThan(0);
  for (const key of keys) expect(key).not.toMatch(/wrap|share|envelope|consent/i);
});

test('10. history and changes require the same permission as reading', async () => {
  const consentId = await share();
  const { reportId, versionId } = report;
  const { disclosureId } = await patient.disclose(reportId, 'PATRQT');
  const version = `/reports/${reportId}/versions/${versionId}`;
  for (const [method, where, body] of [
    ['GET', `/reports/${reportId}`],
    ['GET', `/audit/history?version=${versionId}`],
    ['DELETE', `/consents/${consentId}`],
    ['DELETE', `/reports/${reportId}`],
    ['POST', `${version}/acceptance`, { disclosureId }],
    ['POST', `${version}/rejection`, { reason: 'not mine' }],
  ] as const) {
    const { status } = await problemOf(stranger.call(method, where, body));
    expect([403, 404, 409], `${method} ${where}`).toContain(status);
  }
  expect((await patient.read(reportId, 'PATRQT')).sha256).toBe(sha256(document.bytes));
});

test('11. no transaction walks over ranges or lists', () => {
  const walks =
    /getStateByRange|ByPartialCompositeKey|getQueryResult|getPrivateDataByRange|getPrivateDataQueryResult/;
  for (const text of sourcesOf('chaincode', '.getState(', '.getPrivateData('))
    expect(text).not.toMatch(walks);
});

test('12. this is not a mock: several organizations endorsed, and all hold the block', async () => {
  const shown = await patient.call('GET', `/ledger/transactions/${report.transactionId}`);
  const { endorsers } = shown as { endorsers: string[] };
  expect(new Set(endorsers).size).toBeGreaterThanOrEqual(2);
  for (const organization of ['HospitalB', 'Regulator']) {
    const elsewhere = await LedgerClient.of(network, organization);
    const identity = await identityOf(network, organization, 'gateway');
    const block = await elsewhere.block(identity, Number(report.block));
    elsewhere.close();
    expect(transactionsOf(block).map(({ transactionId }) => transactionId)).toContain(report.transactionId);
  }
});

test('13. sealed bytes copied to another record do not open there', async () => {
  const other = await patient.upload(document, 'The other one');
  const bucket = await Bucket.of(network, 'HospitalA');
  const own = await bucket.read(other.objectKey);
  await bucket.write(other.objectKey, await bucket.read(report.objectKey));
  try {
    expect(await problemOf(patient.read(other.reportId, 'PATRQT'))).toMatchObject({ code: 'INTEGRITY' });
  } finally {
    await bucket.write(other.objectKey, own);
  }
});

test('14. a recorded reading serves nobody but its reader, and no other report', async () => {
  await share();
  const { disclosureId } = await doctor.disclose(report.reportId);
  for (const thief of [otherDoctor, patient, stranger]) {
    const stolen = thief.download(disclosureId);
    expect(await problemOf(stolen)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  }
});

test('15. the bookmark of a list shows its holder’s own rows only', async () => {
  await patient.upload(document, 'A second page');
  const path = '/reports?filter=own&limit=1';
  const { next } = await patient.call<{ next?: string }>('GET', path);
  expect(next).toBeDefined();
  const { items } = await stranger.call<{ items: unknown[] }>('GET', `${path}&after=${next ?? ''}`);
  expect(items).toEqual([]);
});

test('16. an idempotency key replays no report after the revocation', async () => {
  const consentId = await share();
  const headers = { 'idempotency-key': randomUUID() };
  const body = { reportId: report.reportId, purpose: 'TREAT', basis: { consent: consentId } };
  const disclose = (by: Person) =>
    by.gateway.call<{ disclosureId: string }>('POST', '/disclosures', { token: by.token, body, headers });
  const { disclosureId } = await disclose(doctor);
  expect((await disclose(doctor)).disclosureId).toBe(disclosureId);
  await doctor.download(disclosureId);
  await revoke(consentId);
  const refused = await eventually('the revocation has reached the reader’s peer', async () => {
    const problem = await problemOf(doctor.download(disclosureId));
    return problem.status === 403 ? problem : undefined;
  });
  expect(refused.code).toBe('NO_PERMISSION');
  const again = await disclose(doctor);
  expect(again.disclosureId).toBe(disclosureId);
  expect(Object.keys(again)).not.toContain('content');
  expect(await problemOf(disclose(otherDoctor))).toMatchObject({ status: 403, code: 'NO_PERMISSION' });
});

test('17. strangers who keep guessing do not lock a doctor out', async () => {
  const { userName } = doctor.login;
  const guesses = await Promise.all(
    Array.from({ length: 14 }, () =>
      logInFrom('127.0.0.9', doctor.gateway, { user: userName, password: randomUUID() }),
    ),
  );
  expect(guesses).toContain(429);
  const before = doctor.token;
  expect((await doctor.logIn()).token).not.toBe(before);
});
