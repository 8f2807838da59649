import { randomBytes, X509Certificate } from 'node:crypto';
import {
  type Act,
  actBytes,
  actContext,
  canonicalBytes,
  canonicalize,
  digestOf,
  digestOfJson,
  type JsonValue,
  submittedFunctions,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { signAct } from '@medseal/sealing';
import { channel, type Identity, type LedgerCall } from '../network/ledger.js';

/** Who acts: certificate, name on the ledger, ML-DSA key. */
export interface Actor {
  readonly identity: Identity;
  /** Pseudonym, or MSP id of an operator. */
  readonly name: string;
  readonly signatureSeed: Uint8Array;
}

/** What is done; the salt is added. */
export interface RawAct {
  readonly function: SubmittedFunction;
  readonly statement: Readonly<Record<string, JsonValue>>;
  readonly attachments?: Readonly<Record<string, JsonValue>>;
}

/** Members of the signed content that an attacker would like to change. */
export type Forged = Partial<Omit<Act, 'function'>> & { readonly function?: SubmittedFunction };

/** A signed act as a call of the chaincode. With `forged` the signature covers something other than what is sent. */
export function actCall(act: RawAct, actor: Actor, forged: Forged = {}): LedgerCall {
  const attachments = Object.entries(act.attachments ?? {});
  const digests = Object.fromEntries(attachments.map(([name, value]) => [name, digestOfJson(value)]));
  const statement = canonicalBytes({
    salt: randomBytes(16).toString('base64'),
    ...act.statement,
    ...(attachments.length === 0 ? {} : { attachments: digests }),
  });
  const at = forged.at ?? new Date().toISOString();
  const signed: Act = {
    channel,
    function: act.function,
    actor: actor.name,
    keyVersion: 1,
    certificateSha256: digestOf(new X509Certificate(actor.identity.certificate).raw),
    statement: digestOf(statement),
    ...forged,
    at,
  };
  const signature = signAct({
    seed: actor.signatureSeed,
    message: actBytes(signed),
    context: actContext(signed.function),
  });
  const header = {
    at,
    statement: digestOf(statement),
    signature: Buffer.from(signature).toString('base64'),
  };
  const pieces = attachments.map(([name, value]) => [name, canonicalBytes(value)] as const);
  return {
    contract: submittedFunctions[act.function].contract,
    function: act.function,
    arguments: [canonicalize(header)],
    transient: { statement, ...Object.fromEntries(pieces) },
  };
}
