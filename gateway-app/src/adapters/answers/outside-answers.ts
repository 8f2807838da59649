import type { Readable } from 'node:stream';
import { readBounded } from '@medseal/transport';
import type { Dispatcher } from 'undici';

type Response = Dispatcher.ResponseData<unknown>;

/** What limits a request: the signal that ends it, and the handler that refuses interim answers (status 1xx). */
export type Limits = Readonly<{ signal: AbortSignal; onInfo: () => void }>;

/**
 * Sends a request whose answer must begin within this many milliseconds, even if it trickles in. The body may take as
 * long as `signal` permits. Our parts never send interim answers (status 1xx); a part that does could go on forever.
 */
export async function beginningWithin(
  milliseconds: number,
  signal: AbortSignal,
  send: (limits: Limits) => Promise<Response>,
): Promise<Response> {
  const stop = new AbortController();
  const onInfo = (): void => {
    stop.abort(new Error('an interim answer (status 1xx)'));
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

/** Discards an answer whose status says everything. Reads a short one, to reuse its connection; cuts a longer one. */
export async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: 16_384, signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
}

/** Reads a short answer that says why something is refused. @throws when it is long or takes more than a second. */
export async function shortly(body: Readable): Promise<Buffer> {
  const timer = setTimeout(() => body.destroy(new Error('an answer that does not end')), 1_000);
  try {
    return await readBounded(body, 16_384);
  } finally {
    clearTimeout(timer);
  }
}
