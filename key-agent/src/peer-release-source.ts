import * as grpc from '@grpc/grpc-js';
import { connect, GatewayError, hash, type Contract, type Gateway } from '@hyperledger/fabric-gateway';
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
import { Refusal } from './refusal.js';
import type { ReleaseSource } from './release-source.js';

/** Own peer and own service identity; certificates and key as PEM. */
export type PeerAccess = Readonly<{
  mspId: string;
  channel: string;
  /** host:port, the host as it stands in the peer's TLS certificate */
  peerAddress: string;
  peerTlsRoot: string;
  serviceCertificate: string;
  serviceKey: string;
}>;

type Contracts = (name: EvaluatedFunction) => Contract;

const evaluateMilliseconds = 4_000;
const reachableMilliseconds = 1_000;
/** A new organization's root is known after this time at the latest. */
const rootsFreshMilliseconds = 10_000;

/** Asks the own peer by Fabric's gateway service, over one connection. */
export class PeerReleaseSource implements ReleaseSource {
  readonly #mspId: string;
  readonly #client: grpc.Client;
  readonly #gateway: Gateway;
  readonly #contracts: Contracts;
  #roots: Promise<readonly string[]> | undefined;
  #rootsReadAt = Number.NEGATIVE_INFINITY;

  constructor(access: PeerAccess) {
    this.#mspId = access.mspId;
    this.#client = new grpc.Client(
      access.peerAddress,
      grpc.credentials.createSsl(Buffer.from(access.peerTlsRoot)),
      // A peer that comes back is found within two seconds.
      { 'grpc.max_reconnect_backoff_ms': 2_000 },
    );
    this.#gateway = connect({
      client: this.#client,
      identity: { mspId: access.mspId, credentials: Buffer.from(access.serviceCertificate) },
      signer: p256Signer(access.serviceKey),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + evaluateMilliseconds }),
    });
    const network = this.#gateway.getNetwork(access.channel);
    this.#contracts = (name) => network.getContract(chaincodeName, evaluatedFunctions[name].contract);
  }

  async read(disclosureId: DisclosureId): Promise<Release> {
    return releaseSchema.parse(await this.#evaluate('ReadRelease', disclosureId));
  }

  async roots(): Promise<readonly string[]> {
    const now = performance.now();
    if (this.#roots === undefined || now - this.#rootsReadAt > rootsFreshMilliseconds) {
      this.#rootsReadAt = now;
      const before = this.#roots;
      this.#roots = this.#readRoots().catch((error: unknown) => {
        if (before === undefined) this.#roots = undefined;
        else return before;
        throw error;
      });
    }
    return await this.#roots;
  }

  async #readRoots(): Promise<readonly string[]> {
    const { organizations } = consortiumAnswerSchema.parse(await this.#evaluate('ReadConsortium'));
    return await Promise.all(
      organizations.map(async ({ mspId }) => {
        const { tlsRoot } = recordSchemas.organization.parse(await this.#evaluate('ReadOrganization', mspId));
        return tlsRoot;
      }),
    );
  }

  async reachable(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#client.waitForReady(Date.now() + reachableMilliseconds, (error) => {
        resolve(error === undefined);
      });
    });
  }

  /** Ends the connection to the peer. */
  close(): void {
    this.#gateway.close();
    this.#client.close();
  }

  /** At the own peer only: what another organization's peer says permits nothing here. */
  async #evaluate(name: EvaluatedFunction, ...args: readonly string[]): Promise<JsonValue> {
    const options = { arguments: [...args], endorsingOrganizations: [this.#mspId] };
    const result = await this.#contracts(name)
      .evaluate(name, options)
      .catch((error: unknown) => {
        throw refusalIn(error) ?? new Refusal('UNAVAILABLE', error);
      });
    // Outside of what counts as a peer that is away: a malformed answer is another fault.
    return parseCanonical(result);
  }
}

function refusalIn(error: unknown): Error | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  // The cause's text, as the error's own begins with gRPC's status word, which reads like a code.
  const messages = [...error.details.map(({ message }) => message), error.cause.details];
  return messages.map(parseLedgerError).find((refusal) => refusal !== undefined);
}
