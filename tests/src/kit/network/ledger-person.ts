import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeId, personIdOf, type Pseudonym } from '@medseal/ledger-model';
import { FabricCa, type RegisterRequest } from '@medseal/ledger-client';
import { kemPublicKey, newKemSeed, newSignatureSeed, signaturePublicKey } from '@medseal/sealing';
import { type Actor, actCall } from '../api/acts.js';
import { type Identity, type LedgerCall, type LedgerClient, tlsRootOf } from './ledger.js';
import type { Network } from './network.js';

/** Who may register: the gateway with the CA for people (`registrar`), or the first identity of a CA. */
type RegisteringParty = 'registrar' | 'people-admin' | 'machines-admin';

/** What a certificate shall say. */
export interface Certified {
  readonly pseudonym: string;
  readonly role: string;
  readonly affiliation: 'people' | 'office' | 'parts';
  readonly by: RegisteringParty;
  /** Fabric's role; a client where left out. */
  readonly type?: RegisterRequest['type'];
}

/** One of an organization's CAs. */
export async function certificateAuthority(
  network: Network,
  organization: string,
  authority: 'people' | 'machines' = 'people',
): Promise<FabricCa> {
  const port = await network.port(`${organization}/ca`);
  const { host } = await network.organization(organization);
  return new FabricCa({
    url: `https://${host}:${port}`,
    name: `${organization}-${authority}`,
    tlsRoot: tlsRootOf(network, organization).toString(),
  });
}

/** A certificate of an identity that may register others, by the secret that the organization's operator keeps. */
export async function registeringIdentity(
  network: Network,
  organization: string,
  by: RegisteringParty,
): Promise<Identity> {
  const { mspId } = await network.organization(organization);
  const file = path.join(network.home, 'organizations', organization, 'secrets', by);
  const ca = await certificateAuthority(network, organization, authorityOf(by));
  try {
    const enrollmentId = by === 'registrar' ? by : 'ca-admin';
    const enrolment = await ca.enroll({ enrollmentId, secret: readFileSync(file, 'utf8').trim() });
    return { mspId, certificate: enrolment.certificate, privateKey: enrolment.privateKey };
  } finally {
    ca.close();
  }
}

/** Registers and enrols an identity at an organization's CA. @throws {CaError} */
export async function certify(
  network: Network,
  organization: string,
  certified: Certified,
): Promise<Identity> {
  const { pseudonym, role, affiliation, by, type = 'client' } = certified;
  const registrar = await registeringIdentity(network, organization, by);
  const ca = await certificateAuthority(network, organization, authorityOf(by));
  const secret = randomBytes(24).toString('base64url');
  try {
    await ca.register(registrar, {
      id: pseudonym,
      secret,
      type,
      affiliation,
      attributes: [{ name: 'medseal.role', value: role, inCertificate: true }],
      maxEnrollments: -1,
    });
    const { certificate, privateKey } = await ca.enroll({ enrollmentId: pseudonym, secret });
    return { mspId: registrar.mspId, certificate, privateKey };
  } finally {
    ca.close();
  }
}

function authorityOf(by: RegisteringParty): 'people' | 'machines' {
  return by === 'machines-admin' ? 'machines' : 'people';
}

/** A person who holds their own keys and speaks to the ledger without any gateway of ours. */
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
  const { person, call } = await newcomer(network, organization);
  await ledger.submit(person.identity, call);
  return person;
}

/** A person who is about to register, and the call that does it. */
export interface Newcomer {
  readonly person: LedgerPerson;
  readonly call: LedgerCall;
}

/** A patient with a certificate who has not registered yet. */
export async function newcomer(network: Network, organization: string): Promise<Newcomer> {
  const name = newPseudonym();
  const certified = { pseudonym: name, role: 'patient', affiliation: 'people', by: 'registrar' } as const;
  return newcomerWith(await certify(network, organization, certified), name);
}

/** Whoever has this certificate, about to register as a patient with new keys. */
export function newcomerWith(identity: Identity, name: Pseudonym): Newcomer {
  const nonce = randomBytes(32).toString('base64');
  const seeds = { signatureSeed: newSignatureSeed(), kemSeed: newKemSeed() };
  const person = { identity, name, ...seeds, personId: personIdOf(name, nonce) };
  return { person, call: registration(person, nonce) };
}

/** The act by which a person registers under the keys of the seeds. */
function registration(person: LedgerPerson, nonce: string): LedgerCall {
  const keys = {
    encapsulationKey: Buffer.from(kemPublicKey(person.kemSeed)).toString('base64'),
    signatureKey: Buffer.from(signaturePublicKey(person.signatureSeed)).toString('base64'),
  };
  const statement = { personId: person.personId, nonce, emergencyHalf: false };
  return actCall({ function: 'RegisterPerson', statement, attachments: { keys } }, person);
}
