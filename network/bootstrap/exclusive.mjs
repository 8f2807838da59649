import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` while no other process on this machine runs work under the same name. The lock is an abstract Unix socket
 * (unix(7)): the kernel drops it with its process, so none is ever stale.
 */
export async function exclusively(name, work, onWait = () => {}) {
  const address = `\0medseal-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  let lock = await tryListen(address);
  if (!lock) onWait();
  while (!lock) {
    await wait(200);
    lock = await tryListen(address);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}
