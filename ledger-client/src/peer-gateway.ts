import type { CallOptions, Client } from '@grpc/grpc-js';
import { connect, type Gateway, hash } from '@hyperledger/fabric-gateway';

/** The identity that calls the peer. */
export interface PeerIdentity {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /** Signs a message with the certificate's key: ECDSA P-256 with SHA-256, low s, DER. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Milliseconds that each stage of a call may take; without a value, Fabric's client decides. */
export interface Deadlines {
  readonly evaluate: number;
  readonly endorse?: number;
  readonly submit?: number;
  readonly commit?: number;
}

/**
 * The peer's Gateway service for one identity, over a connection that identities share. Closing it leaves the
 * connection open. A stage that takes longer than its deadline ends with gRPC's status DEADLINE_EXCEEDED.
 */
export function peerGateway(client: Client, identity: PeerIdentity, deadlines: Deadlines): Gateway {
  return connect({
    client,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
    signer: async (message) => await identity.sign(message),
    hash: hash.none,
    evaluateOptions: within(deadlines.evaluate),
    endorseOptions: within(deadlines.endorse),
    submitOptions: within(deadlines.submit),
    commitStatusOptions: within(deadlines.commit),
  });
}

/** Options of a call that begins now. */
function within(milliseconds: number | undefined): () => CallOptions {
  return () => (milliseconds === undefined ? {} : { deadline: Date.now() + milliseconds });
}
