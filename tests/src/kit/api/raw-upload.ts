import { request } from 'node:http';
import type { Person, Problem } from './gateway-client.js';

/** A body as a broken or hostile program would send it. */
export interface RawBody {
  readonly bytes: Buffer;
  /** What the header claims; left out: chunked transfer. */
  readonly contentLength?: number;
  /** What the header `Content-Encoding` claims. */
  readonly encoding?: string;
  /** Cuts the connection after the bytes instead of ending the request. */
  readonly cut?: boolean;
  /** Sends nothing more after the bytes and waits for the other side. */
  readonly keepOpen?: boolean;
}

/**
 * Sends the content of an announced upload; resolves with the answered problem or receipt, `undefined` when
 * there is none.
 */
export async function sendRaw(person: Person, uploadId: string, body: RawBody): Promise<Problem | undefined> {
  const url = new URL(`${person.gateway.url}/api/v1/uploads/${uploadId}/content`);
  return await new Promise((resolve) => {
    const sent = request(url, {
      method: 'PUT',
      agent: false,
      headers: {
        authorization: `Bearer ${person.token ?? ''}`,
        'content-type': 'application/pdf',
        ...(body.contentLength === undefined ? {} : { 'content-length': body.contentLength }),
        ...(body.encoding === undefined ? {} : { 'content-encoding': body.encoding }),
      },
    });
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('close', () => {
        sent.destroy();
        const text = Buffer.concat(chunks).toString();
        resolve(text === '' ? undefined : (JSON.parse(text) as Problem));
      });
    });
    // A connection that ends without an answer is an outcome here, not a failure of the test.
    sent.once('error', () => {
      resolve(undefined);
    });
    sent.write(body.bytes, () => {
      if (body.cut === true) sent.destroy();
      else if (body.keepOpen !== true) sent.end();
    });
  });
}
