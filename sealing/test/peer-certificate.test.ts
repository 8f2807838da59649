import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { describe, expect, test } from 'vitest';
import { chainsTo } from '../src/primitives/peer-certificate.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const now = day(10);

type Authority = Readonly<{ certificate: x509.X509Certificate; keys: webcrypto.CryptoKeyPair }>;

async function newAuthority(name: string, from = day(1), until = day(30)): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    notBefore: from,
    notAfter: until,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return { certificate, keys };
}

async function issue(
  by: Authority,
  options: { from?: Date; until?: Date; issuer?: string; ca?: boolean } = {},
) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=gateway',
    issuer: options.issuer ?? by.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    notBefore: options.from ?? day(2),
    notAfter: options.until ?? day(20),
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(options.ca ?? false, undefined, true)],
  });
  return { certificate, keys };
}

const der = ({ certificate }: { certificate: x509.X509Certificate }) => new Uint8Array(certificate.rawData);
const pem = ({ certificate }: Authority) => certificate.toString('pem');

describe('a certificate chains to the root', async () => {
  const root = await newAuthority('tls.hospital-a');
  const other = await newAuthority('tls.hospital-b');
  const sameName = await newAuthority('tls.hospital-a');

  test('that issued it', async () => {
    expect(chainsTo(der(await issue(root)), pem(root), now)).toBe(true);
  });

  test('and not to another root, even one with the same name', async () => {
    const certificate = der(await issue(root));
    expect(chainsTo(certificate, pem(other), now)).toBe(false);
    expect(chainsTo(certificate, pem(sameName), now)).toBe(false);
    expect(chainsTo(der(await issue(other, { issuer: root.certificate.subject })), pem(root), now)).toBe(
      false,
    );
  });

  test('only while both are valid', async () => {
    const certificate = der(await issue(root));
    expect(chainsTo(certificate, pem(root), day(1))).toBe(false);
    expect(chainsTo(certificate, pem(root), day(21))).toBe(false);
    const short = await newAuthority('tls.short', day(1), day(5));
    expect(chainsTo(der(await issue(short)), pem(short), now)).toBe(false);
  });

  test('not through another certificate', async () => {
    const between = await issue(root, { ca: true });
    expect(chainsTo(der(await issue(between)), pem(root), now)).toBe(false);
    expect(chainsTo(der(between), pem(root), now)).toBe(false);
    expect(chainsTo(der(root), pem(root), now)).toBe(false);
  });

  test('but never if the root is not an authority or either does not parse', async () => {
    const leaf = await issue(root);
    const below = await issue(leaf);
    expect(chainsTo(der(below), leaf.certificate.toString('pem'), now)).toBe(false);
    expect(chainsTo(new Uint8Array(3), pem(root), now)).toBe(false);
    expect(chainsTo(der(leaf), 'no certificate', now)).toBe(false);
    expect(chainsTo(der(leaf), '', now)).toBe(false);
  });
});
