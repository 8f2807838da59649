import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import type { CertificateUse } from '../../domain/health/checks.js';

/** Where a part serves TLS. */
export interface ServedAt {
  /** Whose certificate it is. */
  readonly what: string;
  readonly host: string;
  readonly port: number;
}

/** Milliseconds for a handshake. */
const patience = 1_500;

/** What our peers, orderers (gRPC) and the other parts speak. */
const protocols = ['h2', 'http/1.1'];

/** The certificates that parts serve now, without parts that serve none. Nothing is sent, so none is verified. */
export async function servedCertificates(places: readonly ServedAt[]): Promise<readonly CertificateUse[]> {
  const found = await Promise.all(
    places.map(async ({ what, ...place }) => {
      const certificate = await servedAt(place);
      return certificate && { what, until: certificate.validToDate };
    }),
  );
  return found.filter((each) => each !== undefined);
}

function servedAt({ host, port }: Omit<ServedAt, 'what'>): Promise<X509Certificate | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      ...{ host, port, servername: host, ALPNProtocols: protocols, timeout: patience },
      // Expired certificates must be seen, too.
      rejectUnauthorized: false,
    });
    const settle = (): void => {
      resolve(socket.getPeerX509Certificate());
      socket.destroy();
    };
    for (const event of ['secureConnect', 'timeout', 'error'] as const) socket.once(event, settle);
    // Later errors do not matter.
    socket.on('error', () => undefined);
  });
}

/** The certificate in a file (PEM). */
export function ownCertificate(what: string, pem: string): CertificateUse {
  return { what, until: new X509Certificate(pem).validToDate };
}

/** @param address `host:port` */
export function servedAtAddress(what: string, address: string): ServedAt {
  return servedAtUrl(what, `tcp://${address}`);
}

/** @param url with a port */
export function servedAtUrl(what: string, url: string): ServedAt {
  const { hostname, port } = new URL(url);
  return { what, host: hostname, port: Number(port === '' ? 443 : port) };
}
