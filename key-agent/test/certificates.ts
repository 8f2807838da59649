import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hour = 3_600_000;

/** Certificate and private key as PEM. */
export type Identity = Readonly<{ certificate: string; key: string }>;

/** A TLS certificate authority of an organization in a test. */
export type Authority = Readonly<{
  root: string;
  issue: (options?: { minutes?: number }) => Promise<Identity>;
}>;

/** Makes an authority; `issue` gives certificates for `localhost`, valid from an hour ago for the given minutes. */
export async function newAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const subject = `CN=${name}`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(120),
    name: subject,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    root: root.toString('pem'),
    issue: async ({ minutes = 120 } = {}) => {
      const own = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        ...validity(minutes),
        subject: 'CN=localhost',
        issuer: subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
      });
      return { certificate: certificate.toString('pem'), key: await pemOf(own.privateKey) };
    },
  };
}

function validity(minutes: number) {
  const notBefore = new Date(Date.now() - hour);
  return { notBefore, notAfter: new Date(notBefore.getTime() + minutes * 60_000) };
}

async function newKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
