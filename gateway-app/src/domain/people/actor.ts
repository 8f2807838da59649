import type { Pseudonym } from '@medseal/ledger-model';
import { p256Signer, signAct } from '@medseal/sealing';
import type { Credential } from './certificate-authority.js';
import type { Actor } from '../ledger/ledger.js';

/** What a person acts with: certificate and its key, and the ML-DSA seed (32 bytes) of a key version. */
export interface ActingKeys {
  readonly credential: Credential;
  readonly signatureSeed: Uint8Array;
  readonly keyVersion: number;
}

/** The person as an actor on the ledger: signs for Fabric with the certificate's key, and acts with ML-DSA. */
export function personActor(
  person: Readonly<{ pseudonym: Pseudonym; mspId: string }>,
  keys: ActingKeys,
): Actor {
  const { certificate, privateKey } = keys.credential;
  return {
    identity: { mspId: person.mspId, certificate, sign: p256Signer(privateKey) },
    name: person.pseudonym,
    keyVersion: keys.keyVersion,
    signAct: (message, context) => signAct({ seed: keys.signatureSeed, message, context }),
  };
}
