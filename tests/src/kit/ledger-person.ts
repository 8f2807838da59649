import { randomBytes } from 'node:crypto';
import { encodeId, personIdOf, type Pseudonym } from '@medseal/ledger-model';
import { FabricCa } from '@medseal/gateway-app/fabric-ca';
import { kemPublicKey, newKemSeed, newSignatureSeed, signaturePublicKey } from '@medseal/sealing';
import { type Actor, actCall } from './acts.js';
import { type Identity, identityOf, type LedgerClient, tlsRootOf } from './ledger.js';
import type { Network } from './network.js';

/** What a certificate shall say. */
export interface Certified {
  readonly pseudonym: string;
  readonly role: string;
  readonly affiliation: 'people' | 'office' | 'parts';
  /** Which of the organization's identities registers: the gateway's own (`registrar`) or the CA's first (`ca-admin`). */
  readonly by: 'registrar' | 'ca-admin';
  /** Signing profile; the CA's default where left out. */
  readonly profile?: string;
}

/** An organization's CA for people and machines. */
export async function certificateAuthority(network: Network, organization: string): Promise<FabricCa> {
  const port = await network.port(`${organization}/ca`);
  return new FabricCa({
    url: `https://localhost:${port}`,
    name: `${organization}-identity`,
    tlsRoot: tlsRootOf(network, organization).toString(),
  });
}

/** Registers and enrols an identity at an organization's CA. @throws {CaError} */
export async function certify(
  network: Network,
  organization: string,
  certified: Certified,
): Promise<Identity> {
  const { pseudonym, role, affiliation, by, profile } = certified;
  const registrar = await identityOf(network, organization, by);
  const ca = await certificateAuthority(network, organization);
  const secret = randomBytes(24).toString('base64url');
  try {
    await ca.register(registrar, {
      id: pseudonym,
      secret,
      type: 'client',
      affiliation,
      attributes: [{ name: 'medseal.role', value: role, inCertificate: true }],
      maxEnrollments: -1,
    });
    const enrolment = await ca.enroll({
      enrollmentId: pseudonym,
      secret,
      ...(profile === undefined ? {} : { profile }),
    });
    const { certificate, privateKey } = enrolment;
    return { mspId: registrar.mspId, certificate, privateKey };
  } finally {
    ca.close();
  }
}

/** A person who holds the own keys and speaks to the ledger without any gateway of ours. */
export interface LedgerPerson extends Actor {
  readonly name: Pseudonym;
  readonly personId: string;
  readonly kemSeed: Uint8Array;
}

/** A random pseudonym. */
export function newPseudonym(): Pseudonym {
  return encodeId('pseudonym', randomBytes(16));
}

/** Registers a patient straight on the ledger. */
export async function newLedgerPatient(
  network: Network,
  ledger: LedgerClient,
  organization: string,
): Promise<LedgerPerson> {
  const name = newPseudonym();
  const identity = await certify(network, organization, {
    pseudonym: name,
    role: 'patient',
    affiliation: 'people',
    by: 'registrar',
  });
  const nonce = randomBytes(32).toString('base64');
  const kemSeed = newKemSeed();
  const person = {
    identity,
    name,
    signatureSeed: newSignatureSeed(),
    kemSeed,
    personId: personIdOf(name, nonce),
  };
  await ledger.submit(identity, registration(person, nonce));
  return person;
}

/** The act by which a person registers under the keys of the seeds. */
export function registration(
  person: Actor & Readonly<{ personId: string; kemSeed: Uint8Array }>,
  nonce: string,
): ReturnType<typeof actCall> {
  const keys = {
    encapsulationKey: Buffer.from(kemPublicKey(person.kemSeed)).toString('base64'),
    signatureKey: Buffer.from(signaturePublicKey(person.signatureSeed)).toString('base64'),
  };
  const statement = { personId: person.personId, nonce, emergencyHalf: false };
  return actCall({ function: 'RegisterPerson', statement, attachments: { keys } }, person);
}
