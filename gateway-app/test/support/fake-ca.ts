import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { type PersonRole, personRoleSchema, type Pseudonym } from '@medseal/ledger-model';
import { X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import type { CertificateAuthority, Credential } from '../../src/domain/people/certificate-authority.js';
import type { Clock } from '../../src/domain/shared/clock.js';
import { Failure } from '../../src/domain/shared/failure.js';

interface Identity {
  readonly role: PersonRole;
  readonly secret: string;
  allowed: boolean;
}

const hour = 3_600_000;

/** A CA in memory: real certificates with the role as organizational unit, valid for eight hours. */
export class FakeCa implements CertificateAuthority {
  readonly identities = new Map<string, Identity>();
  readonly secrets: string[] = [];
  reachable = true;

  constructor(private readonly now: Clock) {}

  register(person: Readonly<{ pseudonym: Pseudonym; role: PersonRole; secret: string }>): Promise<void> {
    this.#requireReachable();
    this.identities.set(person.pseudonym, { role: person.role, secret: person.secret, allowed: true });
    this.secrets.push(person.secret);
    return Promise.resolve();
  }

  async enrol(pseudonym: Pseudonym, secret: string): Promise<Credential> {
    this.#requireReachable();
    const identity = this.identities.get(pseudonym);
    if (identity?.secret !== secret || !identity.allowed) throw new Failure('NOT_ACTIVE', 'no certificate');
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${pseudonym}, OU=${identity.role}`,
      notBefore: this.now(),
      notAfter: new Date(this.now().getTime() + 8 * hour),
      keys,
      signingAlgorithm: algorithm,
    });
    const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    const body = der.toString('base64').replace(/.{64}/g, '$&\n');
    return {
      certificate: certificate.toString('pem'),
      privateKey: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    };
  }

  allowEnrolment(pseudonym: Pseudonym, allowed: boolean): Promise<void> {
    this.#requireReachable();
    const identity = this.identities.get(pseudonym);
    if (identity !== undefined) identity.allowed = allowed;
    return Promise.resolve();
  }

  #requireReachable(): void {
    if (!this.reachable) throw new Failure('UNAVAILABLE', 'the CA does not answer');
  }
}

/** The role in a certificate of the fake CA, as the contracts would read it. */
export function roleOf(certificate: string): PersonRole {
  const [unit] = new X509Certificate(certificate).subjectName.getField('OU');
  return personRoleSchema.parse(unit);
}
