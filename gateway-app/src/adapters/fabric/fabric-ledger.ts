import type { Client } from '@grpc/grpc-js';
import type { Contract, Gateway, Network, Transaction } from '@hyperledger/fabric-gateway';
import { connectToPeer, peerGateway } from '@medseal/ledger-client';
import {
  chaincodeName,
  endorsedFunctions,
  evaluatedFunctions,
  type EvaluatedFunction,
  type JsonValue,
  parseCanonical,
  submittedFunctions,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { ConcurrencyLimit } from '../../domain/shared/concurrency-limit.js';
import type { ActNews } from '../../domain/ledger/act-news.js';
import type { Trouble } from '../../domain/health/checks.js';
import type { ActJournal } from '../../domain/ledger/journal.js';
import type {
  ActRequest,
  Actor,
  ChainInfo,
  ChainReader,
  Committed,
  FabricIdentity,
  HeaderHashReader,
  InBlock,
  Ledger,
  Resubmitter,
  SoughtTransaction,
  TransactionReader,
  TransactionState,
} from '../../domain/ledger/ledger.js';
import type { Tell } from '../../domain/shared/log.js';
import { proposeAct, signedAct } from './fabric-act.js';
import { classify, isOfOrderers, NotOrdered, Retry } from './fabric-failures.js';
import { invalidated, taken } from './fabric-outcome.js';
import { probeEndorsement } from './fabric-probe.js';
import { defaultPatience, type Patience, submitUntilInBlock } from './fabric-submission.js';
import { readChainInfo, readHeaderHash, readTransactionState } from './fabric-transactions.js';
import { RepeatedProposals } from './repeated-proposals.js';

/** How to reach this organization's peer, and the identity that only reads. */
export interface FabricLedgerOptions {
  readonly channel: string;
  readonly mspId: string;
  /** `localhost:7051`; the name must be in the peer's TLS certificate. */
  readonly peerAddress: string;
  /** PEM of the organization's TLS root. */
  readonly peerTlsRoot: string;
  /** The identity for reads outside of a person's act: the gateway's, or the operator's at a command line. */
  readonly service: FabricIdentity;
  /** Where acts are noted before they are submitted; an operator's command line has no journal. */
  readonly journal?: ActJournal;
  /** MSP ids of the channel's organizations; an operator's command line leaves the choice of endorsers to Fabric. */
  readonly organizations?: () => Promise<readonly string[]>;
  /** Receives what another organization does to this one's acts. */
  readonly alarm?: Tell;
  /** Receives how acts end. */
  readonly news?: ActNews;
  /** Limits on concurrent calls and on those that wait; further ones are rejected. */
  readonly pressure?: Pressure;
  readonly patience?: Patience;
}

/** Limits on calls to the peer. */
export interface Pressure {
  readonly submits: Readonly<{ atOnce: number; waiting: number }>;
  readonly evaluations: Readonly<{ atOnce: number; waiting: number }>;
}

/** Far below the 2,500 concurrent calls at which a peer refuses more, even from key agents and other gateways. */
const defaultPressure: Pressure = {
  submits: { atOnce: 200, waiting: 400 },
  evaluations: { atOnce: 400, waiting: 800 },
};

/** The message when too many calls are already waiting. */
const crowded = 'The ledger is too busy right now.';

/** Milliseconds that each stage may take; if two organizations are gone, that must show within five seconds. */
const deadlines = { evaluate: 4_000, endorse: 4_500, submit: 4_500, commit: 20_000 } as const;

/** The ledger through the Gateway service of this organization's peer; all identities share one gRPC connection. */
export class FabricLedger implements Ledger, ChainReader, HeaderHashReader, TransactionReader, Resubmitter {
  readonly #client: Client;
  readonly #options: FabricLedgerOptions;
  readonly #proposals: RepeatedProposals;
  readonly #submits: ConcurrencyLimit;
  readonly #evaluations: ConcurrencyLimit;
  /** Number of blocks that the peer had at the newest commit seen here. */
  #height = 0;

  constructor(options: FabricLedgerOptions) {
    this.#options = options;
    this.#proposals = new RepeatedProposals({
      mspId: options.mspId,
      all: options.organizations ?? (() => Promise.resolve([])),
      alarm: (facts, message) => options.alarm?.(facts, message),
    });
    const { submits, evaluations } = options.pressure ?? defaultPressure;
    this.#submits = new ConcurrencyLimit(submits.atOnce, submits.waiting, crowded);
    this.#evaluations = new ConcurrencyLimit(evaluations.atOnce, evaluations.waiting, crowded);
    this.#client = connectToPeer(options.peerAddress, options.peerTlsRoot);
  }

  async submit<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Promise<Committed> {
    const { news } = this.#options;
    try {
      const committed = await this.#proposals.run((endorsers) =>
        this.#submits.pass(() => this.#submitOnce(request, actor, endorsers)),
      );
      news?.committed();
      return committed;
    } catch (error) {
      if (error instanceof Failure) news?.failed(error);
      throw error;
    }
  }

  /** Why acts would not be endorsed now; undefined if a majority endorses a probe. Nothing is submitted. */
  async probe(): Promise<Trouble | undefined> {
    const { service, mspId } = this.#options;
    return await probeEndorsement(this.#contract(service, endorsedFunctions.Probe.contract), mspId);
  }

  async evaluate(
    name: EvaluatedFunction,
    args: readonly string[],
    identity?: FabricIdentity,
  ): Promise<JsonValue> {
    const as = identity ?? this.#options.service;
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
    try {
      return await readChainInfo(this.#network(), mspId);
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  async headerHashAt(mspId: string, block: number): Promise<string> {
    try {
      return await readHeaderHash(this.#network(), mspId, block);
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  async transactionState(sought: SoughtTransaction, mspId: string): Promise<TransactionState> {
    try {
      return await readTransactionState(this.#network(), sought, mspId);
    } catch (error) {
      throw new Failure('UNAVAILABLE', 'no peer of the organization answers', { retryAfter: 5 }, error);
    }
  }

  async resubmit(bytes: Uint8Array): Promise<InBlock> {
    try {
      const outcome = await this.#untilInBlock(this.gateway(this.#options.service).newTransaction(bytes));
      if (outcome.state === 'valid') this.#options.news?.committed();
      return outcome;
    } catch (error) {
      const verdict = classify(error, this.#options.mspId);
      const failure = verdict instanceof Retry ? verdict.whenExhausted : verdict;
      this.#options.news?.failed(failure);
      throw failure;
    }
  }

  /** True when the peer's gateway service answers within the time. */
  async ready(milliseconds: number): Promise<boolean> {
    return await new Promise((resolve) => {
      this.#client.waitForReady(Date.now() + milliseconds, (error) => {
        resolve(error === undefined);
      });
    });
  }

  /** A Fabric gateway of the shared connection for one identity; closing it leaves the connection open. */
  gateway(identity: FabricIdentity): Gateway {
    return peerGateway(this.#client, identity, deadlines);
  }

  close(): void {
    this.#client.close();
  }

  /** The channel, read under the identity of the service. */
  #network(): Network {
    return this.gateway(this.#options.service).getNetwork(this.#options.channel);
  }

  #contract(identity: FabricIdentity, contract: string): Contract {
    return this.gateway(identity).getNetwork(this.#options.channel).getContract(chaincodeName, contract);
  }

  async #submitOnce<Name extends SubmittedFunction>(
    request: ActRequest<Name>,
    actor: Actor,
    endorsers: readonly string[] | undefined,
  ): Promise<Committed> {
    actor.caller?.require();
    const contract = this.#contract(actor.identity, submittedFunctions[request.function].contract);
    const { channel, journal } = this.#options;
    const transaction = await this.#sign(
      await proposeAct({ contract, channel, request, actor, endorsers }).endorse(),
      actor,
    );
    const transactionId = transaction.getTransactionId();
    const noted = journal && signedAct({ transaction, request, actor, height: await this.#knownHeight() });
    // The last moment to stop: once the journal holds an act, it is completed even if its caller has gone.
    actor.caller?.require();
    if (noted !== undefined) await journal?.signed(noted);
    const outcome = await this.#settled(transaction, actor);
    switch (outcome.state) {
      case 'valid':
        return { transactionId, block: outcome.block };
      case 'invalid':
        throw invalidated(outcome.code, transaction.getBytes());
      case 'taken':
        this.#tellTaken(outcome);
        throw taken();
    }
  }

  #tellTaken({ by, block }: Extract<InBlock, { state: 'taken' }>): void {
    this.#options.alarm?.(
      { alarm: 'TRANSACTION_ID_TAKEN', creator: by, block },
      'other bytes used up the id of a transaction: the act is proposed again',
    );
  }

  /** Signs before submission, so that exactly these bytes can be kept. */
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
  async #settled(transaction: Transaction, { caller }: Actor): Promise<InBlock> {
    const { journal } = this.#options;
    const transactionId = transaction.getTransactionId();
    try {
      const outcome = await this.#untilInBlock(transaction);
      await journal?.settle(transactionId, outcome.state === 'valid' ? 'valid' : 'invalid');
      if (outcome.state === 'valid') caller?.recorded();
      return outcome;
    } catch (error) {
      if (error instanceof NotOrdered) await journal?.settle(transactionId, 'refused');
      else caller?.recorded();
      throw error;
    } finally {
      journal?.leave(transactionId);
    }
  }

  async #untilInBlock(transaction: Transaction): Promise<InBlock> {
    const { mspId, news, patience = defaultPatience } = this.#options;
    const sought = { transactionId: transaction.getTransactionId(), bytes: transaction.getBytes() };
    const look = (): Promise<TransactionState> => this.transactionState(sought, mspId);
    const outcome = await submitUntilInBlock(transaction, look, patience).catch((error: unknown) => {
      if (error instanceof Error && isOfOrderers(error)) news?.notOrdered();
      throw error;
    });
    if (outcome.state === 'valid') this.#height = Math.max(this.#height, Number(outcome.block) + 1);
    return outcome;
  }
}
