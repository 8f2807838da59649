import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import {
  type Caller,
  createMemberServer,
  type KnownMembers,
  type MemberNetworks,
  Shares,
  FewAtOnce,
} from '@medseal/transport';
import { codeOf, send, sendProblem } from './problem.js';
import { Refusal } from './refusal.js';
import { releaseShares, type Agent } from './release-shares.js';
import { readReleaseRequest } from './request-body.js';

/** Where the server logs what happened; compatible with pino. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;

/** An agent behind TLS: certificate and key as PEM. */
export type AgentServerOptions = Readonly<{
  agent: Agent;
  members: Pick<KnownMembers, 'whose'>;
  networks: MemberNetworks;
  tls: Readonly<{ certificate: string; key: string }>;
  log: Log;
}>;

/** Concurrent requests of one member; further ones are told to come back. */
const maxInFlight = 64;
/** Concurrent ledger queries for one member; its other requests wait for their turn. */
const looksAtOnce = 4;

/** A request with its answer; without a caller it comes from this machine, which may ask only for health. */
type Exchange = Readonly<{
  request: IncomingMessage;
  response: ServerResponse;
  caller: Caller | undefined;
}>;
type Handler = (exchange: Exchange) => Promise<void>;
/** Monitoring calls `quiet` routes every few seconds: they are logged only when they fail. */
type Route = Readonly<{ method: string; handle: Handler; quiet: boolean }>;

/**
 * The agent's HTTPS server, TLS 1.3 only, for parts of member organizations. Each disclosure says to which
 * organization the caller must belong. Programs on the same machine may ask for health without a certificate.
 */
export function createAgentServer({ agent, members, networks, tls, log }: AgentServerOptions): Server {
  const routes = routesOf(agent);
  return createMemberServer(
    { tls, members, networks, healthOnLoopback: true },
    (request, response, caller) => {
      void answer(routes, log, { request, response, caller });
    },
  );
}

function routesOf(agent: Agent): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/releases', { method: 'POST', handle: bounded(releaseHandler(agent)), quiet: false }],
    ['/livez', { method: 'GET', handle: sendGood, quiet: true }],
    ['/readyz', { method: 'GET', handle: bounded(readyHandler(agent)), quiet: true }],
  ]);
}

function readyHandler(agent: Agent): Handler {
  return async (exchange) => {
    if (!(await agent.source.answers())) throw new Refusal('UNAVAILABLE', 'the peer does not answer');
    if (!agent.arrivals.follows())
      throw new Refusal('UNAVAILABLE', 'the blocks of the peer are not followed');
    await sendGood(exchange);
  };
}

function releaseHandler(agent: Agent): Handler {
  const looks = new Map<string, FewAtOnce>();
  return async ({ request, response, caller }) => {
    if (caller === undefined) throw new Refusal('UNAUTHENTICATED');
    const callerCertificate = caller.certificate;
    const disclosureId = await readReleaseRequest(request);
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    const { mspId } = caller.member;
    const looksOfMember = looks.get(mspId) ?? new FewAtOnce(looksAtOnce);
    looks.set(mspId, looksOfMember);
    const body = await releaseShares(agent, {
      disclosureId,
      callerCertificate,
      signal: gone.signal,
      inTurn: (look, signal) => looksOfMember.run(look, signal),
    });
    send(response, 200, { type: 'application/json', body });
  };
}

/** Each member has its own number, so that a member that asks too often does not keep others waiting. */
function bounded(handle: Handler): Handler {
  const inWork = new Shares(maxInFlight);
  return async (exchange) => {
    const leave = inWork.take(exchange.caller?.member.mspId ?? '');
    if (leave === undefined) throw new Refusal('BUSY');
    try {
      await handle(exchange);
    } finally {
      leave();
    }
  };
}

async function answer(routes: ReadonlyMap<string, Route>, log: Log, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const begin = performance.now();
  // The query is removed and only known paths are logged, so that no one can write into the log by a URL.
  const path = request.url?.split('?')[0] ?? '';
  const route = routes.get(path);
  let outcome: Outcome = { code: 'OK', level: 'info' };
  try {
    if (route === undefined) throw new Refusal('NOT_FOUND');
    if (route.method !== request.method) throw new Refusal('METHOD_NOT_ALLOWED');
    await route.handle(exchange);
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

/** What the log says about a failure besides its code: kinds and reasons, never a message that may quote data. */
function reasonOf(error: unknown): string | undefined {
  const cause = error instanceof Refusal ? error.cause : error;
  if (typeof cause === 'string') return cause;
  if (cause instanceof Error) return 'reason' in cause ? `${cause.name} ${String(cause.reason)}` : cause.name;
  return undefined;
}

function sendGood({ response }: Exchange): Promise<void> {
  send(response, 200, { type: 'application/json', body: { ok: true } });
  return Promise.resolve();
}
