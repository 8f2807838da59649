import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type ArrivalLimits, Arrivals } from './arrivals.js';
import type { KnownMembers, Member } from './known-members.js';
import type { MemberNetworks } from './member-networks.js';
import { isLoopback } from './network-address.js';
import { Shares } from './shares.js';
import { endSilentConnections } from './silent-connections.js';

/** Who calls: a member organization, by a certificate (DER) whose key its connection has proven. */
export type Caller = Readonly<{ member: Member; certificate: Uint8Array }>;

/** `caller` is absent only for health checks from this machine, where they are permitted. */
export type MemberListener = (
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller | undefined,
) => void;

/** A port for members. */
export type MemberServerOptions = Readonly<{
  /** PEM */
  tls: Readonly<{ certificate: string; key: string }>;
  members: Pick<KnownMembers, 'whose'>;
  /** The networks from which members have come: they are let in before a crowd. */
  networks: MemberNetworks;
  /** Lets this machine connect without a certificate, for a few seconds, to check the program's health. */
  healthOnLoopback?: boolean;
  limits?: ArrivalLimits;
}>;

/** The number of connections that each member may have open. */
export const connectionsPerMember = 256;

/**
 * An HTTPS server (TLS 1.3) for parts of member organizations. A connection whose certificate belongs to no member ends
 * after the handshake, before a request is parsed and without any look-up. Slow, silent and excess connections end too.
 */
export function createMemberServer(options: MemberServerOptions, listener: MemberListener): Server {
  const { tls, networks, limits } = options;
  const arrivals = new Arrivals({ networks, limits });
  const callers = new WeakMap<object, Caller>();
  const server = createServer(
    {
      cert: tls.certificate,
      key: tls.key,
      minVersion: 'TLSv1.3',
      requestCert: true,
      // Members are told apart from strangers below, because roots change while the server runs.
      rejectUnauthorized: false,
      maxHeaderSize: 8_192,
      handshakeTimeout: 5_000,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      listener(request, response, callers.get(request.socket));
    },
  );
  endSilentConnections(server);
  pace(server, arrivals);
  server.prependListener('secureConnection', admission(options, arrivals, callers));
  return server;
}

/** The arrivals decide when handshakes begin. */
function pace(server: Server, arrivals: Arrivals): void {
  const handshakes = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    arrivals.enter(socket, () => {
      for (const handshake of handshakes) handshake.call(server, socket);
    });
  });
}

/** Keeps a member's connection, within the member's number; ends every other one. */
function admission(
  options: MemberServerOptions,
  arrivals: Arrivals,
  callers: WeakMap<object, Caller>,
): (socket: TLSSocket) => void {
  const seats = new Shares(connectionsPerMember);
  return (socket) => {
    const certificate = socket.getPeerX509Certificate()?.raw;
    if (certificate === undefined) {
      if (!mayAskForHealth(options, socket)) socket.destroy();
      return;
    }
    const member = options.members.whose(certificate);
    if (member === undefined) {
      socket.destroy();
      return;
    }
    arrivals.prove(socket, member.mspId);
    const leave = seats.take(member.mspId);
    if (leave === undefined) {
      socket.destroy();
      return;
    }
    socket.once('close', leave);
    callers.set(socket, { member, certificate });
  };
}

function mayAskForHealth({ healthOnLoopback = false }: MemberServerOptions, socket: TLSSocket): boolean {
  return healthOnLoopback && isLoopback(socket.remoteAddress ?? '');
}
