import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { endSilentConnections } from '../src/silent-connections.js';

const silence = { after: 900, look: 100 };
const megabyte = Buffer.alloc(1 << 20);
let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(megabytes: number, watch: (watched: Server) => void): Promise<number> {
  server = createServer((incoming, response) => {
    incoming.resume();
    const pieces = Readable.from(Array<Buffer>(megabytes).fill(megabyte));
    if (incoming.method === 'GET') pipeline(pieces, response, () => undefined);
  });
  watch(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Takes an answer at the given number of bytes per second. */
async function take(port: number, rate: number) {
  const sent = request({ port, host: '127.0.0.1', agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  let bytes = 0;
  try {
    for await (const { length } of response as AsyncIterable<Buffer>) {
      bytes += length;
      while (bytes > rate * seconds()) await delay(20);
    }
    return { isWhole: true, bytes, seconds: seconds() };
  } catch {
    return { isWhole: false, bytes, seconds: seconds() };
  }
}

describe('a reader', () => {
  test('who takes bytes steadily and slowly gets them all, although the program long sees nothing move', async () => {
    const longest = { now: 0, all: 0 };
    const port = await serve(7, (watched) => {
      endSilentConnections(watched, silence);
      watched.on('request', (_request, response) => {
        let last = performance.now();
        response.on('drain', () => {
          longest.all = Math.max(longest.all, performance.now() - last);
          last = performance.now();
        });
      });
    });
    expect(await take(port, 600_000)).toMatchObject({ isWhole: true, bytes: 7 << 20 });
    // Otherwise this shows nothing: a time limit on what the program sees must have cut the answer.
    expect(longest.all).toBeGreaterThan(silence.after);
  });

  test('who stops taking bytes loses the connection', async () => {
    const port = await serve(64, (watched) => {
      endSilentConnections(watched, silence);
    });
    const closed = once(server, 'connection').then(async ([socket]) => {
      await once(socket as Readable, 'close');
      return performance.now();
    });
    const sent = request({ port, host: '127.0.0.1', agent: false }).on('error', () => undefined);
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).pause();
    const began = performance.now();
    const after = (await closed) - began;
    expect(after).toBeGreaterThan(silence.after - silence.look);
    expect(after).toBeLessThan(silence.after + 5 * silence.look + 1_000);
    sent.destroy();
  });
});

test('a sender who stops loses the connection; one who continues slowly keeps it', async () => {
  const port = await serve(0, (watched) => {
    endSilentConnections(watched, silence);
  });
  const put = { port, host: '127.0.0.1', agent: false, method: 'PUT', headers: { 'content-length': 1_000 } };
  const sent = request(put).on('error', () => undefined);
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    sent.once('close', () => {
      isClosed = true;
      resolve();
    });
  });
  for (let times = 0; times < 6; times++) {
    sent.write('x');
    await delay(silence.after / 2);
    expect(isClosed).toBe(false);
  }
  await closed;
});
