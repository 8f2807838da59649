import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import { codeOf, send, sendProblem } from './problem.js';
import { Refusal } from './refusal.js';
import { releaseShares, type Agent } from './release-shares.js';
import { readReleaseRequest } from './request-body.js';

/** Where the server writes what happened; fits pino. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;

/** An agent behind TLS: certificate and key as PEM. */
export type AgentServerOptions = Readonly<{
  agent: Agent;
  tls: Readonly<{ certificate: string; key: string }>;
  log: Log;
}>;

/** Release requests in work at once; more are told to come back. */
const maxInFlight = 64;
const maxConnections = 512;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** `quiet` routes are asked every few seconds by whoever watches the process: logged only when they fail. */
type Route = Readonly<{ method: string; handle: Handler; quiet: boolean }>;

/**
 * The agent's HTTPS server, TLS 1.3 only. A client certificate is asked for but not judged by TLS: which root it must
 * chain to stands in each disclosure.
 */
export function createAgentServer({ agent, tls, log }: AgentServerOptions): Server {
  const routes = routesOf(agent);
  const server = createServer(
    {
      cert: tls.certificate,
      key: tls.key,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false,
      maxHeaderSize: 8192,
      handshakeTimeout: 5_000,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 30_000,
    },
    (request, response) => {
      void answer(routes, log, { request, response });
    },
  );
  server.maxConnections = maxConnections;
  return server;
}

function routesOf(agent: Agent): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/releases', { method: 'POST', handle: bounded(releaseHandler(agent)), quiet: false }],
    ['/livez', { method: 'GET', handle: sendGood, quiet: true }],
    ['/readyz', { method: 'GET', handle: readyHandler(agent), quiet: true }],
  ]);
}

function readyHandler(agent: Agent): Handler {
  return async (request, response) => {
    if (!(await agent.source.reachable())) throw new Refusal('UNAVAILABLE');
    await sendGood(request, response);
  };
}

function releaseHandler(agent: Agent): Handler {
  return async (request, response) => {
    const { socket } = request;
    const callerCertificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
    if (callerCertificate === undefined) throw new Refusal('UNAUTHENTICATED');
    const disclosureId = await readReleaseRequest(request);
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    const body = await releaseShares(agent, { disclosureId, callerCertificate, signal: gone.signal });
    send(response, 200, { type: 'application/json', body });
  };
}

function bounded(handle: Handler): Handler {
  let inFlight = 0;
  return async (request, response) => {
    if (inFlight >= maxInFlight) throw new Refusal('BUSY');
    inFlight++;
    try {
      await handle(request, response);
    } finally {
      inFlight--;
    }
  };
}

async function answer(
  routes: ReadonlyMap<string, Route>,
  log: Log,
  { request, response }: Readonly<{ request: IncomingMessage; response: ServerResponse }>,
): Promise<void> {
  const begin = performance.now();
  // The query is cut off and only known paths are logged: nobody can write into the log by a URL.
  const path = request.url?.split('?')[0] ?? '';
  const route = routes.get(path);
  let outcome: Outcome = { code: 'OK', level: 'info' };
  try {
    if (route === undefined) throw new Refusal('NOT_FOUND');
    if (route.method !== request.method) throw new Refusal('METHOD_NOT_ALLOWED');
    await route.handle(request, response);
  } catch (error) {
    outcome = refuse(response, error);
  }
  if (route?.quiet === true && outcome.code === 'OK') return;
  const { code, level, reason } = outcome;
  const duration = Math.round(performance.now() - begin);
  const known = route === undefined ? 'unknown' : path;
  log[level]({ requestId: randomUUID(), route: known, outcome: code, duration, reason }, 'request');
}

type Outcome = Readonly<{ code: string; level: keyof Log; reason?: string | undefined }>;

function refuse(response: ServerResponse, error: unknown): Outcome {
  if (response.destroyed) return { code: 'GONE', level: 'info' };
  const code = codeOf(error);
  if (response.headersSent) response.destroy();
  else sendProblem(response, code);
  return {
    code,
    level: code === 'INTERNAL' || code === 'CANNOT_OPEN' ? 'error' : 'warn',
    reason: reasonOf(error),
  };
}

/** What the log says of a failure beyond its code: kinds and reasons, never a message that may quote data. */
function reasonOf(error: unknown): string | undefined {
  const cause = error instanceof Refusal ? error.cause : error;
  if (typeof cause === 'string') return cause;
  if (cause instanceof Error) return 'reason' in cause ? `${cause.name} ${String(cause.reason)}` : cause.name;
  return undefined;
}

function sendGood(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  send(response, 200, { type: 'application/json', body: { ok: true } });
  return Promise.resolve();
}
