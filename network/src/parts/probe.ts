import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { readBounded } from '@medseal/transport';

/** How to tell that a part serves: an HTTP answer 200, or, where nothing else is offered, an accepted connection. */
export type Probe =
  | {
      readonly kind: 'http';
      readonly host: string;
      readonly port: number;
      readonly path: string;
      /** Files (PEM): the root to trust if the part serves TLS, and the client certificate if it requires one. */
      readonly tls?: Readonly<{ root: string; certificate?: string; key?: string }>;
    }
  | { readonly kind: 'connect'; readonly host: string; readonly port: number };

/** The limits of an answer: milliseconds to its last byte, and bytes. A peer's metrics have about half a megabyte. */
const timeout = 2_000;
const mostBytes = 1 << 23;

/** Asks a part once; false also if it does not answer within two seconds. */
export async function answers(probe: Probe): Promise<boolean> {
  return probe.kind === 'connect' ? accepts(probe.host, probe.port) : (await fetchText(probe)) !== undefined;
}

/** A part that answers over HTTP. */
export type HttpProbe = Extract<Probe, { kind: 'http' }>;

/** The body of an answer 200, undefined for anything else. */
export async function fetchText(probe: HttpProbe): Promise<string | undefined> {
  const answer = await fetchAnswer(probe);
  return answer?.status === 200 ? answer.body : undefined;
}

/**
 * An answer with any status; undefined without one in the time (milliseconds) and while the files of `tls` are missing.
 */
export function fetchAnswer(
  probe: HttpProbe,
  within: number = timeout,
): Promise<Readonly<{ status: number | undefined; body: string }> | undefined> {
  const { host, port, path, tls } = probe;
  // A part whose certificates do not exist yet does not serve.
  if (tls && !Object.values(tls).every((file) => existsSync(file))) return Promise.resolve(undefined);
  const options = { host, port, path, signal: AbortSignal.timeout(within) };
  return new Promise((resolve) => {
    const onResponse = (response: IncomingMessage) => {
      readBounded(response, mostBytes).then(
        (body) => {
          resolve({ status: response.statusCode, body: body.toString() });
        },
        () => {
          resolve(undefined);
        },
      );
    };
    const request = tls
      ? getSecure({ ...options, ...contentOf(tls) }, onResponse)
      : getPlain(options, onResponse);
    request.once('error', () => {
      resolve(undefined);
    });
  });
}

function contentOf({ root, certificate, key }: NonNullable<HttpProbe['tls']>): SecureContextOptions {
  return {
    ca: readFileSync(root),
    ...(certificate !== undefined && { cert: readFileSync(certificate) }),
    ...(key !== undefined && { key: readFileSync(key) }),
  };
}

/** Does something listen on a port? */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const done = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => {
      done(true);
    });
    socket.once('timeout', () => {
      done(false);
    });
    socket.once('error', () => {
      done(false);
    });
  });
}
