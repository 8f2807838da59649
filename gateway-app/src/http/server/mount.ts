import type { Pseudonym } from '@medseal/ledger-model';
import { networkOf } from '@medseal/transport';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { CallerPresence } from '../../domain/ledger/caller-presence.js';
import type { Clock } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import { hasFreshPassword } from '../../domain/people/session.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { IdempotentRequests } from '../../use-cases/shared/idempotent-requests.js';
import { routeQuery } from '../api/believed-person.js';
import { createOnce } from '../api/create-once.js';
import { MethodNotAllowedError } from '../messages/problem.js';
import { checked } from '../messages/input.js';
import { readJson } from '../messages/json-body.js';
import { noteLongUse } from './long-use.js';
import { contextOf } from './request-context.js';
import type { ErasedReply, Route, streamed } from '../api/route.js';
import { type DoorParts, openSession } from './session-door.js';

/** What serving routes needs. */
export interface MountParts extends DoorParts {
  readonly now: Clock;
  readonly once: IdempotentRequests;
  /** Is the person of a session active on the ledger? */
  readonly mayAct: (pseudonym: Pseudonym) => Promise<boolean>;
}

const nothing = z.strictObject({});

/** Builds the router of declared routes under one base path. */
export function mount(base: string, routes: readonly Route[], parts: MountParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    const template = base + route.path;
    router[route.method](expressPath(template), async (request, response) => {
      contextOf(request).route = template;
      await serve(route, parts, { request, response });
    });
  }
  for (const [path, group] of Map.groupBy(routes, (route) => route.path))
    router.all(expressPath(base + path), (request, response) => {
      contextOf(request).route = base + path;
      response.setHeader('allow', group.map(({ method }) => method.toUpperCase()).join(', '));
      throw new MethodNotAllowedError();
    });
  return router;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** Identifies the caller, checks permission and input, calls the handler, and answers. */
async function serve(route: Route, parts: MountParts, { request, response }: Exchange): Promise<void> {
  const signal = goneSignal(response);
  const opened = route.auth === 'session' ? await openSession(route, request, parts) : undefined;
  if (opened !== undefined) {
    if (route.unattended !== true) noteLongUse(opened, { request, response }, parts.sessions);
    await requirePermitted(route, { session: opened, query: routeQuery(request) }, parts);
  }
  const session = opened && { ...opened, actor: { ...opened.actor, caller: new CallerPresence(signal) } };
  const call = {
    // A route that declares no parameters or query accepts none.
    params: checked(route.params ?? nothing, request.params),
    query: checked(route.query ?? nothing, session === undefined ? request.query : routeQuery(request)),
    body: await bodyOf(route, request),
    session,
    onceKey: undefined,
    requestId: contextOf(request).requestId,
    network: networkOf(request.ip ?? 'unknown'),
    signal,
    request,
    response,
  };
  const reply = await createOnce(route, call, parts.once);
  if (!('streamed' in reply)) answer(route, reply, response);
}

/** Aborts when the caller goes away, or has already gone. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else
    response.once('close', () => {
      gone.abort();
    });
  return gone.signal;
}

async function requirePermitted(
  route: Route,
  { session, query }: Readonly<{ session: OpenSession; query: unknown }>,
  parts: MountParts,
): Promise<void> {
  if (route.roles !== undefined && !route.roles.includes(session.person.role))
    throw new Failure('FORBIDDEN', 'Your role does not permit this.');
  if (route.sensitive === true && !hasFreshPassword(session, parts.now()))
    throw new Failure('STEP_UP_REQUIRED', 'Give your password again: it is older than five minutes.');
  if (!isOpenWhileInactive(route, session, query) && !(await parts.mayAct(session.person.pseudonym)))
    throw new Failure('NOT_ACTIVE', 'You are not active right now: ask your hospital’s front desk.');
}

function isOpenWhileInactive({ whileInactive = false }: Route, { person }: OpenSession, query: unknown) {
  return typeof whileInactive === 'boolean' ? whileInactive : whileInactive(person.role, query);
}

/** Raw bodies are left to the handler; a route without a body accepts an empty object. */
async function bodyOf(route: Route, request: Request): Promise<unknown> {
  if (route.rawBody !== undefined || (route.body === undefined && !hasBody(request))) return undefined;
  return checked(route.body ?? nothing, await readJson(request));
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The answer passes through its declared schema, so that nothing undeclared leaves. */
function answer(route: Route, reply: Exclude<ErasedReply, typeof streamed>, response: Response): void {
  const schema = route.responses[reply.status]?.body;
  response.status(reply.status).set(reply.headers ?? {});
  if (schema === undefined) response.end();
  else response.json(schema.parse(reply.body));
}
