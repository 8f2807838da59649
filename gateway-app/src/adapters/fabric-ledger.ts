import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import {
  type Contract,
  connect,
  type Gateway,
  hash,
  StatusCode,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import {
  chaincodeName,
  evaluatedFunctions,
  type EvaluatedFunction,
  type JsonValue,
  parseCanonical,
  submittedFunctions,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import { Gate } from '../domain/gate.js';
import type { ActJournal } from '../domain/journal.js';
import type {
  ActRequest,
  Actor,
  ChainInfo,
  ChainReader,
  Committed,
  FabricIdentity,
  HeaderHashReader,
  Ledger,
  Resubmitter,
  TransactionReader,
  TransactionState,
} from '../domain/ledger.js';
import { proposeAct, signedAct } from './fabric-act.js';
import { classify, NotOrdered, Retry } from './fabric-failures.js';
import { defaultPatience, type InBlock, type Patience, submitUntilInBlock } from './fabric-submission.js';
import { readHeaderHash, readTransactionState } from './fabric-transactions.js';

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
  /** Where acts are noted before they are submitted; an operator's command line keeps none. */
  readonly journal?: ActJournal;
  /** Calls at once, and further ones that wait; the rest is turned away. */
  readonly pressure?: Pressure;
  readonly patience?: Patience;
}

/** Bounds on calls to the own peer. */
export interface Pressure {
  readonly submits: Readonly<{ atOnce: number; waiting: number }>;
  readonly evaluations: Readonly<{ atOnce: number; waiting: number }>;
}

/** Far below the 2,500 calls at once at which a peer refuses whoever comes next, key agents and other gateways too. */
const defaultPressure: Pressure = {
  submits: { atOnce: 200, waiting: 400 },
  evaluations: { atOnce: 400, waiting: 800 },
};

/** What is said when too many calls wait already. */
const crowded = 'The ledger has too much to do at this moment.';

/** Milliseconds that each stage may take; two organizations gone must show within five seconds. */
const deadlines = { evaluate: 4_000, endorse: 4_500, submit: 4_500, commit: 20_000 } as const;

/** Proposals made for one act at most: the first and the retries of lost races and lagging peers. */
const maxProposals = 5;

/** Milliseconds after which no further proposal is made: with too few organizations left, callers hear of it within five seconds. */
const longestTrying = 3_500;

/** The ledger through the Fabric Gateway service of the own peer: one gRPC connection shared by all identities. */
export class FabricLedger implements Ledger, ChainReader, HeaderHashReader, TransactionReader, Resubmitter {
  readonly #client: grpc.Client;
  readonly #options: FabricLedgerOptions;
  readonly #submits: Gate;
  readonly #evaluations: Gate;
  /** Number of blocks that the own peer had at the newest commit seen here. */
  #height = 0;

  constructor(options: FabricLedgerOptions) {
    this.#options = options;
    const { submits, evaluations } = options.pressure ?? defaultPressure;
    this.#submits = new Gate(submits.atOnce, submits.waiting, crowded);
    this.#evaluations = new Gate(evaluations.atOnce, evaluations.waiting, crowded);
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
        return await this.#submits.pass(() => this.#submitOnce(request, actor));
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
      const contract = this.#contract(as, evaluatedFunctions[name].contract);
      const result = await this.#evaluations.pass(() =>
        contract.evaluate(name, {
          arguments: [...args],
          endorsingOrganizations: [this.#options.mspId],
        }),
      );
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

  async headerHashAt(mspId: string, block: number): Promise<string> {
    try {
      return await readHeaderHash(
        this.gateway(this.#reader()).getNetwork(this.#options.channel),
        mspId,
        block,
      );
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  async transactionState(transactionId: string, mspId: string): Promise<TransactionState> {
    try {
      const network = this.gateway(this.#reader()).getNetwork(this.#options.channel);
      return await readTransactionState(network, transactionId, mspId);
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  async resubmit(bytes: Uint8Array): Promise<InBlock> {
    try {
      return await this.#untilInBlock(this.gateway(this.#reader()).newTransaction(bytes));
    } catch (error) {
      const verdict = classify(error, this.#options.mspId);
      throw verdict instanceof Retry ? verdict.whenExhausted : verdict;
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
    const contract = this.#contract(actor.identity, submittedFunctions[request.function].contract);
    const { channel, journal } = this.#options;
    const transaction = await this.#sign(
      await proposeAct({ contract, channel, request, actor }).endorse(),
      actor,
    );
    const transactionId = transaction.getTransactionId();
    await journal?.signed(signedAct({ transaction, request, actor, height: await this.#knownHeight() }));
    const outcome = await this.#settled(transaction);
    if (outcome.state === 'invalid') throw invalidated(outcome.code);
    return { transactionId, block: outcome.block };
  }

  /** Signs before submission, so that the very bytes can be kept. */
  async #sign(endorsed: Transaction, { identity }: Actor): Promise<Transaction> {
    const signature = await identity.sign(endorsed.getDigest());
    return this.gateway(identity).newSignedTransaction(endorsed.getBytes(), signature);
  }

  /** A height that is not above the true one: the bound on resubmission may come early, never late. */
  async #knownHeight(): Promise<number> {
    if (this.#height === 0) this.#height = Number((await this.chainInfo(this.#options.mspId)).height);
    return this.#height;
  }

  /** Brings a signed transaction into a block and the journal to the same state. */
  async #settled(transaction: Transaction): Promise<InBlock> {
    const { journal } = this.#options;
    const transactionId = transaction.getTransactionId();
    try {
      const outcome = await this.#untilInBlock(transaction);
      await journal?.settle(transactionId, outcome.state);
      return outcome;
    } catch (error) {
      if (error instanceof NotOrdered) await journal?.settle(transactionId, 'refused');
      throw error;
    } finally {
      journal?.leave(transactionId);
    }
  }

  async #untilInBlock(transaction: Transaction): Promise<InBlock> {
    const { mspId, patience = defaultPatience } = this.#options;
    const outcome = await submitUntilInBlock(
      transaction,
      () => this.transactionState(transaction.getTransactionId(), mspId),
      patience,
    );
    if (outcome.state === 'valid') this.#height = Math.max(this.#height, Number(outcome.block) + 1);
    return outcome;
  }
}

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
