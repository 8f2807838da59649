import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { tlsRootOf } from '../network/ledger.js';
import type { Network } from '../network/network.js';

/** The post-quantum hybrid group that everything between parts must agree on (IETF draft-ietf-tls-ecdhe-mlkem). */
export const hybridGroup = 'X25519MLKEM768';

/** A port of one organization's parts. */
export interface TlsPort {
  readonly organization: string;
  readonly port: number;
  /** Where it listens; this machine, under the name that all certificates hold, where it is left out. */
  readonly host?: string;
}

/** A certificate that a caller shows: PEM of certificate and key. */
export interface ClientCertificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The TLS certificate of one of an organization's parts. */
export function partCertificate(network: Network, organization: string, part: string): ClientCertificate {
  const folder = path.join(network.home, 'organizations', organization, 'tls', part);
  return {
    cert: readFileSync(path.join(folder, 'public.crt')),
    key: readFileSync(path.join(folder, 'private.key')),
  };
}

/**
 * Shakes hands offering one group only; resolves with the protocol version.
 * @throws when the other side does
 * not take it.
 */
export async function handshake(
  network: Network,
  { organization, port }: TlsPort,
  group: string,
): Promise<string> {
  const socket: TLSSocket = connect({
    host: 'localhost',
    port,
    servername: 'localhost',
    ca: tlsRootOf(network, organization),
    ecdhCurve: group,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('secureConnect', () => {
        resolve(socket.getProtocol() ?? '');
      });
    });
  } finally {
    socket.destroy();
  }
}

/** An answer between parts. */
export interface PartAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** Calls a part over (mutual) TLS, with or without a client certificate. */
export async function callPart(
  network: Network,
  { organization, port, host = 'localhost' }: TlsPort,
  call: Readonly<{
    method: string;
    path: string;
    body?: object;
    headers?: Readonly<Record<string, string>>;
    certificate?: ClientCertificate | undefined;
  }>,
): Promise<PartAnswer> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return await new Promise((resolve, reject) => {
    const sent = request(
      {
        host,
        port,
        method: call.method,
        path: call.path,
        ca: tlsRootOf(network, organization),
        ...call.certificate,
        agent: false,
        headers: {
          ...call.headers,
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
