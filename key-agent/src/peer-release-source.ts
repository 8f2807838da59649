import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@grpc/grpc-js';
import { GatewayError, type Contract, type Gateway } from '@hyperledger/fabric-gateway';
import { connectToPeer, peerGateway, validTransactionIds } from '@medseal/ledger-client';
import {
  chaincodeName,
  consortiumAnswerSchema,
  evaluatedFunctions,
  parseCanonical,
  parseLedgerError,
  recordSchemas,
  releaseSchema,
  type DisclosureId,
  type EvaluatedFunction,
  type JsonValue,
  type Release,
} from '@medseal/ledger-model';
import { p256Signer } from '@medseal/sealing';
import type { Member } from '@medseal/transport';
import type { CommittedTransactions } from './arrivals.js';
import { Refusal } from './refusal.js';
import type { ReleaseSource } from './release-source.js';

/** The peer of the organization, and the agent's service identity; certificates and key as PEM. */
export type PeerAccess = Readonly<{
  mspId: string;
  channel: string;
  /** host:port, with the host as in the peer's TLS certificate */
  peerAddress: string;
  peerTlsRoot: string;
  serviceCertificate: string;
  serviceKey: string;
}>;

type Contracts = (name: EvaluatedFunction) => Contract;

const evaluateMilliseconds = 4_000;
const connectMilliseconds = 1_000;
/** Milliseconds for which an evaluation shows that the peer answers, usually and while the next one is slow. */
const freshness = { usual: 5_000, busy: 15_000 } as const;
/** Milliseconds that a caller waits for an evaluation. */
const lookMilliseconds = 1_000;

/** Asks the peer of the agent's organization through Fabric's gateway service, over one connection. */
export class PeerReleaseSource implements ReleaseSource, CommittedTransactions {
  readonly #mspId: string;
  readonly #client: Client;
  readonly #gateway: Gateway;
  readonly #channel: string;
  readonly #contracts: Contracts;
  /** When the contract last answered, even by a refusal; by `performance.now`. */
  #answered = Number.NEGATIVE_INFINITY;
  /** The current query whether it answers. */
  #look: Promise<boolean> | undefined;

  constructor(access: PeerAccess) {
    this.#mspId = access.mspId;
    this.#client = connectToPeer(access.peerAddress, access.peerTlsRoot);
    this.#gateway = peerGateway(
      this.#client,
      { mspId: access.mspId, certificate: access.serviceCertificate, sign: p256Signer(access.serviceKey) },
      { evaluate: evaluateMilliseconds },
    );
    this.#channel = access.channel;
    const network = this.#gateway.getNetwork(access.channel);
    this.#contracts = (name) => network.getContract(chaincodeName, evaluatedFunctions[name].contract);
  }

  async read(disclosureId: DisclosureId): Promise<Release> {
    return releaseSchema.parse(await this.#evaluate('ReadRelease', disclosureId));
  }

  async members(): Promise<readonly Member[]> {
    const { organizations } = consortiumAnswerSchema.parse(await this.#evaluate('ReadConsortium'));
    return await Promise.all(
      organizations.map(async ({ mspId }) => {
        const { tlsRoot } = recordSchemas.organization.parse(await this.#evaluate('ReadOrganization', mspId));
        return { mspId, tlsRoot };
      }),
    );
  }

  async *committed(signal: AbortSignal): AsyncGenerator<readonly string[]> {
    // A stream that waits for a connection would look like a quiet one.
    if (!(await this.#connected())) throw new Refusal('UNAVAILABLE');
    const events = await this.#gateway.getNetwork(this.#channel).getBlockEvents();
    const close = (): void => {
      events.close();
    };
    signal.addEventListener('abort', close, { once: true });
    // Closing a stream that was never iterated ends the process: let the iteration begin first.
    if (signal.aborted) queueMicrotask(close);
    try {
      for await (const block of events) yield validTransactionIds(block);
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }

  async answers(): Promise<boolean> {
    if (!(await this.#connected())) return false;
    if (this.#hasAnswered(freshness.usual)) return true;
    this.#look ??= this.#evaluate('ReadConsortium')
      .then(
        () => true,
        () => this.#hasAnswered(freshness.usual),
      )
      .finally(() => {
        this.#look = undefined;
      });
    const busy = delay(lookMilliseconds).then(() => this.#hasAnswered(freshness.busy));
    return await Promise.race([this.#look, busy]);
  }

  #hasAnswered(within: number): boolean {
    return performance.now() - this.#answered <= within;
  }

  /** Ends the connection to the peer. */
  close(): void {
    this.#gateway.close();
    this.#client.close();
  }

  async #connected(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#client.waitForReady(Date.now() + connectMilliseconds, (error) => {
        resolve(error === undefined);
      });
    });
  }

  /** Asks only the peer of the agent's organization: an answer from another peer permits nothing. */
  async #evaluate(name: EvaluatedFunction, ...args: readonly string[]): Promise<JsonValue> {
    const options = { arguments: [...args], endorsingOrganizations: [this.#mspId] };
    const result = await this.#contracts(name)
      .evaluate(name, options)
      .catch((error: unknown) => {
        const refusal = refusalIn(error);
        // The contract has answered.
        if (refusal !== undefined) this.#answered = performance.now();
        throw refusal ?? new Refusal('UNAVAILABLE', error);
      });
    this.#answered = performance.now();
    // Outside the check for a peer that is away: a malformed answer is a different fault.
    return parseCanonical(result);
  }
}

function refusalIn(error: unknown): Error | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  // The cause's text, because the error's own text begins with gRPC's status, which reads like a code.
  const messages = [...error.details.map(({ message }) => message), error.cause.details];
  return messages.map(parseLedgerError).find((refusal) => refusal !== undefined);
}
