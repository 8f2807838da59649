import { X509Certificate } from 'node:crypto';
import type { Contract, Proposal, Transaction } from '@hyperledger/fabric-gateway';
import {
  type Act,
  actBytes,
  actContext,
  canonicalBytes,
  canonicalize,
  digestOf,
  type JsonValue,
  type Statement,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { factOfAct } from '../../domain/ledger/fact-of-act.js';
import type { SignedAct } from '../../domain/ledger/journal.js';
import type { ActRequest, Actor } from '../../domain/ledger/ledger.js';

/** Signs an act (each time with the present time) and builds its proposal. Content travels only as transient data. */
export function proposeAct<Name extends SubmittedFunction>(
  input: Readonly<{
    contract: Contract;
    channel: string;
    request: ActRequest<Name>;
    actor: Actor;
    /** MSP ids; undefined leaves the choice to Fabric. */
    endorsers: readonly string[] | undefined;
  }>,
): Proposal {
  const { contract, channel, request, actor, endorsers } = input;
  const statement = canonicalBytes(request.statement as JsonValue);
  const act: Act = {
    channel,
    function: request.function,
    actor: actor.name,
    keyVersion: actor.keyVersion,
    at: new Date().toISOString(),
    certificateSha256: digestOf(new X509Certificate(actor.identity.certificate).raw),
    statement: digestOf(statement),
  };
  const signature = actor.signAct(actBytes(act), actContext(request.function));
  const header = {
    at: act.at,
    statement: act.statement,
    signature: Buffer.from(signature).toString('base64'),
  };
  const transientData: Record<string, Uint8Array> = { statement };
  for (const [name, value] of Object.entries(request.attachments ?? {})) {
    transientData[name] = canonicalBytes(value);
  }
  return contract.newProposal(request.function, {
    arguments: [canonicalize(header)],
    transientData,
    ...(endorsers !== undefined && { endorsingOrganizations: [...endorsers] }),
  });
}

/** What the journal notes about a signed transaction. `height` is the number of blocks when it was endorsed. */
export function signedAct(
  input: Readonly<{
    transaction: Transaction;
    request: ActRequest<SubmittedFunction>;
    actor: Actor;
    height: number;
  }>,
): SignedAct {
  const { transaction, actor, height } = input;
  const { function: name, statement } = input.request;
  const fact = factOfAct({ function: name, actor: actor.name, salt: statement.salt });
  const objectKey = objectOf(input.request);
  return {
    transactionId: transaction.getTransactionId(),
    function: name,
    actor: actor.name,
    bytes: transaction.getBytes(),
    height,
    certificateUntil: new X509Certificate(actor.identity.certificate).validToDate.toISOString(),
    ...(objectKey !== undefined && { objectKey }),
    ...(fact !== undefined && { fact }),
    ...(actor.request !== undefined && { request: actor.request }),
  };
}

/** The object that a proposal records. */
function objectOf(request: ActRequest<SubmittedFunction>): string | undefined {
  return request.function === 'ProposeReport'
    ? (request.statement as Statement<'ProposeReport'>).location.objectKey
    : undefined;
}
