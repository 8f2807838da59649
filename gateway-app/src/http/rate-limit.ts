import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Failure } from '../domain/failure.js';

/**
 * Bounds the requests of one address, generously: it keeps a runaway program from crowding out others, passwords have a
 * throttle of their own. Answers carry `RateLimit` headers (draft-ietf-httpapi-ratelimit-headers).
 */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // The header is ignored on purpose where no proxy is trusted; the library would print a warning.
    validate: { xForwardedForHeader: false },
    handler: (_request, response) => {
      const retryAfter = Number(response.getHeader('retry-after') ?? 60);
      throw new Failure('TOO_MANY', 'Too many requests from this address.', { retryAfter });
    },
  });
}
