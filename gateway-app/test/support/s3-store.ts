import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { newAuthority } from '../../../key-agent/test/certificates.js';
import { MinioStore } from '../../src/adapters/store/minio-store.js';

/** How a store takes an object or refuses it, and with which status it refuses the first requests, counted from 1. */
export type Putting = ((request: IncomingMessage, response: ServerResponse) => void) &
  Readonly<{ refuses?: (asked: number) => number | undefined }>;

/** In MinIO's words. */
const full =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its ' +
  'minimum free drive threshold. Please delete a few objects to proceed.</Message></Error>';

function answerFull(response: ServerResponse, status = 507, text = full): void {
  response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' }).end(text);
}

/** The ways in which a store without room refuses. */
export const fullStores = {
  'answers before it reads anything': (_request, response) => {
    answerFull(response);
  },
  'answers at once and closes a moment later': (request, response) => {
    answerFull(response);
    setTimeout(() => request.destroy(), 20);
  },
  'answers in the middle': (request, response) => {
    let seen = 0;
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > 1 << 20 && !response.headersSent) answerFull(response);
    });
  },
  'answers when it has all': (request, response) => {
    request.resume().once('end', () => {
      answerFull(response);
    });
  },
  'answers without a document': (_request, response) => {
    answerFull(response, 507, '');
  },
  'fills up while it writes': (_request, response) => {
    const message = 'We encountered an internal error, please try again.: cause(no space left on device)';
    answerFull(response, 500, `<Error><Code>InternalError</Code><Message>${message}</Message></Error>`);
  },
  'refuses before anything is sent': Object.assign(
    () => {
      throw new Error('content was sent');
    },
    { refuses: () => 507 },
  ),
  'fills up while it writes, breaks off, and has noticed when it is asked again': Object.assign(
    (request: IncomingMessage) => {
      request.once('data', () => request.destroy());
    },
    { refuses: (asked: number) => (asked % 2 === 0 ? 507 : undefined) },
  ),
  'says that the quota is used up': (_request, response) => {
    answerFull(response, 400, '<Error><Code>XMinioAdminBucketQuotaExceeded</Code></Error>');
  },
} satisfies Record<string, Putting>;

/** An S3 store in memory over TLS; `putting` is how it takes objects right now. */
export async function startStore() {
  const authority = await newAuthority('store');
  const { certificate: cert, key } = await authority.issue();
  const objects = new Map<string, Buffer>();
  const state: { putting: Putting | undefined } = { putting: undefined };
  const keep: Putting = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      objects.set(nameIn(request), Buffer.concat(chunks));
      response.writeHead(200).end();
    });
  };
  const server = createServer({ cert, key }, (request, response) => {
    request.once('error', () => undefined);
    if (request.method === 'PUT') (state.putting ?? keep)(request, response);
    else if (request.method === 'DELETE') {
      objects.delete(nameIn(request));
      response.writeHead(204).end();
    } else if (request.method === 'HEAD') response.writeHead(200).end();
    else get(objects.get(nameIn(request)), request, response);
  });
  let asked = 0;
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    const status = state.putting?.refuses?.(++asked);
    if (status !== undefined) {
      answerFull(response, status, status === 507 ? full : '');
      return;
    }
    response.writeContinue();
    server.emit('request', request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const store = new MinioStore({
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    bucket: 'sealed-reports',
    accessKey: 'access',
    secretKey: 'secret',
    tlsRoot: authority.root,
  });
  return {
    store,
    objects,
    state,
    close: async () => {
      await store.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Object key of a request `/bucket/aa/bb…?…`. */
function nameIn({ url = '' }: IncomingMessage): string {
  return url.split('?')[0]?.split('/').slice(2).join('/') ?? '';
}

/** The whole object, or one range as S3 stores return it. */
function get(object: Buffer | undefined, { headers }: IncomingMessage, response: ServerResponse): void {
  if (object === undefined) {
    response.writeHead(404).end();
    return;
  }
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (start === undefined || end === undefined) {
    response.writeHead(200, { 'content-length': object.length }).end(object);
    return;
  }
  const part = object.subarray(Number(start), Number(end) + 1);
  const range = `bytes ${start}-${Number(start) + part.length - 1}/${object.length}`;
  response.writeHead(206, { 'content-length': part.length, 'content-range': range }).end(part);
}
