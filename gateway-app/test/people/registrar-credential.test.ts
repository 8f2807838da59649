import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { expect, test } from 'vitest';
import type { Enrolment, EnrolRequest } from '@medseal/ledger-client';
import { RegistrarCredential } from '../../src/adapters/ca/registrar-credential.js';

const hour = 3_600_000;
const start = Date.parse('2026-03-01T06:00:00Z');
const registrar = { id: 'registrar', secret: 'secret' };

/** A CA that certifies for eight hours from `now`. */
class DayCa {
  readonly asked: EnrolRequest[] = [];
  now = start;
  isDown = false;

  async enroll(request: EnrolRequest): Promise<Enrolment> {
    this.asked.push(request);
    if (this.isDown) throw new Error('down');
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${request.enrollmentId}`,
      notBefore: new Date(this.now),
      notAfter: new Date(this.now + 8 * hour),
      keys,
      signingAlgorithm: algorithm,
    });
    return { certificate: certificate.toString('pem'), chain: '', privateKey: `key ${this.asked.length}` };
  }
}

/** The key with which an act is signed. */
async function keyUsed(credential: RegistrarCredential): Promise<string | undefined> {
  const used: string[] = [];
  await credential.use(({ privateKey }) => Promise.resolve(void used.push(privateKey)));
  return used[0];
}

test('is enrolled once for simultaneous callers, and kept for a working day except its last hour', async () => {
  const ca = new DayCa();
  const credential = new RegistrarCredential({ ca, registrar, now: () => ca.now });
  const first = await Promise.all([keyUsed(credential), keyUsed(credential)]);
  expect(first).toEqual(['key 1', 'key 1']);
  ca.now += 6.9 * hour;
  expect(await keyUsed(credential)).toBe('key 1');
  ca.now += 0.2 * hour;
  const renewed = await Promise.all([keyUsed(credential), keyUsed(credential)]);
  expect(renewed).toEqual(['key 2', 'key 2']);
  expect(ca.asked).toEqual([
    { enrollmentId: 'registrar', secret: 'secret' },
    { enrollmentId: 'registrar', secret: 'secret' },
  ]);
});

test('is requested again after a failure', async () => {
  const ca = new DayCa();
  ca.isDown = true;
  const credential = new RegistrarCredential({ ca, registrar, now: () => ca.now });
  await expect(keyUsed(credential)).rejects.toThrow('down');
  ca.isDown = false;
  expect(await keyUsed(credential)).toBe('key 2');
});
