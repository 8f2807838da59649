import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endSilentConnections } from '@medseal/transport';

/** A server that listens. */
export interface ListeningServer {
  readonly port: number;
  /** Stops accepting, lets running requests end for a while, then cuts them. */
  close(): Promise<void>;
}

/** Time that running requests get when the gateway stops, milliseconds. */
const grace = 5_000;

/**
 * Serves HTTP on an address. Headers must arrive soon, a silent connection ends; a whole request may take long, as
 * uploads do, and JSON bodies have a limit of their own.
 */
export async function listen(
  handler: RequestListener,
  address: Readonly<{ host: string; port: number }>,
): Promise<ListeningServer> {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 0,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
    },
    handler,
  );
  endSilentConnections(server);
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, grace);
  await closed;
  clearTimeout(timer);
}
