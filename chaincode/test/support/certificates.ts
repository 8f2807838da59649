import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  Extension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto);

type KeyPair = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const attributeExtension = '1.2.3.4.5.6.7.8.1';

/** What a certificate of Fabric CA says in its attribute extension. */
interface Attributes {
  readonly 'hf.EnrollmentID'?: string;
  readonly 'hf.Affiliation'?: string;
  readonly 'medseal.role'?: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  readonly attributes: Attributes;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A certification authority like an organization's Fabric CA: P-256, attributes as JSON in Fabric's extension. */
export class Authority {
  readonly #keys: KeyPair;
  readonly #root: X509Certificate;

  private constructor(keys: KeyPair, root: X509Certificate) {
    this.#keys = keys;
    this.#root = root;
  }

  static async create(name: string): Promise<Authority> {
    const keys = await newKeys();
    const root = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2040-01-01T00:00:00Z'),
      signingAlgorithm: algorithm,
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    });
    return new Authority(keys, root);
  }

  /** PEM of a new certificate for a new key. */
  async issue({ commonName, attributes, notBefore, notAfter }: CertificateRequest): Promise<string> {
    const { publicKey } = await newKeys();
    const value = new TextEncoder().encode(JSON.stringify({ attrs: attributes }));
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${commonName}, OU=client`,
      issuer: this.#root.subject,
      publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: algorithm,
      notBefore,
      notAfter,
      extensions: [new Extension(attributeExtension, false, value)],
    });
    return certificate.toString('pem');
  }
}

async function newKeys(): Promise<KeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
