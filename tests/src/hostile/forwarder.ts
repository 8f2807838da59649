import * as grpc from '@grpc/grpc-js';
import { channel, tlsRootOf } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';
import { partCertificate } from '../kit/api/tls.js';
import { bytes, number, text } from './wire.js';

/** Newer than any configuration: the sender claims that it has checked the transaction by that one. */
const newest = 1_000_000;

/** A member's orderer, as far as it hands transactions to the orderers of others (fabric-protos, orderer.Cluster). */
export class Forwarder {
  readonly #clients: readonly grpc.Client[];

  private constructor(clients: readonly grpc.Client[]) {
    this.#clients = clients;
  }

  /** With the certificate of an organization's orderer, to the orderers of these others. */
  static async of(network: Network, organization: string, others: readonly string[]): Promise<Forwarder> {
    const { cert, key } = partCertificate(network, organization, 'orderer');
    return new Forwarder(
      await Promise.all(
        others.map(async (other) => {
          const { host } = await network.organization(other);
          const port = await network.port(`${other}/orderer`);
          const credentials = grpc.credentials.createSsl(tlsRootOf(network, other), key, cert);
          return new grpc.Client(`${host}:${port}`, credentials);
        }),
      ),
    );
  }

  /** Sends envelopes as if they had been checked. Only the chain shows what became of them. */
  async forward(envelopes: readonly Uint8Array[]): Promise<void> {
    await Promise.all(this.#clients.map((client) => forwardTo(client, envelopes)));
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }
}

async function forwardTo(client: grpc.Client, envelopes: readonly Uint8Array[]): Promise<void> {
  const stream = client.makeBidiStreamRequest(
    '/orderer.Cluster/Step',
    (request: Uint8Array) => Buffer.from(request),
    (answer: Buffer) => answer,
  );
  const ended = new Promise<void>((resolve) => {
    stream.once('status', () => {
      resolve();
    });
  });
  // An orderer may end the stream at an envelope that it refuses.
  stream.on('error', () => undefined);
  stream.resume();
  for (const envelope of envelopes) stream.write(submitRequest(envelope));
  stream.end();
  await ended;
}

/** StepRequest with a SubmitRequest. */
function submitRequest(envelope: Uint8Array): Buffer {
  return bytes(2, [Buffer.concat([text(1, channel), number(2, newest), bytes(3, [envelope])])]);
}
