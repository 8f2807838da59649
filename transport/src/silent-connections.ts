import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isIPv4, type Socket } from 'node:net';

/** When a connection counts as silent. */
export interface Silence {
  /** A connection ends after this many milliseconds without a byte in either direction. */
  readonly after: number;
  /** Milliseconds between two checks of a connection on which the program itself sees nothing move. */
  readonly look: number;
}

const defaultSilence: Silence = { after: 60_000, look: 10_000 };

/**
 * Ends a server's connections on which nothing moves. A slow reader keeps the connection: the system takes an answer in
 * large pieces and may pass it on for minutes, so the bytes that still wait there count too, not only what the program
 * writes. On systems other than Linux, which do not report these bytes, only the latter counts.
 */
export function endSilentConnections(server: Server, silence: Silence = defaultSilence): void {
  server.setTimeout(silence.after);
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    socket.setTimeout(silence.look);
    watch(response, silence);
  });
}

function watch(response: ServerResponse, { after, look }: Silence): void {
  let visible = '';
  let waiting: string | undefined;
  let movedAt = 0;
  const isSilent = async (socket: Socket): Promise<boolean> => {
    const now = performance.now();
    const state = `${socket.bytesRead} ${socket.bytesWritten}`;
    if (state !== visible) {
      [visible, waiting, movedAt] = [state, undefined, now - look];
      return false;
    }
    const before = waiting;
    waiting = await waitingBytes(socket);
    if (before !== undefined && waiting !== before) movedAt = now;
    return now - movedAt >= after;
  };
  // Emitted when the program has seen nothing move for `look` milliseconds.
  response.on('timeout', (socket: Socket) => {
    void isSilent(socket).then((silent) => {
      if (silent) socket.destroy();
      else if (!response.writableFinished) socket.setTimeout(look);
    });
  });
}

/** Bytes, in hex, that the system has taken from the program but the other side has not; empty if unknown. */
async function waitingBytes({ localPort = 0, remotePort = 0, remoteAddress = '' }: Socket): Promise<string> {
  const table = await (isIPv4(remoteAddress) ? ipv4 : ipv6).read();
  const ports = `[0-9A-F]+:${hex(localPort)} [0-9A-F]+:${hex(remotePort)}`;
  const lines = table.matchAll(new RegExp(`^ *\\d+: ${ports} [0-9A-F]{2} ([0-9A-F]+):`, 'gm'));
  return Array.from(lines, ([, bytes]) => bytes).join(' ');
}

/** The system's table of connections; one read serves all callers that ask at about the same time. */
class ConnectionTable {
  readonly #file: string;
  #text: Promise<string> | undefined;
  #readAt = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(): Promise<string> {
    const now = performance.now();
    if (this.#text === undefined || now - this.#readAt > tableAge) {
      this.#readAt = now;
      this.#text = readFile(this.#file, 'latin1').catch(() => '');
    }
    return this.#text;
  }
}

/** Milliseconds. */
const tableAge = 100;
const ipv4 = new ConnectionTable('/proc/net/tcp');
const ipv6 = new ConnectionTable('/proc/net/tcp6');

/** A port as the table of connections writes it. */
function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
