import type { RequestHandler } from 'express';
import { type ClientRateLimitInfo, rateLimit, type Store } from 'express-rate-limit';
import { Failure } from '../../domain/shared/failure.js';

const windowMs = 60_000;

/**
 * Limits the requests of one address, generously: this keeps a runaway program from crowding out others, and passwords
 * have a throttle of their own. Answers carry `RateLimit` headers (draft-ietf-httpapi-ratelimit-headers).
 */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit: perMinute,
    store: new PresentMinute(),
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

/** Counts by a clock that cannot be set: a clock that is set back would lock addresses out until it has caught up. */
class PresentMinute implements Store {
  readonly localKeys = true;
  #hits = new Map<string, number>();
  #endsAt = performance.now() + windowMs;

  increment(key: string): ClientRateLimitInfo {
    const now = performance.now();
    if (now >= this.#endsAt) {
      this.#hits = new Map();
      this.#endsAt = now + windowMs;
    }
    const totalHits = (this.#hits.get(key) ?? 0) + 1;
    this.#hits.set(key, totalHits);
    return { totalHits, resetTime: new Date(Date.now() + this.#endsAt - now) };
  }

  decrement(key: string): void {
    this.#hits.set(key, Math.max(0, (this.#hits.get(key) ?? 0) - 1));
  }

  resetKey(key: string): void {
    this.#hits.delete(key);
  }
}
