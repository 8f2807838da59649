import * as grpc from '@grpc/grpc-js';
import { tlsRootOf } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';

/**
 * An orderer's broadcast service, used by an outside client (fabric-protos, orderer.AtomicBroadcast): one
 * stream for all envelopes.
 */
export class OrdererClient {
  readonly #client: grpc.Client;
  readonly #waiting: PromiseWithResolvers<number>[] = [];
  #stream: grpc.ClientDuplexStream<Uint8Array, number> | undefined;

  private constructor(address: string, tlsRoot: Buffer) {
    this.#client = new grpc.Client(address, grpc.credentials.createSsl(tlsRoot));
  }

  static async of(network: Network, organization: string): Promise<OrdererClient> {
    const port = await network.port(`${organization}/orderer`);
    const { host } = await network.organization(organization);
    return new OrdererClient(`${host}:${port}`, tlsRootOf(network, organization));
  }

  /**
   * Sends an envelope; resolves with the orderer's status: 200 means that it is accepted, 0 that there is no
   * answer.
   */
  async broadcast(envelope: Uint8Array): Promise<number> {
    const answer = Promise.withResolvers<number>();
    this.#waiting.push(answer);
    this.#open().write(envelope);
    return await answer.promise;
  }

  close(): void {
    this.#stream?.cancel();
    this.#client.close();
  }

  #open(): grpc.ClientDuplexStream<Uint8Array, number> {
    if (this.#stream !== undefined) return this.#stream;
    const stream = this.#client.makeBidiStreamRequest(
      '/orderer.AtomicBroadcast/Broadcast',
      (envelope: Uint8Array) => Buffer.from(envelope),
      statusOf,
    );
    this.#stream = stream;
    stream.on('data', (status: number) => this.#waiting.shift()?.resolve(status));
    // An orderer ends the stream after an envelope that it refuses, and has not accepted what it leaves unanswered.
    stream.on('error', () => undefined);
    stream.once('status', () => {
      this.#stream = undefined;
      for (const { resolve } of this.#waiting.splice(0)) resolve(0);
    });
    return stream;
  }
}

/** BroadcastResponse: status is field 1, a varint below 2^14. */
function statusOf(response: Buffer): number {
  return response[0] === 8 ? ((response[2] ?? 0) << 7) | ((response[1] ?? 0) & 127) : 0;
}
