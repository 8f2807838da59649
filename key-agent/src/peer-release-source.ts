import * as grpc from '@grpc/grpc-js';
import { connect, GatewayError, hash, type Contract, type Gateway } from '@hyperledger/fabric-gateway';
import {
  chaincodeName,
  evaluatedFunctions,
  parseCanonical,
  parseLedgerError,
  releaseSchema,
  type DisclosureId,
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

const evaluateMilliseconds = 4_000;
const reachableMilliseconds = 1_000;

/** Asks the own peer by Fabric's gateway service, over one connection. */
export class PeerReleaseSource implements ReleaseSource {
  readonly #mspId: string;
  readonly #client: grpc.Client;
  readonly #gateway: Gateway;
  readonly #contract: Contract;

  constructor(access: PeerAccess) {
    this.#mspId = access.mspId;
    this.#client = new grpc.Client(
      access.peerAddress,
      grpc.credentials.createSsl(Buffer.from(access.peerTlsRoot)),
    );
    this.#gateway = connect({
      client: this.#client,
      identity: { mspId: access.mspId, credentials: Buffer.from(access.serviceCertificate) },
      signer: p256Signer(access.serviceKey),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + evaluateMilliseconds }),
    });
    const { contract } = evaluatedFunctions.ReadRelease;
    this.#contract = this.#gateway.getNetwork(access.channel).getContract(chaincodeName, contract);
  }

  async read(disclosureId: DisclosureId): Promise<Release> {
    const result = await this.#evaluate(disclosureId);
    return releaseSchema.parse(parseCanonical(result));
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
  async #evaluate(disclosureId: DisclosureId): Promise<Uint8Array> {
    try {
      return await this.#contract.evaluate('ReadRelease', {
        arguments: [disclosureId],
        endorsingOrganizations: [this.#mspId],
      });
    } catch (error) {
      throw refusalIn(error) ?? new Refusal('UNAVAILABLE', error);
    }
  }
}

function refusalIn(error: unknown): Error | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  // The cause's text, as the error's own begins with gRPC's status word, which reads like a code.
  const messages = [...error.details.map(({ message }) => message), error.cause.details];
  return messages.map(parseLedgerError).find((refusal) => refusal !== undefined);
}
