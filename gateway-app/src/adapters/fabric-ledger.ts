import { randomInt, X509Certificate } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import {
  type Commit,
  type Contract,
  connect,
  type Gateway,
  GatewayError,
  hash,
  type Proposal,
  type Status,
  StatusCode,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import {
  actBytes,
  actContext,
  type Act,
  canonicalBytes,
  canonicalize,
  chaincodeName,
  digestOf,
  evaluatedFunctions,
  type EvaluatedFunction,
  type JsonValue,
  parseCanonical,
  submittedFunctions,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import type {
  ActRequest,
  Actor,
  ChainInfo,
  ChainReader,
  Committed,
  FabricIdentity,
  Ledger,
} from '../domain/ledger.js';
import { classify, CommitLost, Retry } from './fabric-failures.js';

/** How to reach the own peer, and the identity that only reads. */
export interface FabricLedgerOptions {
  readonly channel: string;
  readonly mspId: string;
  /** `localhost:7051`; the name must stand in the peer's TLS certificate. */
  readonly peerAddress: string;
  /** PEM of the organization's TLS root. */
  readonly peerTlsRoot: string;
  /** The gateway's own identity. An operator's command line has none and evaluates with the operator's. */
  readonly service?: FabricIdentity;
}

/** Milliseconds that each stage may take; two organizations gone must show within five seconds. */
const deadlines = { evaluate: 4_000, endorse: 4_500, submit: 4_500, commit: 20_000 } as const;

/** Proposals made for one act at most: the first and the retries of lost races and lagging peers. */
const maxProposals = 5;

/** Milliseconds after which no further proposal is made: with too few organizations left, callers hear of it within five seconds. */
const longestTrying = 3_500;

/** The ledger through the Fabric Gateway service of the own peer: one gRPC connection shared by all identities. */
export class FabricLedger implements Ledger, ChainReader {
  readonly #client: grpc.Client;
  readonly #options: FabricLedgerOptions;

  constructor(options: FabricLedgerOptions) {
    this.#options = options;
    this.#client = new grpc.Client(
      options.peerAddress,
      grpc.credentials.createSsl(Buffer.from(options.peerTlsRoot)),
      // Sealed envelopes with many wraps pass the default of 4 MiB; keepalive stays at the default (Fabric refuses under 60 s).
      // A peer that comes back is found within two seconds.
      { 'grpc.max_receive_message_length': 64 << 20, 'grpc.max_reconnect_backoff_ms': 2_000 },
    );
  }

  async submit<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Promise<Committed> {
    const started = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#submitOnce(request, actor);
      } catch (error) {
        const verdict = classify(error, this.#options.mspId);
        if (!(verdict instanceof Retry)) throw verdict;
        const isLast = attempt === maxProposals || performance.now() - started > longestTrying;
        if (isLast) throw verdict.whenExhausted;
        await delay(randomInt(100, 400));
      }
    }
  }

  async evaluate(
    name: EvaluatedFunction,
    args: readonly string[],
    identity?: FabricIdentity,
  ): Promise<JsonValue> {
    const as = identity ?? this.#reader();
    try {
      const result = await this.#contract(as, evaluatedFunctions[name].contract).evaluate(name, {
        arguments: [...args],
        endorsingOrganizations: [this.#options.mspId],
      });
      return parseCanonical(result);
    } catch (error) {
      const verdict = classify(error, this.#options.mspId);
      throw verdict instanceof Retry ? verdict.whenExhausted : verdict;
    }
  }

  async chainInfo(mspId: string): Promise<ChainInfo> {
    const { channel } = this.#options;
    try {
      const contract = this.gateway(this.#reader()).getNetwork(channel).getContract('qscc');
      const bytes = await contract.evaluate('GetChainInfo', {
        arguments: [channel],
        endorsingOrganizations: [mspId],
      });
      const info = common.BlockchainInfo.deserializeBinary(bytes);
      const latestHash = Buffer.from(info.getCurrentblockhash_asU8()).toString('hex');
      return { height: String(info.getHeight()), latestHash };
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  /** True when the own peer's gateway service answers within the time. */
  async ready(milliseconds: number): Promise<boolean> {
    return await new Promise((resolve) => {
      this.#client.waitForReady(Date.now() + milliseconds, (error) => {
        resolve(error === undefined);
      });
    });
  }

  /** A Fabric gateway of the shared connection for one identity; closing it leaves the connection open. */
  gateway(identity: FabricIdentity): Gateway {
    return connect({
      client: this.#client,
      identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
      signer: (message) => identity.sign(message),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + deadlines.evaluate }),
      endorseOptions: () => ({ deadline: Date.now() + deadlines.endorse }),
      submitOptions: () => ({ deadline: Date.now() + deadlines.submit }),
      commitStatusOptions: () => ({ deadline: Date.now() + deadlines.commit }),
    });
  }

  close(): void {
    this.#client.close();
  }

  #reader(): FabricIdentity {
    if (this.#options.service === undefined) throw new Failure('FORBIDDEN', 'no identity to read with');
    return this.#options.service;
  }

  #contract(identity: FabricIdentity, contract: string): Contract {
    return this.gateway(identity).getNetwork(this.#options.channel).getContract(chaincodeName, contract);
  }

  async #submitOnce<Name extends SubmittedFunction>(
    request: ActRequest<Name>,
    actor: Actor,
  ): Promise<Committed> {
    const transaction = await this.#propose(request, actor).endorse();
    const status = await submitAndWait(transaction);
    if (!status.successful) throw invalidated(status.code);
    return { transactionId: status.transactionId, block: status.blockNumber.toString() };
  }

  /** Signs the act anew, with the present time, and builds the proposal: content goes by transient data only. */
  #propose<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Proposal {
    const statement = canonicalBytes(request.statement as JsonValue);
    const act: Act = {
      channel: this.#options.channel,
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
    return this.#contract(actor.identity, submittedFunctions[request.function].contract).newProposal(
      request.function,
      {
        arguments: [canonicalize(header)],
        transientData,
      },
    );
  }
}

/** From `submit` on the transaction may be in a block whatever the answer says, unless the orderers refused it. */
async function submitAndWait(transaction: Transaction): Promise<Status> {
  let commit: Commit;
  try {
    commit = await transaction.submit();
  } catch (error) {
    const unanswered = error instanceof GatewayError && error.code === deadlineExceeded;
    throw unanswered ? new CommitLost(transaction.getTransactionId(), error) : error;
  }
  try {
    return await commit.getStatus();
  } catch (error) {
    throw new CommitLost(transaction.getTransactionId(), error);
  }
}

const deadlineExceeded: number = grpc.status.DEADLINE_EXCEEDED;

/** Codes of a lost race; another proposal may win. */
const races: readonly number[] = [
  StatusCode.MVCC_READ_CONFLICT,
  StatusCode.PHANTOM_READ_CONFLICT,
  StatusCode.ENDORSEMENT_POLICY_FAILURE,
];

/** A transaction that is in a block but invalid. */
function invalidated(code: number): Error {
  const cause = `validation code ${code}`;
  if (races.includes(code))
    return new Retry(new Failure('CONFLICT', 'another act on the same record came first', {}, cause));
  return new Failure('UNAVAILABLE', 'the ledger did not accept the transaction', {}, cause);
}
