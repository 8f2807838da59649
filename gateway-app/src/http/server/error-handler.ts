import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { Failure } from '../../domain/shared/failure.js';
import { describeError } from '../messages/describe-error.js';
import { hasLeft, problemOf, type SentProblem } from '../messages/problem.js';
import { contextOf } from './request-context.js';

/**
 * Turns whatever a route threw into a problem document and sends it. What is unexpected goes to the log, and a plain
 * sentence to the caller. An answer that has begun is destroyed: a broken download must never look complete.
 */
export function errorHandler(log: Logger): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters
  return (error: unknown, request, response, _next) => {
    const { requestId, route } = contextOf(request);
    const problem = problemOf(error, requestId);
    const { status, code } = problem.document;
    // A caller who leaves in the middle of an answer makes streams fail; that needs no alarm.
    const callerLeft = code === 'INTERNAL' && hasLeft(response);
    if (status >= 500 && !callerLeft)
      log.error({ requestId, route, code, error: describeError(error) }, 'request failed');
    else log.debug({ requestId, route, code }, 'request refused');
    if (response.headersSent) response.destroy();
    else send(request, response, problem);
  };
}

/** Answers paths that no route serves. */
export const notFound: RequestHandler = () => {
  throw new Failure('NOT_FOUND', 'There is nothing at this address.');
};

function send(request: Request, response: Response, { document, headers }: SentProblem): void {
  if (!request.complete) discardRest(request);
  response.status(document.status).set(headers).send(JSON.stringify(document));
}

/** How long the rest of a refused body is read and thrown away, milliseconds. */
const discardFor = 10_000;

/** Closing at once would often destroy the answer on its way (RFC 9112, 9.6); reading forever would serve a flood. */
function discardRest(request: Request): void {
  request.unpipe().resume();
  const timer = setTimeout(() => request.destroy(), discardFor);
  request.once('close', () => {
    clearTimeout(timer);
  });
}
