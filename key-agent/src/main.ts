import path from 'node:path';
import { KnownMembers, MemberNetworks } from '@medseal/transport';
import { createLog, exit } from '@medseal/runtime';
import type { Logger } from 'pino';
import { Arrivals } from './arrivals.js';
import { readConfig } from './config.js';
import { openAgentKey } from './key-file.js';
import { PeerReleaseSource } from './peer-release-source.js';
import { createAgentServer } from './server.js';
import { stopServer } from './stop-server.js';

/** Milliseconds to wait for a disclosure that this organization's peer has not yet committed. */
const patience = 5_000;

async function main(log: Logger): Promise<void> {
  const config = readConfig(process.env);
  const seed = await openAgentKey(config.key.path, config.key.passphrase).catch((cause: unknown) => {
    throw new Error('the key file does not open with this passphrase', { cause });
  });
  const { mspId, peerTlsRoot: tlsRoot } = config.peer;
  const source = new PeerReleaseSource(config.peer);
  const arrivals = new Arrivals({
    log: {
      lost: (reason) => {
        log.warn(
          { reason },
          'the blocks of the peer cannot be followed right now: no disclosure is judged late',
        );
      },
      regained: () => {
        log.info('the blocks of the peer are followed again');
      },
    },
  });
  const agent = { source, arrivals, mspId, seed, patience };
  const ended = new AbortController();
  void arrivals.follow(source, ended.signal);
  const members = new KnownMembers({
    own: { mspId, tlsRoot },
    read: () => source.members(),
    onFailure: () => {
      log.warn('the members cannot be read from the peer now');
    },
  });
  const networks = new MemberNetworks({
    path: path.join(config.dataFolder, 'member-networks.json'),
    onFailure: (error) => {
      log.warn({ reason: String(error) }, 'networks of members cannot be kept');
    },
  });
  const server = createAgentServer({ agent, members, networks, tls: config.tls, log });
  const stop = (): void => {
    members.close();
    ended.abort();
    void stopServer(server).finally(async () => {
      await networks.close();
      source.close();
      log.info('stopped');
      exit(log, 0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  server.once('error', (error) => {
    log.fatal({ reason: error.message }, 'cannot listen');
    exit(log, 1);
  });
  server.listen(config.listen.port, config.listen.host, () => {
    log.info({ port: config.listen.port }, 'listening');
  });
}

const log = createLog({ name: 'key-agent' });
try {
  await main(log);
} catch (error) {
  log.fatal({ reason: error instanceof Error ? error.message : String(error) }, 'cannot start');
  exit(log, 1);
}
