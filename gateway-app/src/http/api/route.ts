import type { PersonRole } from '@medseal/ledger-model';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { OpenSession } from '../../domain/people/sessions.js';

/** Who may call: anyone, or a signed-in person. */
export type Auth = 'public' | 'session';

/** One kind of answer; `body` is its schema, left out for an empty answer or for bytes. */
export interface ResponseSpec {
  readonly description: string;
  readonly body?: z.ZodType;
  /** Media types of an answer that is not JSON. */
  readonly mediaTypes?: readonly string[];
}

/** The successful answers of a route by their status. Failures are `Failure`s, never answers. */
export type ResponseSpecs = Readonly<Record<number, ResponseSpec>>;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** One call, after authentication and validation. */
interface Call<Access extends Auth, Params, Query, Body> {
  readonly params: Output<Params>;
  readonly query: Output<Query>;
  readonly body: Output<Body>;
  readonly session: Access extends 'session' ? OpenSession : undefined;
  /** The caller's own name for a request that creates, from `Idempotency-Key`. */
  readonly onceKey: string | undefined;
  /** Names this call in the log and in problem documents. */
  readonly requestId: string;
  /** The network that the caller comes from, for throttling only. */
  readonly network: string;
  /** Aborts when the caller goes away before the answer is complete. */
  readonly signal: AbortSignal;
  /** For routes with `rawBody`: the unread request stream and its headers. */
  readonly request: Request;
  /** For routes that answer with a stream of their own; they return {@link streamed}. */
  readonly response: Response;
}

/** Says that the handler has written the response itself. */
export const streamed = { streamed: true } as const;

type ReplyOf<Status, Spec> = Readonly<
  { status: Status; headers?: Readonly<Record<string, string>> } & (Spec extends {
    body: infer Schema extends z.ZodType;
  }
    ? { body: z.input<Schema> }
    : { body?: never })
>;

/** What a handler returns: a status with the body that the route declares for it, or {@link streamed}. */
type Reply<Responses extends ResponseSpecs> =
  | {
      [Status in keyof Responses & number]: ReplyOf<Status, Responses[Status]>;
    }[keyof Responses & number]
  | typeof streamed;

/** A route is declared once; Express and the OpenAPI document are both built from the declaration. */
export interface RouteSpec<Access extends Auth, Params, Query, Body, Responses extends ResponseSpecs> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Path under the route's base, parameters in braces: `/uploads/{uploadId}/content`. */
  readonly path: string;
  /** One sentence for the API document. */
  readonly summary: string;
  readonly auth: Access;
  /** Roles that may call at all; the ledger decides the rest. Left out: every role. */
  readonly roles?: readonly PersonRole[];
  /** Requires a password given within the last five minutes. */
  readonly sensitive?: boolean;
  /** Also open to people who are pending or suspended, or to some of their calls; the ledger still decides. */
  readonly whileInactive?: boolean | ((role: PersonRole, query: unknown) => boolean);
  /** Called by pages on their own: it does not count as use of the session, which ends when it is not used. */
  readonly unattended?: boolean;
  /** Says who is signed in: the one call that a page may make before it knows whose page it is. */
  readonly asksWho?: boolean;
  /** Strict object schema of the path parameters. */
  readonly params?: Params;
  /** Strict object schema of the query; values arrive as strings. Left out: no query is accepted. */
  readonly query?: Query;
  /** Schema of a JSON body. Left out: the request stream is left unread. */
  readonly body?: Body;
  /** Media types of a body that the handler reads from `call.request` itself. */
  readonly rawBody?: readonly string[];
  readonly responses: Responses;
  /** For a POST that creates: with the header `Idempotency-Key` it creates once. */
  readonly idempotent?: Idempotent<Call<Access, Params, Query, Body>, Reply<Responses>>;
  handle(call: Call<Access, Params, Query, Body>): Promise<Reply<Responses>>;
}

/** How a repeated request is answered. */
interface Idempotent<Given, Answer> {
  /** Member of the answer's body that holds the id of what was created. */
  readonly id: string;
  /** Members of the body that are not compared and of which not even an HMAC is kept: `render` checks them itself. */
  readonly secret?: readonly string[];
  /** Answers again from that id, with the caller's present rights: nothing of the first answer is kept. */
  render(id: string, call: Given): Promise<Answer>;
}

/** A declared route with its types erased, as registration and the API document see it. */
export type Route = Omit<
  RouteSpec<Auth, z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined, ResponseSpecs>,
  'handle' | 'idempotent'
> & {
  handle(call: unknown): Promise<ErasedReply>;
  readonly idempotent?: Readonly<{
    id: string;
    secret?: readonly string[];
    render(id: string, call: unknown): Promise<ErasedReply>;
  }>;
};

/** A reply with its types erased. */
export type ErasedReply =
  Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: unknown }> | typeof streamed;

/**
 * Declares a route; the handler's arguments and results are typed from the schemas.
 * @example
 * route({
 *   method: 'get', path: '/reports/{reportId}', summary: 'One report', auth: 'session',
 *   params: z.strictObject({ reportId: reportIdSchema }),
 *   responses: { 200: { description: 'The report', body: reportSchema } },
 *   handle: async ({ params, session }) => ({ status: 200, body: await readReport(params.reportId, session) }),
 * })
 */
export function route<
  Access extends Auth,
  const Responses extends ResponseSpecs,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<Access, Params, Query, Body, Responses>): Route {
  return spec;
}
