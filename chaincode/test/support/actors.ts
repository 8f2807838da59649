import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import {
  affiliationOf,
  digestOf,
  encodeId,
  sizes,
  type Digest,
  type PersonRole,
  type Pseudonym,
  type Role,
} from '@medseal/ledger-model';
import type { SerializedIdentity } from 'fabric-shim';
import { Authority, type CertificateRequest } from './certificates.js';

/** Random bytes in base64: the contracts check the sizes and digests of sealed values, never their content. */
export function base64(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

/** An ML-DSA-65 key pair. */
class SignatureKeys {
  readonly #privateKey: KeyObject;
  readonly publicKey: string;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ml-dsa-65');
    this.#privateKey = privateKey;
    this.publicKey = publicKey.export({ format: 'raw-public' }).toString('base64');
  }

  sign(message: Uint8Array, context: string): Uint8Array {
    return sign(null, message, { key: this.#privateKey, context: Buffer.from(context) });
  }
}

/** Who signs and submits: keys, certificate, and the name on the ledger. */
export interface Actor<Name extends string = string> {
  readonly name: Name;
  readonly role: Role;
  readonly mspId: string;
  readonly creator: SerializedIdentity;
  readonly keys: SignatureKeys;
  readonly encapsulationKey: string;
}
export type PersonActor = Actor<Pseudonym> & { readonly role: PersonRole; readonly nonce: string };

/** Digest of the DER of the certificate that an actor submits with. */
export function certificateDigest(creator: SerializedIdentity): Digest {
  return digestOf(new X509Certificate(Buffer.from(creator.idBytes)).raw);
}

/** The same actor with another certificate, as after another login. */
export function withCreator<Someone extends Actor>(actor: Someone, creator: SerializedIdentity): Someone {
  return { ...actor, creator };
}

/** The certification authorities of all organizations, one of them outside the consortium. */
export class Issuers {
  readonly #authorities = new Map<string, Authority>();

  async identity(
    mspId: string,
    role: Role,
    name: string,
    changes: Partial<CertificateRequest> & { readonly time: Date },
  ): Promise<SerializedIdentity> {
    const { time, ...rest } = changes;
    const certificate = await (
      await this.#authority(mspId)
    ).issue({
      commonName: name,
      attributes: { 'hf.EnrollmentID': name, 'hf.Affiliation': affiliationOf[role], 'medseal.role': role },
      notBefore: new Date(time.getTime() - 60_000),
      notAfter: new Date(time.getTime() + 8 * 3_600_000),
      ...rest,
    });
    return { mspid: mspId, idBytes: Buffer.from(certificate) };
  }

  /** A pseudonym that no one has. */
  pseudonym(): Pseudonym {
    return encodeId('pseudonym', randomBytes(16));
  }

  async person(mspId: string, role: PersonRole, time: Date): Promise<PersonActor> {
    const name = this.pseudonym();
    const creator = await this.identity(mspId, role, name, { time });
    return { ...bare(mspId, role, creator), role, name, nonce: base64(32) };
  }

  /** Operator or service of an organization, acting in its name; machines' certificates live for a year. */
  async machine(mspId: string, role: 'operator' | 'service', time: Date): Promise<Actor> {
    const notAfter = new Date(time.getTime() + 365 * 86_400_000);
    const creator = await this.identity(mspId, role, `${role}-1`, { time, notAfter });
    return { ...bare(mspId, role, creator), name: mspId };
  }

  async #authority(mspId: string): Promise<Authority> {
    const known = this.#authorities.get(mspId) ?? (await Authority.create(`ca-${mspId}`));
    this.#authorities.set(mspId, known);
    return known;
  }
}

/** A transaction id: 64 hex digits, here made from a number. */
export function transactionId(number: number): string {
  return createHash('sha256').update(`transaction ${number}`).digest('hex');
}

function bare(mspId: string, role: Role, creator: SerializedIdentity) {
  return {
    mspId,
    role,
    creator,
    keys: new SignatureKeys(),
    encapsulationKey: base64(sizes.encapsulationKey),
  };
}
