import { pino, type Logger } from 'pino';
import { readConfig } from './config.js';
import { openAgentKey } from './key-file.js';
import { PeerReleaseSource } from './peer-release-source.js';
import { createAgentServer } from './server.js';
import { stopServer } from './stop-server.js';

/** Milliseconds to wait for a disclosure that the own peer has not committed yet. */
const patience = 5_000;

async function main(log: Logger): Promise<void> {
  const config = readConfig(process.env);
  const seed = await openAgentKey(config.key.path, config.key.passphrase).catch((cause: unknown) => {
    throw new Error('the key file does not open under this passphrase', { cause });
  });
  const source = new PeerReleaseSource(config.peer);
  const agent = { source, mspId: config.peer.mspId, seed, patience };
  const server = createAgentServer({ agent, tls: config.tls, log });
  const stop = (): void => {
    void stopServer(server).finally(() => {
      source.close();
      log.info('stopped');
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  server.once('error', (error) => {
    log.fatal({ reason: error.message }, 'cannot listen');
    source.close();
    process.exitCode = 1;
  });
  server.listen(config.listen.port, config.listen.host, () => {
    log.info({ port: config.listen.port }, 'listening');
  });
}

const log = pino({ name: 'key-agent' });
try {
  await main(log);
} catch (error) {
  log.fatal({ reason: error instanceof Error ? error.message : String(error) }, 'cannot start');
  process.exitCode = 1;
}
