import { createServer, type Server } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import { disclosureIdSchema, type DisclosureId, type FetchAnswer } from '@medseal/ledger-model';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type AlteredObject, compareLook, type StoredBytes, type StoredLooks } from '../domain/altered.js';
import { Failure } from '../domain/failure.js';
import { HashedBytes } from '../domain/hashed-bytes.js';
import type { ReportStore, SealedObject } from '../domain/store.js';
import type { RunningReadings } from '../use-cases/running-readings.js';
import { problemOf } from './problem.js';

/** What serving sealed bytes to other organizations needs. */
export interface MemberParts {
  readonly mspId: string;
  readonly store: ReportStore;
  /** The own peer's word on a disclosure. */
  readonly fetch: (disclosureId: DisclosureId) => Promise<FetchAnswer>;
  readonly readings: RunningReadings;
  readonly altered: OwnAltered;
  /** TLS roots (PEM) of all organizations. */
  readonly roots: () => Promise<readonly string[]>;
  /** Does this certificate (DER) chain to this root (PEM)? */
  readonly chainsTo: (certificate: Uint8Array, root: string) => boolean;
  readonly log: (facts: object, message: string) => void;
}

/** What is known of altered objects of the own store. */
interface OwnAltered {
  readonly looks: StoredLooks;
  /** What is marked, for the others' lists. */
  list(): Promise<readonly AlteredObject[]>;
  /** Looks at an own object. */
  check(objectKey: string, ciphertextSha256: string): Promise<void>;
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
 * The port for other gateways, over mutual TLS:
 * - `GET /member/objects/{prefix}/{name}?disclosure={id}`: bytes leave only while the own peer permits it, and only to the
 *   organization of the disclosure's reader;
 * - `POST …/check?disclosure={id}`: under the same conditions the own object is looked at anew;
 * - `GET /member/altered`: for every organization, which own objects do not fit the ledger.
 */
export function createMemberServer(parts: MemberParts, tls: MemberTls): Server {
  const app = express();
  app.disable('x-powered-by');
  app.get('/member/objects/:prefix/:name', guarded(parts, serve));
  app.post('/member/objects/:prefix/:name/check', guarded(parts, check));
  app.get('/member/altered', guarded(parts, listAltered));
  // Which root a caller must chain to is known only from the disclosure, so the certificate is checked there.
  const options = { ...tls, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false } as const;
  const server = createServer(options, (request, response) => {
    app(request, response);
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  return server;
}

type Serve = (parts: MemberParts, request: Request, response: Response) => Promise<void>;

function guarded(parts: MemberParts, serveIt: Serve): RequestHandler {
  return async (request, response) => {
    try {
      await serveIt(parts, request, response);
    } catch (error) {
      refuse(parts, error, response);
    }
  };
}

async function serve(parts: MemberParts, request: Request, response: Response): Promise<void> {
  const asked = askedObject(request);
  const reading = parts.readings.begin(asked.disclosure);
  try {
    const stored = { ...(await permit(parts, asked)), began: new Date().toISOString() };
    await send(parts, { objectKey: asked.objectKey, stored, cut: reading.signal }, response);
  } finally {
    reading.end();
  }
}

async function check(parts: MemberParts, request: Request, response: Response): Promise<void> {
  const asked = askedObject(request);
  const { ciphertextSha256 } = await permit(parts, asked);
  await parts.altered.check(asked.objectKey, ciphertextSha256);
  response.json({ checked: true });
}

async function listAltered(parts: MemberParts, request: Request, response: Response): Promise<void> {
  const certificate = peerCertificate(request);
  const roots = await parts.roots();
  if (!roots.some((root) => parts.chainsTo(certificate, root)))
    throw new Failure('FORBIDDEN', 'the certificate is of no organization of the consortium');
  response.json({ items: await parts.altered.list() });
}

/** An object as another organization asks for it. */
interface AskedObject {
  readonly objectKey: string;
  readonly disclosure: DisclosureId;
  /** DER */
  readonly certificate: Uint8Array;
}

function askedObject(request: Request): AskedObject {
  const { prefix, name } = parse(paramsSchema, request.params);
  const { disclosure } = parse(querySchema, request.query);
  return { objectKey: `${prefix}/${name}`, disclosure, certificate: peerCertificate(request) };
}

/** Bytes leave only for the organization that the own peer names, and only the object that it names. */
async function permit(parts: MemberParts, asked: AskedObject): Promise<FetchAnswer> {
  const { objectKey, disclosure, certificate } = asked;
  const answer = await parts.fetch(disclosure);
  if (!parts.chainsTo(certificate, answer.reader.tlsRoot)) {
    throw new Failure('FORBIDDEN', 'the certificate is not of the reader’s organization');
  }
  const named = answer.locations.some(
    (location) => location.mspId === parts.mspId && location.objectKey === objectKey,
  );
  if (!named) throw new Failure('FORBIDDEN', 'the disclosure names another object');
  return answer;
}

/** What leaves is compared with the ledger on its way: the reader's gateway may keep to itself what it finds. */
async function send(
  { store, altered }: MemberParts,
  { objectKey, stored, cut }: Readonly<{ objectKey: string; stored: StoredBytes; cut: AbortSignal }>,
  response: Response,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const { size, content } = await opened(store.get(objectKey, AbortSignal.any([gone.signal, cut])), () => {
    altered.looks.doubtful(stored);
  });
  cut.throwIfAborted();
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(size) });
  await pipeline(content, new HashedBytes(compareLook(altered.looks, stored)), response, { signal: cut });
}

async function opened(object: Promise<SealedObject>, onGone: () => void): Promise<SealedObject> {
  try {
    return await object;
  } catch (error) {
    if (error instanceof Failure && error.code === 'INTEGRITY') onGone();
    throw error;
  }
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
