import { randomBytes } from 'node:crypto';
import {
  attachmentSchemas,
  type Attachments,
  base64Schema,
  canonicalBytes,
  type PersonId,
  parseCanonical,
} from '@medseal/ledger-model';
import {
  CannotOpenError,
  kemPublicKey,
  newKemSeed,
  newSignatureSeed,
  openBox,
  passwordKey,
  sealBox,
  signaturePublicKey,
} from '@medseal/sealing';
import { z } from 'zod';
import type { ConcurrencyLimit } from '../shared/concurrency-limit.js';
import { newRecoveryCode, recoveryKey } from './recovery-code.js';

/** A person's secrets. Opening the keyring means acting as the person. */
export interface Keyring {
  /** X-Wing seed, 32 bytes. */
  readonly kemSeed: Uint8Array;
  /** ML-DSA-65 seed, 32 bytes. */
  readonly signatureSeed: Uint8Array;
  /** With it the CA issues a certificate for each session. */
  readonly enrolmentSecret: string;
}

/** A keyring as it is kept: sealed once under the password and once under the recovery code. */
export interface SealedKeyring {
  /** 16 bytes, input of Argon2id. */
  readonly salt: Uint8Array;
  readonly byPassword: Uint8Array;
  readonly byRecoveryCode: Uint8Array;
}

/** The public keys that are registered on the ledger. */
export type PublicKeys = NonNullable<Attachments['keys']>;

const keyringSchema = z.strictObject({
  kemSeed: base64Schema(32),
  signatureSeed: base64Schema(32),
  enrolmentSecret: z.string().min(1),
});

/** A keyring with new keys around the secret that the CA knows. */
export function newKeyring(enrolmentSecret: string): Keyring {
  return { kemSeed: newKemSeed(), signatureSeed: newSignatureSeed(), enrolmentSecret };
}

/** The public half of a keyring, in the form of the `keys` attachment. */
export function publicKeys(keyring: Keyring): PublicKeys {
  return attachmentSchemas.keys.parse({
    encapsulationKey: base64(kemPublicKey(keyring.kemSeed)),
    signatureKey: base64(signaturePublicKey(keyring.signatureSeed)),
  });
}

/** Seals and opens keyrings. Opening one *is* the password check; nothing else about a password is kept. */
export class KeyringBox {
  private readonly pepper: Uint8Array;
  /** Limits registrations. */
  private readonly gate: ConcurrencyLimit;

  constructor({ pepper, gate }: Readonly<{ pepper: Uint8Array; gate: ConcurrencyLimit }>) {
    this.pepper = pepper;
    this.gate = gate;
  }

  /**
   * Seals a keyring for its owner under a password and a new recovery code (128 bits), which is shown once and not
   * kept.
   * @throws {Failure} UNAVAILABLE when too many are registering.
   */
  async seal(
    keyring: Keyring,
    owner: PersonId,
    password: string,
  ): Promise<Readonly<{ sealed: SealedKeyring; recoveryCode: string }>> {
    const salt = randomBytes(16);
    const plaintext = canonicalBytes({
      kemSeed: base64(keyring.kemSeed),
      signatureSeed: base64(keyring.signatureSeed),
      enrolmentSecret: keyring.enrolmentSecret,
    });
    const recoveryCode = newRecoveryCode();
    const byPassword = sealBox({
      key: await this.gate.pass(() => this.#passwordKey(password, salt)),
      aad: associatedData('password', owner),
      plaintext,
    });
    const byRecoveryCode = sealBox({
      key: recoveryKey(recoveryCode.secret, this.pepper),
      aad: associatedData('recovery-code', owner),
      plaintext,
    });
    return { sealed: { salt, byPassword, byRecoveryCode }, recoveryCode: recoveryCode.text };
  }

  /**
   * Opens a keyring by password; `undefined` when the password is wrong. Without a keyring it takes as long and
   * fails.
   */
  async open(
    sealed: SealedKeyring | undefined,
    owner: PersonId | undefined,
    password: string,
  ): Promise<Keyring | undefined> {
    const salt = sealed?.salt ?? randomBytes(16);
    const key = await this.#passwordKey(password, salt);
    if (sealed === undefined || owner === undefined) return undefined;
    return openWith(key, sealed.byPassword, associatedData('password', owner));
  }

  /**
   * Opens the keyring of a registration that continues, for its owner: it waits in the queue of registrations.
   * @throws {Failure} UNAVAILABLE when too many are registering.
   */
  async openAtRegistration(
    sealed: SealedKeyring,
    owner: PersonId,
    password: string,
  ): Promise<Keyring | undefined> {
    return await this.gate.pass(() => this.open(sealed, owner, password));
  }

  #passwordKey(password: string, salt: Uint8Array): Promise<Uint8Array> {
    return passwordKey({ password, salt, pepper: this.pepper });
  }
}

function openWith(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Keyring | undefined {
  try {
    const content = keyringSchema.parse(parseCanonical(openBox({ key, aad, sealed })));
    return {
      kemSeed: Buffer.from(content.kemSeed, 'base64'),
      signatureSeed: Buffer.from(content.signatureSeed, 'base64'),
      enrolmentSecret: content.enrolmentSecret,
    };
  } catch (error) {
    if (error instanceof CannotOpenError) return undefined;
    throw error;
  }
}

/** Binds a seal to its kind and owner: a row copied to another account does not open there. */
function associatedData(kind: 'password' | 'recovery-code', owner: PersonId): Uint8Array {
  return canonicalBytes(['medseal/keyring/v1', kind, owner]);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
