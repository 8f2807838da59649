import { createServer, type Server } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import { disclosureIdSchema, type DisclosureId, type FetchAnswer } from '@medseal/ledger-model';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { Failure } from '../domain/failure.js';
import type { ReportStore } from '../domain/store.js';
import type { RunningReadings } from '../use-cases/running-readings.js';
import { problemOf } from './problem.js';

/** What serving sealed bytes to other organizations needs. */
export interface MemberParts {
  readonly mspId: string;
  readonly store: ReportStore;
  /** The own peer's word on a disclosure. */
  readonly fetch: (disclosureId: DisclosureId) => Promise<FetchAnswer>;
  readonly readings: RunningReadings;
  /** Does this certificate (DER) chain to this root (PEM)? */
  readonly chainsTo: (certificate: Uint8Array, root: string) => boolean;
  readonly log: (facts: object, message: string) => void;
}

/** Certificate and key (PEM) of the port. */
export interface MemberTls {
  readonly cert: string;
  readonly key: string;
}

const paramsSchema = z.strictObject({
  prefix: z.string().regex(/^[0-9a-f]{2}$/),
  name: z.string().regex(/^[0-9a-f]{32}$/),
});
const querySchema = z.strictObject({ disclosure: disclosureIdSchema });

/**
 * The port for other gateways: `GET /member/objects/{prefix}/{name}?disclosure={id}` over mutual TLS. Bytes leave only
 * while the own peer permits it, and only to the organization of the disclosure's reader.
 */
export function createMemberServer(parts: MemberParts, tls: MemberTls): Server {
  const app = express();
  app.disable('x-powered-by');
  app.get('/member/objects/:prefix/:name', async (request, response) => {
    try {
      await serve(parts, request, response);
    } catch (error) {
      refuse(parts, error, response);
    }
  });
  // Which root a caller must chain to is known only from the disclosure, so the certificate is checked there.
  const options = { ...tls, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false } as const;
  const server = createServer(options, (request, response) => {
    app(request, response);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  return server;
}

async function serve(parts: MemberParts, request: Request, response: Response): Promise<void> {
  const { prefix, name } = parse(paramsSchema, request.params);
  const { disclosure } = parse(querySchema, request.query);
  const certificate = peerCertificate(request);
  const objectKey = `${prefix}/${name}`;
  const reading = parts.readings.begin(disclosure);
  try {
    await permit(parts, { objectKey, disclosure, certificate });
    await send(parts.store, { objectKey, cut: reading.signal }, response);
  } finally {
    reading.end();
  }
}

/** Bytes leave only for the organization that the own peer names, and only the object that it names. */
async function permit(
  parts: MemberParts,
  asked: Readonly<{ objectKey: string; disclosure: DisclosureId; certificate: Uint8Array }>,
): Promise<void> {
  const { objectKey, disclosure, certificate } = asked;
  const answer = await parts.fetch(disclosure);
  if (!parts.chainsTo(certificate, answer.reader.tlsRoot)) {
    throw new Failure('FORBIDDEN', 'the certificate is not of the reader’s organization');
  }
  const named = answer.locations.some(
    (location) => location.mspId === parts.mspId && location.objectKey === objectKey,
  );
  if (!named) throw new Failure('FORBIDDEN', 'the disclosure names another object');
}

async function send(
  store: ReportStore,
  { objectKey, cut }: Readonly<{ objectKey: string; cut: AbortSignal }>,
  response: Response,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const { size, content } = await store.get(objectKey, AbortSignal.any([gone.signal, cut]));
  cut.throwIfAborted();
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(size) });
  await pipeline(content, response, { signal: cut });
}

function peerCertificate(request: Request): Uint8Array {
  const socket = request.socket;
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) throw new Failure('FORBIDDEN', 'a client certificate is needed');
  return certificate.raw;
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Failure('INVALID', 'not a request for an object');
  return parsed.data;
}

/** After the first byte a failure can only cut the answer short: its length tells the other side. */
function refuse(parts: MemberParts, error: unknown, response: Response): void {
  parts.log({ err: error }, 'sealed bytes not served');
  if (response.headersSent) response.destroy();
  else response.status(error instanceof Failure ? problemOf(error, '').document.status : 500).end();
}
