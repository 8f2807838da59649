import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@grpc/grpc-js';
import { type Contract, type Gateway, GatewayError } from '@hyperledger/fabric-gateway';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { connectToPeer, peerGateway } from '@medseal/ledger-client';
import { chaincodeName } from '@medseal/ledger-model';
import { p256Signer } from '@medseal/sealing';
import type { Network } from './network.js';

/** Channel of the network. */
export const channel = 'medseal';

/** An X.509 identity of an organization; certificate and key as PEM. */
export interface Identity {
  readonly mspId: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A call of the chaincode as it goes over the wire. `contract` may be left out to call what has no contract
 * of ours.
 */
export interface LedgerCall {
  readonly contract?: string;
  readonly function: string;
  readonly arguments: readonly string[];
  readonly transient?: Readonly<Record<string, Uint8Array>>;
}

/** A committed, valid transaction. */
export interface CommittedCall {
  readonly transactionId: string;
  readonly block: number;
}

const deadlines = { evaluate: 15_000, endorse: 15_000, submit: 15_000, commit: 15_000 } as const;

/**
 * The ledger as a client with an identity reaches it: Fabric's gateway service of one organization's peer,
 * nothing of ours between.
 */
export class LedgerClient {
  readonly #client: Client;

  private constructor(
    readonly mspId: string,
    address: string,
    tlsRoot: Buffer,
  ) {
    this.#client = connectToPeer(address, tlsRoot.toString());
  }

  /** By the peer of this organization. */
  static async of(network: Network, organization: string): Promise<LedgerClient> {
    const { mspId, host } = await network.organization(organization);
    const port = await network.port(`${organization}/peer`);
    return new LedgerClient(mspId, `${host}:${port}`, tlsRootOf(network, organization));
  }

  /** The answer of this organization's peer. @throws {GatewayError} */
  async evaluate(identity: Identity, call: LedgerCall): Promise<Buffer> {
    const { contract, ...rest } = call;
    const answer = await this.#contract(identity, contract).evaluate(rest.function, {
      arguments: [...rest.arguments],
      endorsingOrganizations: [this.mspId],
    });
    return Buffer.from(answer);
  }

  /**
   * Endorses, orders and waits for the commit.
   * @throws {GatewayError}, or an error naming the code of an
   * invalid transaction.
   */
  async submit(identity: Identity, call: LedgerCall): Promise<CommittedCall> {
    const submitted = await this.#contract(identity, call.contract).submitAsync(call.function, {
      arguments: [...call.arguments],
      transientData: { ...call.transient },
    });
    const { successful, code, transactionId, blockNumber } = await submitted.getStatus();
    if (!successful) throw new Error(`transaction is invalid, code ${code}`);
    return { transactionId, block: Number(blockNumber) };
  }

  /** Collects endorsements, and sends nothing to an orderer. */
  async endorse(
    identity: Identity,
    call: LedgerCall,
  ): Promise<Readonly<{ transactionId: string; prepared: Uint8Array }>> {
    const proposal = this.#contract(identity, call.contract).newProposal(call.function, {
      arguments: [...call.arguments],
      transientData: { ...call.transient },
    });
    const transaction = await proposal.endorse();
    return { transactionId: transaction.getTransactionId(), prepared: transaction.getBytes() };
  }

  /** Collects endorsements for a proposal that is signed with a time other than now. */
  async endorseAt(signedAt: Date, identity: Identity, call: LedgerCall): Promise<Uint8Array> {
    const { contract, ...rest } = call;
    const proposal = this.#contract(identity, contract).newProposal(rest.function, {
      arguments: [...rest.arguments],
      transientData: { ...rest.transient },
    });
    const bytes = withTime(proposal.getBytes(), signedAt);
    return (await this.#gateway(identity).newProposal(bytes).endorse()).getBytes();
  }

  /**
   * Orders what was endorsed before, and waits for the commit.
   * @throws {GatewayError}, or an error naming the
   * code of an invalid transaction.
   */
  async order(identity: Identity, prepared: Uint8Array): Promise<CommittedCall> {
    const submitted = await this.#gateway(identity).newTransaction(prepared).submit();
    const { successful, code, transactionId, blockNumber } = await submitted.getStatus();
    if (!successful) throw new Error(`transaction is invalid, code ${code}`);
    return { transactionId, block: Number(blockNumber) };
  }

  /** Number of blocks that this organization's peer holds. */
  async height(identity: Identity): Promise<number> {
    const bytes = await this.#system(identity, 'GetChainInfo', channel);
    return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
  }

  /** A block as this organization's peer stores it. */
  async block(identity: Identity, number: number): Promise<Buffer> {
    return Buffer.from(await this.#system(identity, 'GetBlockByNumber', channel, String(number)));
  }

  close(): void {
    this.#client.close();
  }

  async #system(identity: Identity, name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return await this.#gateway(identity)
      .getNetwork(channel)
      .getContract('qscc')
      .evaluate(name, { arguments: [...args], endorsingOrganizations: [this.mspId] });
  }

  #contract(identity: Identity, contract: string | undefined): Contract {
    return this.#gateway(identity).getNetwork(channel).getContract(chaincodeName, contract);
  }

  #gateway({ mspId, certificate, privateKey }: Identity): Gateway {
    return peerGateway(this.#client, { mspId, certificate, sign: p256Signer(privateKey) }, deadlines);
  }
}

/** A proposal (fabric-protos, gateway.ProposedTransaction) with another time in its header. */
function withTime(bytes: Uint8Array, time: Date): Uint8Array {
  const proposed = gateway.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  channelHeader.getTimestamp()?.fromDate(time);
  header.setChannelHeader(channelHeader.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}

/**
 * One of the identities that an organization's operator keeps in files: `gateway`, `agent`, `operator`,
 * `admin`, `peer`, `orderer`.
 */
export async function identityOf(network: Network, organization: string, name: string): Promise<Identity> {
  const { mspId } = await network.organization(organization);
  const folder = path.join(network.home, 'organizations', organization, 'identities', name);
  return {
    mspId,
    certificate: readFileSync(path.join(folder, 'signcerts', 'certificate.pem'), 'utf8'),
    privateKey: readFileSync(path.join(folder, 'keystore', 'key.pem'), 'utf8'),
  };
}

/** PEM of the root that all TLS certificates of an organization chain to. */
export function tlsRootOf(network: Network, organization: string): Buffer {
  return readFileSync(path.join(network.home, 'organizations', organization, 'ca', 'tls', 'ca-cert.pem'));
}

/** All that the peers say when they refuse a call. @throws when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('the call succeeded, a refusal was expected');
  if (!(error instanceof GatewayError)) return error instanceof Error ? error.message : 'unknown';
  return [error.cause.details, ...error.details.map(({ message }) => message)].join('\n');
}
