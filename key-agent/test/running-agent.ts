import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { request, type RequestOptions } from 'node:https';
import { KnownMembers, MemberNetworks } from '@medseal/transport';
import { createAgentServer, type Log } from '../src/server.js';
import type { Agent } from '../src/release-shares.js';
import { stopServer } from '../src/stop-server.js';
import type { Authority, Identity } from './certificates.js';

/** An answer as the caller sees it. */
export type Answer = Readonly<{ status: number; type: string | undefined; body: unknown }>;

type Call = Readonly<{
  identity?: Identity | undefined;
  method?: string;
  path?: string;
  type?: string;
  body?: string | Uint8Array;
  tls?: RequestOptions;
}>;

/** An agent that listens on a free port of the loopback, and what it logged. */
export type RunningAgent = Readonly<{
  port: number;
  logged: readonly string[];
  call: (call: Call) => Promise<Answer>;
  stop: () => Promise<void>;
}>;

/** Starts an agent that knows the members that its source names. */
export async function runAgent(agent: Agent, authority: Authority): Promise<RunningAgent> {
  const logged: string[] = [];
  const write = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  const log: Log = { info: write, warn: write, error: write };
  const members = new KnownMembers({
    read: () => agent.source.members(),
    onFailure: (error) => write({ error }, 'no members'),
  });
  const server = createAgentServer({
    ...{ agent, members, networks: new MemberNetworks() },
    ...{ tls: await authority.issue(), log },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    logged,
    call: (call) => send(port, authority, call),
    stop: async () => {
      members.close();
      await stopServer(server);
    },
  };
}

function send(port: number, authority: Authority, call: Call): Promise<Answer> {
  const { identity, method = 'POST', path = '/releases', type = 'application/json', body, tls } = call;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        servername: 'localhost',
        port,
        method,
        path,
        ca: authority.root,
        agent: false,
        headers: { 'content-type': type },
        ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.key }),
        ...tls,
      },
      (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            type: incoming.headers['content-type'],
            body: JSON.parse(text),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
