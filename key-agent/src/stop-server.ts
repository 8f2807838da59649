import type { Server } from 'node:https';

/** Milliseconds that running requests have to end. */
const grace = 8_000;

/** Takes no new connections, lets running requests end, then closes what is left. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, grace);
  await closed;
  clearTimeout(late);
}
