import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { topology } from '../topology/topology.js';

/** How to see that a part serves: an HTTP answer 200, or, where nothing else is offered, an accepted connection. */
export type Probe =
  | { readonly kind: 'http'; readonly port: number; readonly path: string; readonly tlsRoot?: string }
  | { readonly kind: 'connect'; readonly port: number };

const timeout = 2_000;

/** Asks a part once; false also when it does not answer in two seconds. */
export async function answers(probe: Probe): Promise<boolean> {
  return probe.kind === 'connect' ? accepts(probe.port) : (await fetchText(probe)) !== undefined;
}

/** Body of an answer 200, undefined for anything else. */
export function fetchText(probe: Extract<Probe, { kind: 'http' }>): Promise<string | undefined> {
  const options = { host: topology.serverName, port: probe.port, path: probe.path, timeout };
  return new Promise((resolve) => {
    const onResponse = (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', () => {
        resolve(undefined);
      });
      response.once('end', () => {
        resolve(response.statusCode === 200 ? Buffer.concat(chunks).toString() : undefined);
      });
    };
    const request = probe.tlsRoot
      ? getSecure({ ...options, ca: readFileSync(probe.tlsRoot) }, onResponse)
      : getPlain(options, onResponse);
    request.once('timeout', () => request.destroy());
    request.once('error', () => {
      resolve(undefined);
    });
  });
}

/** Whether something listens on a port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: topology.host, port, timeout });
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
