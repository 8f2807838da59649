import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import { gzipSync } from 'node:zlib';

const head = (...lines: readonly string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
const json = 'content-type: application/json';
const chunked = 'transfer-encoding: chunked';
const megabyte = Buffer.alloc(1 << 20, 'x');
/** Made on first use, which takes a second. */
let packed: Buffer | undefined;

/** Writes repeatedly, as fast as the other side takes it. */
function flood(socket: Socket, piece: Buffer | string): void {
  const more = () => {
    while (socket.writable && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

function trickle(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 200);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

/** How a hostile organization's part may answer; each gets the connection after the first bytes of a request. */
export const hostileAnswers = {
  'says nothing': () => undefined,
  'never ends its answer': (socket) => {
    socket.write(head(json, chunked));
    flood(socket, Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]));
  },
  'announces a gigabyte and sends it': (socket) => {
    socket.write(head(json, 'content-length: 1073741824'));
    flood(socket, megabyte);
  },
  'sends its answer byte by byte': (socket) => {
    socket.write(head(json, 'content-length: 4000'));
    trickle(socket, ' ');
  },
  'sends byte by byte without end': (socket) => {
    socket.write(head(json, chunked));
    trickle(socket, '1\r\n \r\n');
  },
  'sends headers byte by byte': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-header: ');
    trickle(socket, 'x');
  },
  'sends headers without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    flood(socket, 'x-header: and another one\r\n'.repeat(1_000));
  },
  'always promises an answer': (socket) => {
    flood(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000));
  },
  'sends what unpacks to a gigabyte': (socket) => {
    packed ??= gzipSync(Buffer.alloc(256 << 20));
    socket.end(
      Buffer.concat([
        Buffer.from(head(json, 'content-encoding: gzip', `content-length: ${packed.length}`)),
        packed,
      ]),
    );
  },
  'breaks off in the middle': (socket) => {
    socket.end(`${head(json, 'content-length: 4000')}{"shares":`);
  },
  'closes one direction and waits': (socket) => {
    socket.write(head(json, chunked));
    socket.end('5\r\n{"sha\r\n');
  },
  'hangs up': (socket) => {
    socket.destroy();
  },
  'sends something else': (socket) => {
    socket.end(`${head('content-length: 9', json)}[1, 2, 3]`);
  },
} as const satisfies Record<string, (socket: Socket) => void>;
/** By its description. */
export type HostileAnswer = keyof typeof hostileAnswers;

/** Lies that a key agent may tell: well formed and short. */
const lies = {
  'says that its share does not open': (socket) => {
    const body = JSON.stringify({ status: 502, code: 'CANNOT_OPEN' });
    const lines = ['content-type: application/problem+json', `content-length: ${body.length}`];
    socket.end(['HTTP/1.1 502 Bad Gateway', ...lines, '', body].join('\r\n'));
  },
} as const satisfies Record<string, (socket: Socket) => void>;
const answersOf: Record<Answer, (socket: Socket) => void> = { ...hostileAnswers, ...lies };
type Answer = HostileAnswer | keyof typeof lies;

/** A part with a real certificate that answers as it is told. */
export interface HostilePart {
  readonly port: number;
  /** The number of requests. */
  readonly asked: () => number;
  answers: Answer;
  stop(): Promise<void>;
}

/** @param tls PEM */
export async function startHostilePart(
  tls: Readonly<{ certificate: string | Buffer; key: string | Buffer }>,
  answers: HostileAnswer,
  port = 0,
): Promise<HostilePart> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer(
    {
      cert: tls.certificate,
      key: tls.key,
      requestCert: true,
      rejectUnauthorized: false,
      allowHalfOpen: true,
    },
    (socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
      socket.once('data', () => {
        asked++;
        answersOf[part.answers](socket);
      });
    },
  );
  // Including connections whose handshake never ends.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const part: HostilePart = {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    answers,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      // A connection whose handshake was in progress arrives after the others were ended.
      server.on('connection', (socket: Socket) => socket.destroy());
      server.on('secureConnection', (socket) => socket.destroy());
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return part;
}
