import { createHash } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Readable, pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A request whose body or answer is too large for memory. */
export interface Transfer {
  readonly method: 'GET' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Root that an HTTPS server's certificate must chain to. */
  readonly ca?: Buffer;
  readonly body?: Readable;
}

/** What came back, as far as it is worth keeping. */
export interface Transferred {
  readonly status: number;
  /** Bytes of the answer. */
  readonly size: number;
  /** SHA-256 of the answer, `sha256:<hex>`. */
  readonly sha256: string;
  readonly seconds: number;
}

/** Streams a request and its answer; of the answer only length and digest are kept. @throws when it breaks off. */
export async function transfer(call: Transfer): Promise<Transferred> {
  const started = performance.now();
  const response = await send(call);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  const seconds = (performance.now() - started) / 1000;
  return { status: response.statusCode ?? 0, size, sha256: `sha256:${hash.digest('hex')}`, seconds };
}

/** As {@link transfer} for a short answer, which is kept. */
export async function transferForText(
  call: Transfer,
): Promise<Readonly<{ status: number; text: string; seconds: number }>> {
  const started = performance.now();
  const response = await send(call);
  const text = (await buffer(response)).toString();
  return { status: response.statusCode ?? 0, text, seconds: (performance.now() - started) / 1000 };
}

async function send({ method, url, headers = {}, ca, body }: Transfer): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, agent: false, ...(ca === undefined ? {} : { ca }) },
      resolve,
    );
    sent.once('error', reject);
    if (body === undefined) sent.end();
    else
      pipeline(body, sent, (error) => {
        if (error) reject(error);
      });
  });
}
