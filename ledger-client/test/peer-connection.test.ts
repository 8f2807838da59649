import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newAuthority } from '../../key-agent/test/certificates.js';
import { connectToPeer } from '../src/peer-connection.js';

/** Milliseconds that bytes take from one end of the wire to the other. */
const oneWay = 20;
/** The largest block in this network. */
const block = Buffer.alloc(2 << 20, 7);

const authority = await newAuthority('peer');
const same = (bytes: Buffer): Buffer => bytes;
const method = {
  path: '/protos.Deliver/Deliver',
  requestStream: false,
  responseStream: true,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
} as const;
const sockets: Socket[] = [];
let peer: grpc.Server;
let wire: Server;
let address: string;

beforeAll(async () => {
  const { certificate, key } = await authority.issue();
  peer = new grpc.Server();
  peer.addService({ deliver: method }, { deliver });
  const credentials = grpc.ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(certificate), private_key: Buffer.from(key) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    peer.bindAsync('127.0.0.1:0', credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  wire = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    carry(near, far);
    carry(far, near);
    sockets.push(near, far);
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  address = `localhost:${(wire.address() as AddressInfo).port}`;
});

afterAll(() => {
  peer.forceShutdown();
  for (const socket of sockets) socket.destroy();
  wire.close();
});

/** A small answer, so that the connection is established, then the block. */
function deliver(call: grpc.ServerWritableStream<Buffer, Buffer>): void {
  call.write(Buffer.alloc(1));
  setTimeout(() => {
    call.write(block);
    call.end();
  }, 10 * oneWay);
}

function carry(from: Socket, to: Socket): void {
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
  from.on('data', (bytes: Buffer) => {
    void delay(oneWay).then(() => {
      if (!to.destroyed) to.write(bytes);
    });
  });
}

/** Milliseconds between the first answer and the block. */
async function timeOfBlock(client: grpc.Client): Promise<number> {
  const stream = client.makeServerStreamRequest(method.path, same, same, Buffer.alloc(1));
  const times: number[] = [];
  let received = 0;
  for await (const answer of stream as AsyncIterable<Buffer>) {
    times.push(performance.now());
    received += answer.length;
  }
  client.close();
  expect(received).toBe(1 + block.length);
  const [first = 0, second = 0] = times;
  return second - first - 10 * oneWay;
}

test('a large block arrives in a few round trips, while gRPC’s default settings need dozens', async () => {
  const { root } = authority;
  const usual = new grpc.Client(address, grpc.credentials.createSsl(Buffer.from(root)));
  const usually = await timeOfBlock(usual);
  const ours = await timeOfBlock(connectToPeer(address, root));
  expect(usually).toBeGreaterThan(2 * oneWay * 16);
  expect(ours).toBeLessThan(usually / 3);
});
