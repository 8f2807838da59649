import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What came back on a connection: the statuses of all answers, and whether the gateway ended it. */
export interface Outcome {
  readonly statuses: readonly number[];
  readonly isClosed: boolean;
}

/** Where a gateway listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How bytes are sent. */
export interface Sending {
  /** Milliseconds to wait for the connection to end; then it counts as open. */
  readonly patience?: number;
  /** Signals the end of sending, but keeps listening. */
  readonly halfClose?: boolean;
}

/** Opens a connection; if it breaks, the caller sees its end. */
export async function openSocket(address: Address): Promise<Socket> {
  const socket = connect({ ...address, allowHalfOpen: true });
  socket.on('error', () => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Sends pieces of bytes as they are, and reads until the gateway ends the connection or patience does. */
export async function exchange(
  address: Address,
  pieces: readonly (string | Uint8Array)[],
  { patience = 3_000, halfClose = false }: Sending = {},
): Promise<Outcome> {
  const socket = await openSocket(address);
  const heard: Buffer[] = [];
  const ended = new Promise<true>((resolve) => {
    socket.once('end', () => {
      resolve(true);
    });
    socket.once('close', () => {
      resolve(true);
    });
  });
  socket.on('data', (piece: Buffer) => heard.push(piece));
  for (const piece of pieces) if (!socket.destroyed) socket.write(piece);
  if (halfClose) socket.end();
  const isClosed = await Promise.race([ended, pause(patience, false)]);
  socket.destroy();
  return { statuses: statusesIn(Buffer.concat(heard)), isClosed };
}

/** The statuses of answers that follow one another; no body of a problem contains a status line. */
function statusesIn(bytes: Buffer): readonly number[] {
  return [...bytes.toString('latin1').matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
