import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

/**
 * A request's body as a stream that may be destroyed without the connection: a body that is refused halfway still gets
 * its answer. The stream fails when the caller leaves before its end.
 */
export function bodyOf(request: IncomingMessage): Readable {
  const body = new PassThrough();
  // The reader of the body receives its failure; a refused body has no reader.
  body.on('error', () => undefined);
  const breakOff = (): void => {
    if (!request.readableEnded) body.destroy(new Error('the content broke off'));
  };
  if (request.destroyed) breakOff();
  else request.once('error', breakOff).once('close', breakOff).pipe(body);
  return body;
}
