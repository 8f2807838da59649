import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '../../src/kit/files/documents.js';
import { inSeconds, type Person, problemOf, type Receipt, sha256 } from '../../src/kit/api/gateway-client.js';
import { memberPortOf } from '../../src/kit/api/member-port.js';
import { Network, organizationNames } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';
import { askOperations, operationsPort } from '../../src/kit/network/operations.js';
import { callPart, handshake, hybridGroup, partCertificate, type TlsPort } from '../../src/kit/api/tls.js';

const network = new Network();
let patient: Person;
let doctor: Person;
let report: Receipt;
let memberPort: TlsPort;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Transport Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Transport Doctor');
  report = await patient.upload(pdf('transport.pdf', ['transport']), 'Transported');
  await patient.share(report.reportId, doctor, { until: inSeconds(3600) });
  memberPort = { organization: 'HospitalA', port: await memberPortOf(network, 'HospitalA') };
});

/** How a TLS server that requires a certificate ends a connection. */
const unheard =
  /certificate required|bad certificate|unknown certificate|unknown ca|hang up|ECONNRESET|EPIPE/i;

const certificateOf = (organization: string) => partCertificate(network, organization, 'gateway');

describe(`TLS 1.3 with ${hybridGroup} is what`, () => {
  test.each(['peer', 'orderer', 'ca', 'agent', 'chaincode', 'store'])('%s negotiates', async (kind) => {
    for (const organization of organizationNames) {
      if (kind === 'store' && organization === 'Regulator') continue;
      const port = await network.port(`${organization}/${kind}`);
      expect(await handshake(network, { organization, port }, hybridGroup)).toBe('TLSv1.3');
    }
  });

  test('the port for other gateways negotiates', async () => {
    expect(await handshake(network, memberPort, hybridGroup)).toBe('TLSv1.3');
  });
});

describe('operations ports', () => {
  const specOf = async (port: TlsPort) =>
    (await askOperations(network, port, { path: '/logspec' })).body.toString();

  test.each(['peer', 'orderer'])('of a %s hear only certificates of the organization', async (kind) => {
    for (const organization of organizationNames) {
      const port = await operationsPort(network, `${organization}/${kind}`);
      const before = await specOf(port);
      const stranger = organization === 'HospitalA' ? 'Regulator' : 'HospitalA';
      for (const certificate of ['none', partCertificate(network, stranger, 'operations')] as const) {
        const body = { spec: 'debug' };
        const change = { method: 'PUT', path: '/logspec', body, certificate } as const;
        await expect(askOperations(network, port, change)).rejects.toThrow(unheard);
        for (const path of ['/logspec', '/metrics', '/healthz'])
          await expect(askOperations(network, port, { path, certificate })).rejects.toThrow(unheard);
      }
      expect(await specOf(port)).toBe(before);
    }
  });

  test('a CA has no log level there', async () => {
    for (const organization of organizationNames) {
      const port = (await network.port(`${organization}/ca`)) + 1;
      const body = JSON.stringify({ spec: 'debug' });
      const answer = await fetch(`http://127.0.0.1:${port}/logspec`, { method: 'PUT', body });
      expect(answer.status).toBe(404);
    }
  });
});

describe('a key agent', () => {
  async function ask(disclosureId: string, certificate?: ReturnType<typeof certificateOf>, of = 'HospitalA') {
    const port = await network.port(`${of}/agent`);
    const call = { method: 'POST', path: '/releases', body: { disclosureId }, certificate };
    return await callPart(network, { organization: of, port }, call);
  }

  test('answers the gateway of the reader’s hospital, with a share for the reader alone', async () => {
    const { disclosureId } = await doctor.disclose(report.reportId);
    for (const organization of organizationNames) {
      const { status, body } = await ask(disclosureId, certificateOf('HospitalB'), organization);
      expect(status).toBe(200);
      expect(JSON.parse(body.toString())).toMatchObject({ disclosureId, shares: [{ kind: 'ledger' }] });
    }
  });

  test('refuses every other organization, and a caller without a certificate', async () => {
    const { disclosureId } = await patient.disclose(report.reportId);
    expect((await ask(disclosureId, certificateOf('HospitalB'))).status).toBe(403);
    expect((await ask(disclosureId, certificateOf('Regulator'))).status).toBe(403);
    expect((await ask(disclosureId)).status).toBe(401);
    expect((await ask(disclosureId, certificateOf('HospitalA'))).status).toBe(200);
  });

  test('releases nothing for a refused reading, for an unknown one, and after the revocation', async () => {
    const curious = await newDoctor(network, 'HospitalB', 'Transport Curious');
    const problem = await problemOf(curious.disclose(report.reportId));
    expect((await ask(problem.disclosureId ?? '', certificateOf('HospitalB'))).status).toBe(403);
    expect((await ask('dis_0', certificateOf('HospitalB'))).status).toBe(400);
    const unknown = await ask(encodeId('disclosure', randomBytes(16)), certificateOf('HospitalB'));
    expect(unknown.status).toBe(404);

    const { consentId } = await patient.share(report.reportId, curious, { until: inSeconds(3600) });
    const { disclosureId } = await curious.disclose(report.reportId);
    await patient.call('DELETE', `/consents/${consentId}`);
    expect((await ask(disclosureId, certificateOf('HospitalB'))).status).toBe(403);
  });

  test('serves nothing else', async () => {
    const port = { organization: 'HospitalA', port: await network.port('HospitalA/agent') };
    const certificate = certificateOf('HospitalA');
    for (const [method, path, status] of [
      ['GET', '/releases', 405],
      ['GET', '/', 404],
      ['POST', '/keys', 404],
    ] as const)
      expect((await callPart(network, port, { method, path, certificate })).status).toBe(status);
  });
});

describe('the port for other gateways', () => {
  const fetchObject = (
    objectKey: string,
    disclosureId: string,
    certificate?: ReturnType<typeof certificateOf>,
  ) =>
    callPart(network, memberPort, {
      method: 'GET',
      path: `/member/objects/${objectKey}?disclosure=${disclosureId}`,
      certificate,
    });

  test('hands the sealed bytes to the gateway of the reader’s hospital', async () => {
    const { disclosureId } = await doctor.disclose(report.reportId);
    const { status, body } = await fetchObject(report.objectKey, disclosureId, certificateOf('HospitalB'));
    expect(status).toBe(200);
    expect(sha256(body)).toBe(report.ciphertextSha256);
  });

  test('refuses other organizations and other objects, and hears no caller without a certificate', async () => {
    const { disclosureId } = await doctor.disclose(report.reportId);
    const own = await patient.disclose(report.reportId);
    const second = await patient.upload(pdf('second.pdf', ['second']), 'Second');
    for (const attempt of [
      fetchObject(report.objectKey, disclosureId, certificateOf('Regulator')),
      fetchObject(report.objectKey, disclosureId, certificateOf('HospitalA')),
      fetchObject(report.objectKey, own.disclosureId, certificateOf('HospitalB')),
      fetchObject(second.objectKey, disclosureId, certificateOf('HospitalB')),
    ]) {
      const { status, body } = await attempt;
      expect({ status, bytes: body.length }).toEqual({ status: 403, bytes: 0 });
    }
    await expect(fetchObject(report.objectKey, disclosureId)).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  test('serves nothing without a disclosure, and no other paths', async () => {
    const certificate = certificateOf('HospitalB');
    for (const path of [
      `/member/objects/${report.objectKey}`,
      `/member/objects/${report.objectKey}?disclosure=x`,
      '/member/objects/..%2f..%2fetc/passwd?disclosure=x',
      '/member/objects',
      '/api/v1/reports?filter=own',
    ]) {
      const { status } = await callPart(network, memberPort, { method: 'GET', path, certificate });
      expect([400, 404]).toContain(status);
    }
  });
});
