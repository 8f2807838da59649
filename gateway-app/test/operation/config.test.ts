import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/composition/config.js';

let folder: string;
let environment: Record<string, string>;
const pepper = 'p'.repeat(43);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'medseal-config-'));
  const pem = path.join(folder, 'some.pem');
  await writeFile(pem, 'PEM of something');
  await writeFile(path.join(folder, 'pepper'), `${pepper}\n`);
  environment = {
    PATH: '/bin',
    MEDSEAL_HOME: folder,
    MEDSEAL_ORGANIZATION: 'HospitalA',
    MEDSEAL_MSP_ID: 'HospitalAMSP',
    MEDSEAL_CHANNEL: 'medseal',
    MEDSEAL_PEER_ADDRESS: 'localhost:7051',
    MEDSEAL_PEER_TLS_ROOT: pem,
    MEDSEAL_ORDERER_ADDRESS: 'localhost:7050',
    MEDSEAL_SERVICE_CERTIFICATE: pem,
    MEDSEAL_SERVICE_KEY: pem,
    MEDSEAL_HTTP_HOST: '127.0.0.1',
    MEDSEAL_HTTP_PORT: '8080',
    MEDSEAL_MEMBER_HOST: '127.0.0.1',
    MEDSEAL_MEMBER_PORT: '8443',
    MEDSEAL_TLS_CERTIFICATE: pem,
    MEDSEAL_TLS_KEY: pem,
    MEDSEAL_CA_URL: 'https://localhost:7054',
    MEDSEAL_CA_NAME: 'ca',
    MEDSEAL_CA_TLS_ROOT: pem,
    MEDSEAL_CA_REGISTRAR: 'registrar',
    MEDSEAL_CA_REGISTRAR_SECRET_FILE: path.join(folder, 'pepper'),
    MEDSEAL_DATABASE: path.join(folder, 'gateway.sqlite'),
    MEDSEAL_PEPPER_FILE: path.join(folder, 'pepper'),
  };
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('reads numbers, files and secrets, with defaults for the rest', () => {
  expect(loadConfig(environment)).toMatchObject({
    organization: 'HospitalA',
    http: { port: 8080, secure: false },
    service: { privateKey: 'PEM of something' },
    pepper: Buffer.from(pepper),
    projection: path.join(folder, 'projection.sqlite'),
    maxReportSize: 2 ** 31,
    store: undefined,
    unknownNames: [],
  });
});

test('a store needs all of its settings', () => {
  const url = { MEDSEAL_STORE_URL: 'https://localhost:9000' };
  expect(() => loadConfig({ ...environment, ...url })).toThrow(/MEDSEAL_STORE_BUCKET/);
  const both = { ...environment, ...url, MEDSEAL_HTTP_PORT: 'x' };
  expect(() => loadConfig(both)).toThrow(/MEDSEAL_HTTP_PORT.*MEDSEAL_STORE_BUCKET/);
  const rest = {
    MEDSEAL_STORE_BUCKET: 'reports',
    MEDSEAL_STORE_TLS_ROOT: environment.MEDSEAL_TLS_KEY,
    MEDSEAL_STORE_ACCESS_KEY: 'access',
    MEDSEAL_STORE_SECRET_KEY: 'secret',
  };
  expect(loadConfig({ ...environment, ...url, ...rest }).store).toMatchObject({ bucket: 'reports' });
});

test.each([
  ['MEDSEAL_HTTP_HOST', '0.0.0.0'],
  ['MEDSEAL_HTTP_HOST', '10.0.0.1'],
  ['MEDSEAL_HTTP_HOST', '127.example.org'],
  ['MEDSEAL_HTTP_HOST', '::2'],
  ['MEDSEAL_HTTP_PORT', 'http'],
  ['MEDSEAL_CA_URL', 'http://localhost:7054'],
  ['MEDSEAL_PUBLIC_URL', 'http://hospital.example'],
  ['MEDSEAL_PEPPER_FILE', ''],
  ['MEDSEAL_SERVICE_KEY', '/nowhere/key.pem'],
  ['MEDSEAL_ORGANIZATION', ''],
])('refuses %s = %j by name and without the value', (name, value) => {
  const load = (): unknown => loadConfig({ ...environment, [name]: value });
  expect(load).toThrow(new RegExp(name.replace(/_FILE$/, '')));
  if (value !== '') expect(load).not.toThrow(new RegExp(value.replaceAll('.', '\\.')));
});

test('a short pepper is refused', () => {
  const given = { ...environment, MEDSEAL_PEPPER_FILE: undefined, MEDSEAL_PEPPER: 'short' };
  expect(() => loadConfig(given)).toThrow(/MEDSEAL_PEPPER/);
});

test('names misspelt settings', () => {
  const config = loadConfig({ ...environment, MEDSEAL_LOGLEVEL: 'debug', OTHER: 'x' });
  expect(config.unknownNames).toEqual(['MEDSEAL_LOGLEVEL']);
});

test('a public HTTPS address makes cookies secure', () => {
  const config = loadConfig({ ...environment, MEDSEAL_PUBLIC_URL: 'https://gateway.hospital.example' });
  expect(config.http.secure).toBe(true);
});

test.each(['127.0.0.1', '127.0.0.12', '127.255.255.254', '::1', 'localhost'])('pages at %s', (host) => {
  expect(loadConfig({ ...environment, MEDSEAL_HTTP_HOST: host }).http.host).toBe(host);
});

test('throttles are strict unless a load test lifts them, which causes a warning', () => {
  const strict = loadConfig(environment);
  expect(strict.throttles).toEqual({
    requestsPerMinute: 6_000,
    freeLogins: { account: 10, address: 100 },
    waiting: { logins: 32, registrations: 16 },
  });
  expect(strict.liftedThrottles).toEqual([]);
  const lifted = loadConfig({
    ...environment,
    MEDSEAL_REQUESTS_PER_MINUTE: '6001',
    MEDSEAL_FREE_LOGINS_PER_ACCOUNT: '5',
    MEDSEAL_WAITING_LOGINS: '1000',
  });
  expect(lifted.throttles.freeLogins.account).toBe(5);
  expect(lifted.liftedThrottles).toEqual(['MEDSEAL_REQUESTS_PER_MINUTE', 'MEDSEAL_WAITING_LOGINS']);
});

test.each([
  ['MEDSEAL_REQUESTS_PER_MINUTE', ['0', '1000001', 'many']],
  ['MEDSEAL_FREE_LOGINS_PER_ACCOUNT', ['0', '1000001', '1.5']],
  ['MEDSEAL_FREE_LOGINS_PER_ADDRESS', ['0', '1000001', '-1']],
  ['MEDSEAL_WAITING_LOGINS', ['0', '10001', 'Infinity']],
  ['MEDSEAL_WAITING_REGISTRATIONS', ['0', '10001', 'none']],
])('%s has bounds', (name, values) => {
  for (const value of values)
    expect(() => loadConfig({ ...environment, [name]: value })).toThrow(new RegExp(name));
});
