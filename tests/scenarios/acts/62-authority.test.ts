import { randomBytes, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type EnrolRequest, FabricCa, newCertificateRequest } from '@medseal/ledger-client';
import {
  certificateAuthority,
  certify,
  newPseudonym,
  registeringIdentity,
} from '../../src/kit/network/ledger-person.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { callPart } from '../../src/kit/api/tls.js';
import { enrolmentOf } from '../support/own-keys.js';

const network = new Network();
const hour = 3_600_000;

describe('anyone with a person’s enrolment secret', () => {
  let secret: Readonly<{ enrollmentId: string; secret: string }>;

  beforeAll(async () => {
    secret = await enrolmentOf(
      network,
      'HospitalA',
      await newPatient(network, 'HospitalA', 'Certified Patient'),
    );
  });

  /** Hours that a certificate holds which a CA gives for a request. */
  async function life(request: Partial<EnrolRequest>): Promise<number> {
    const ca = await certificateAuthority(network, 'HospitalA');
    try {
      const { certificate } = await ca.enroll({ ...secret, ...request });
      return (new X509Certificate(certificate).validToDate.getTime() - Date.now()) / hour;
    } finally {
      ca.close();
    }
  }

  test.each([undefined, 'tls'])(
    'gets a certificate for a working day under the profile %s',
    async (profile) => {
      const hours = await life(profile === undefined ? {} : { profile });
      expect(hours).toBeGreaterThan(7);
      expect(hours).toBeLessThan(9);
    },
  );

  test('gets no longer validity by asking for it', async () => {
    const until = new Date(Date.now() + 1000 * hour).toISOString();
    const { request } = await newCertificateRequest(secret.enrollmentId);
    const basic = Buffer.from(`${secret.enrollmentId}:${secret.secret}`).toString('base64');
    const { status, body } = await callPart(
      network,
      { organization: 'HospitalA', port: await network.port('HospitalA/ca') },
      {
        method: 'POST',
        path: '/enroll',
        headers: { authorization: `Basic ${basic}` },
        body: {
          caname: 'HospitalA-people',
          certificate_request: request,
          profile: 'tls',
          NotAfter: until,
          NotBefore: new Date(Date.now() - 1000 * hour).toISOString(),
        },
      },
    );
    expect(status).toBe(201);
    const { result } = JSON.parse(body.toString()) as { result: { Cert: string } };
    const { validToDate } = new X509Certificate(Buffer.from(result.Cert, 'base64'));
    expect(validToDate.getTime()).toBeLessThan(Date.now() + 9 * hour);
  });

  test.each(['ca', 'machines', 'person'])('gets none under the profile %s', async (profile) => {
    await expect(life({ profile })).rejects.toMatchObject({ name: 'CaError' });
  });

  test('gets none from the CA for machines, nor from that for TLS', async () => {
    const ca = await certificateAuthority(network, 'HospitalA');
    for (const name of ['HospitalA-machines', 'HospitalA-tls']) {
      const other = new FabricCa({ ...ca.server, name });
      await expect(other.enroll(secret)).rejects.toMatchObject({
        name: 'CaError',
        kind: 'NOT_AUTHENTICATED',
      });
      other.close();
    }
    ca.close();
  });
});

describe('the gateway’s CA credential', () => {
  test.each(['office', 'parts'] as const)('registers nobody of the affiliation %s', async (affiliation) => {
    const certified = { pseudonym: newPseudonym(), role: 'registrar', by: 'registrar' } as const;
    const attempt = certify(network, 'HospitalA', { ...certified, affiliation });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
  });

  test.each([
    'hf.Registrar.Roles',
    'hf.Registrar.Attributes',
    'hf.AffiliationMgr',
    'hf.IntermediateCA',
    'hf.Revoker',
  ])('hands out no %s', async (name) => {
    const ca = await certificateAuthority(network, 'HospitalA');
    const registrar = await registeringIdentity(network, 'HospitalA', 'registrar');
    const value =
      name === 'hf.Registrar.Roles' ? 'client' : name === 'hf.Registrar.Attributes' ? '*' : 'true';
    const attempt = ca.register(registrar, {
      id: newPseudonym(),
      secret: randomBytes(16).toString('hex'),
      type: 'client',
      affiliation: 'people',
      attributes: [{ name, value }],
      maxEnrollments: -1,
    });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
    ca.close();
  });

  test.each(['peer', 'orderer', 'admin'] as const)('registers no %s', async (type) => {
    const ca = await certificateAuthority(network, 'HospitalA');
    const registrar = await registeringIdentity(network, 'HospitalA', 'registrar');
    const identity = { id: newPseudonym(), secret: 'x'.repeat(20), affiliation: 'people', attributes: [] };
    const attempt = ca.register(registrar, { ...identity, type, maxEnrollments: -1 });
    await expect(attempt).rejects.toMatchObject({ name: 'CaError' });
    ca.close();
  });
});
