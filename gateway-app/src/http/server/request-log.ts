import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './request-context.js';

/** One line per call: route template, status and time. Paths, queries, bodies, headers and addresses stay out. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const { requestId, route } = contextOf(request);
      log.info(
        {
          requestId,
          method: request.method,
          route,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - start),
          ...(!response.writableFinished && { brokenOff: true }),
        },
        'request',
      );
    });
    next();
  };
}
