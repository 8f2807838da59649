import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

/** What is known about a call while it is served. */
export interface RequestContext {
  readonly requestId: string;
  /** Template of the route that serves it, never the path with its ids. */
  route: string;
}

const contexts = new WeakMap<Request, RequestContext>();

/** Gives every call a fresh id, which the answer carries too; an id sent by the caller is ignored. */
export const withContext: RequestHandler = (request, response, next) => {
  const context = { requestId: randomBytes(12).toString('hex'), route: 'none' };
  contexts.set(request, context);
  response.setHeader('x-request-id', context.requestId);
  next();
};

/** The context of a call; calls that passed {@link withContext} have one. */
export function contextOf(request: Request): RequestContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('a request without context');
  return context;
}
