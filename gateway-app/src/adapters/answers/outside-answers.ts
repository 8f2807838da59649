import type { Readable } from 'node:stream';
import { readBounded } from '@medseal/transport';
import type { Dispatcher } from 'undici';

type Response = Dispatcher.ResponseData<unknown>;

/** What a request is sent with: the signal that ends it, and what refuses promises of an answer (status 1xx). */
export type Limits = Readonly<{ signal: AbortSignal; onInfo: () => void }>;

/**
 * Sends a request whose answer must begin within this many milliseconds, even if it comes in drops. The answer's own
 * bytes may take as long as `signal` permits. Parts never promise an answer (status 1xx); one that does could go on
 * for ever.
 */
export async function beginningWithin(
  milliseconds: number,
  signal: AbortSignal,
  send: (limits: Limits) => Promise<Response>,
): Promise<Response> {
  const stop = new AbortController();
  const onInfo = (): void => {
    stop.abort(new Error('a promise in place of an answer'));
  };
  const timer = setTimeout(() => {
    stop.abort(new Error(`no answer within ${milliseconds} ms`));
  }, milliseconds);
  try {
    return await send({ signal: AbortSignal.any([signal, stop.signal]), onInfo });
  } finally {
    clearTimeout(timer);
  }
}

/** Lets go of an answer whose status says all. A little is read, so that the connection can be used again; more ends it. */
export async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: 16_384, signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
}

/** A short answer that says why something is refused. @throws when it is long, or does not come within a second. */
export async function shortly(body: Readable): Promise<Buffer> {
  const timer = setTimeout(() => body.destroy(new Error('an answer that does not end')), 1_000);
  try {
    return await readBounded(body, 16_384);
  } finally {
    clearTimeout(timer);
  }
}
