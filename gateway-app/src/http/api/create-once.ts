import type { JsonValue } from '@medseal/ledger-model';
import type { Request } from 'express';
import { z } from 'zod';
import { Failure } from '../../domain/shared/failure.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { IdempotentRequests } from '../../use-cases/shared/idempotent-requests.js';
import type { ErasedReply, Route } from './route.js';

/** Name of the header by which a caller recognises its own request. */
export const idempotencyHeaderName = 'Idempotency-Key';

/** 1 to 200 visible ASCII characters; a UUID will do. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);

interface CreatingCall {
  readonly body: unknown;
  readonly session: OpenSession | undefined;
  readonly request: Request;
}

/**
 * Handles a call; with an idempotency key on a route that creates, at most once.
 * @throws {Failure} INVALID for a malformed key.
 */
export async function createOnce(
  route: Route,
  call: CreatingCall,
  once: IdempotentRequests,
): Promise<ErasedReply> {
  const { idempotent } = route;
  const { request, session, body } = call;
  const given = request.headers[idempotencyHeaderName.toLowerCase()];
  if (idempotent === undefined || given === undefined) return await route.handle(call);
  const key = idempotencyKey.safeParse(given);
  if (!key.success) throw new Failure('INVALID', 'The idempotency key is not well formed.');
  const keyed = { ...call, onceKey: key.data };
  return await once.run(
    {
      key: key.data,
      target: `${request.method} ${request.path}`,
      body: asJson(body, idempotent.secret ?? []),
      session,
    },
    {
      create: async (as) => created(await route.handle({ ...keyed, session: as }), idempotent.id),
      render: async (id) => await idempotent.render(id, keyed),
    },
  );
}

function created(reply: ErasedReply, member: string) {
  if ('streamed' in reply) throw new TypeError('a route that creates answers with a body');
  const id: unknown = (reply.body as Readonly<Record<string, unknown>>)[member];
  if (typeof id !== 'string') throw new TypeError(`the answer has no ${member}`);
  return { reply, status: reply.status, resourceId: id };
}

/** Checked bodies are JSON except for omitted members; here, members of which nothing is kept are omitted, too. */
function asJson(body: unknown, secret: readonly string[]): JsonValue {
  const text = JSON.stringify(body ?? null, (name, value: unknown) =>
    secret.includes(name) ? undefined : value,
  );
  return JSON.parse(text) as JsonValue;
}
