import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { disclosureIdSchema, type DisclosureId, type FetchAnswer } from '@medseal/ledger-model';
import { type ByteRange, chainsTo } from '@medseal/sealing';
import { type Caller, createMemberServer, type KnownMembers, type MemberNetworks } from '@medseal/transport';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import {
  type AlteredObject,
  compareRead,
  type StoredBytes,
  type ReadObserver,
} from '../../domain/integrity/altered.js';
import { Deadline } from '../../domain/shared/deadline.js';
import { Failure } from '../../domain/shared/failure.js';
import { ConcurrencyLimit } from '../../domain/shared/concurrency-limit.js';
import { HashedBytes } from '../../domain/shared/hashed-bytes.js';
import { ofSize, type ReportStore, type SealedObject } from '../../domain/reports/store.js';
import type { Tell } from '../../domain/shared/log.js';
import type { RunningReadings } from '../../use-cases/readings/running-readings.js';
import { rangeHeaders, rangeIn } from '../messages/byte-range.js';
import { hasLeft, problemOf } from '../messages/problem.js';

/** What serving sealed bytes to other organizations needs. */
export interface MemberParts {
  readonly mspId: string;
  readonly store: ReportStore;
  /** What this organization's peer says about a disclosure. */
  readonly fetch: (disclosureId: DisclosureId) => Promise<FetchAnswer>;
  readonly readings: RunningReadings;
  readonly altered: OwnAltered;
  readonly members: Pick<KnownMembers, 'whose'>;
  readonly networks: MemberNetworks;
  readonly log: Tell;
}

/** What is known about altered objects in this hospital's store. */
interface OwnAltered {
  readonly observer: ReadObserver;
  /** What is marked, for the others' lists. */
  list(): Promise<readonly AlteredObject[]>;
  /** Checks an object in this hospital's store. */
  check(objectKey: string, ciphertextSha256: string): Promise<void>;
}

/** Certificate and key (PEM) of the port. */
export interface MemberTls {
  readonly certificate: string;
  readonly key: string;
}

const paramsSchema = z.strictObject({
  prefix: z.string().regex(/^[0-9a-f]{2}$/),
  name: z.string().regex(/^[0-9a-f]{32}$/),
});
const querySchema = z.strictObject({ disclosure: disclosureIdSchema });

/**
 * The port for other gateways, over mutual TLS; requests of strangers are not parsed. The requests of one member wait
 * for at most a few of the others' requests:
 * - `GET /member/objects/{prefix}/{name}?disclosure={id}`, whole or one range: bytes leave only while this
 *   organization's peer permits it, and only to the organization of the disclosure's reader;
 * - `POST …/check?disclosure={id}`: under the same conditions, the object in this hospital's store is read again;
 * - `GET /member/altered`, for every organization: which objects in this hospital's store do not match the ledger.
 */
export function createMemberPort(parts: MemberParts, tls: MemberTls): Server {
  const app = express();
  app.disable('x-powered-by');
  const callers = new WeakMap<IncomingMessage, Guest>();
  const route = (serveIt: Serve): RequestHandler => guarded(parts, callers, serveIt);
  app.get('/member/objects/:prefix/:name', route(serve));
  app.post('/member/objects/:prefix/:name/check', route(check));
  app.get('/member/altered', route(listAltered));
  const budgets = new Map<string, Budget>();
  const { members, networks } = parts;
  return createMemberServer({ tls, members, networks }, (request, response, caller) => {
    if (caller !== undefined) callers.set(request, { ...caller, ...budgetOf(budgets, caller) });
    app(request, response);
  });
}

/** What may run for one member at once; some more may wait. */
interface Budget {
  /** Questions to this organization's peer and database. */
  readonly questions: ConcurrencyLimit;
  /** Checks of whole objects. */
  readonly looks: ConcurrencyLimit;
  /** Objects on their way out, each with a connection to the store. */
  readonly objects: ConcurrencyLimit;
}

/** A calling member. */
type Guest = Caller & Budget;

function budgetOf(budgets: Map<string, Budget>, { member }: Caller): Budget {
  const known = budgets.get(member.mspId) ?? {
    questions: new ConcurrencyLimit(4, 256),
    looks: new ConcurrencyLimit(2, 16),
    objects: new ConcurrencyLimit(objectsAtOnce, 256),
  };
  budgets.set(member.mspId, known);
  return known;
}

/** As many as the other side's doctors read at once; each keeps some 100 KiB here while its reader is slow. */
export const objectsAtOnce = 128;

/**
 * Milliseconds that sealed bytes may be on their way. The reader behind the other gateway may be slow, and then goes
 * on with a range. A hostile member cannot hold its places forever.
 */
const longestAnswer = 24 * 3_600_000;

type Serve = (
  parts: MemberParts,
  exchange: Readonly<{ request: Request; response: Response; guest: Guest }>,
) => Promise<void>;

function guarded(
  parts: MemberParts,
  callers: WeakMap<IncomingMessage, Guest>,
  serveIt: Serve,
): RequestHandler {
  return async (request, response) => {
    try {
      const guest = callers.get(request);
      if (guest === undefined) throw new Failure('FORBIDDEN', 'a member’s certificate is needed');
      await serveIt(parts, { request, response, guest });
    } catch (error) {
      refuse(parts, error, response);
    }
  };
}

const serve: Serve = async (parts, { request, response, guest }) => {
  const asked = askedObject(request);
  const reading = parts.readings.begin(asked.disclosure);
  const time = new Deadline(longestAnswer, new Failure('TOO_SLOW', 'the sealed bytes are taken too slowly'));
  try {
    const stored = { ...(await permit(parts, asked, guest)), began: new Date().toISOString() };
    const range = rangeIn(request, { size: stored.size });
    const cut = AbortSignal.any([reading.signal, time.signal]);
    const sent = { objectKey: asked.objectKey, stored, cut, range };
    await guest.objects.pass(() => send(parts, sent, response));
  } finally {
    time.clear();
    reading.end();
  }
};

const check: Serve = async (parts, { request, response, guest }) => {
  const asked = askedObject(request);
  const { ciphertextSha256 } = await permit(parts, asked, guest);
  await guest.looks.pass(() => parts.altered.check(asked.objectKey, ciphertextSha256));
  response.json({ checked: true });
};

const listAltered: Serve = async (parts, { response, guest }) => {
  response.json({ items: await guest.questions.pass(() => parts.altered.list()) });
};

/** An object as another organization requests it. */
interface AskedObject {
  readonly objectKey: string;
  readonly disclosure: DisclosureId;
}

function askedObject(request: Request): AskedObject {
  const { prefix, name } = parse(paramsSchema, request.params);
  const { disclosure } = parse(querySchema, request.query);
  return { objectKey: `${prefix}/${name}`, disclosure };
}

/** Bytes leave only for the organization that this organization's peer names, and only the object that it names. */
async function permit(
  parts: MemberParts,
  { objectKey, disclosure }: AskedObject,
  guest: Guest,
): Promise<FetchAnswer> {
  const answer = await guest.questions.pass(() => parts.fetch(disclosure));
  if (!chainsTo(guest.certificate, answer.reader.tlsRoot, new Date())) {
    throw new Failure('FORBIDDEN', 'the certificate does not belong to the reader’s organization');
  }
  const named = answer.locations.some(
    (location) => location.mspId === parts.mspId && location.objectKey === objectKey,
  );
  if (!named) throw new Failure('FORBIDDEN', 'the disclosure names another object');
  return answer;
}

/** An object, or a range of it, that is sent unless it is cut off. */
interface Leaving {
  readonly objectKey: string;
  readonly stored: StoredBytes;
  readonly cut: AbortSignal;
  readonly range: ByteRange | undefined;
}

/**
 * Compares an object that leaves as a whole with the ledger on its way: the reader's gateway may not report what it
 * finds.
 */
async function send(
  { store, altered: { observer } }: MemberParts,
  { objectKey, stored, cut, range }: Leaving,
  response: Response,
): Promise<void> {
  // The caller left while waiting for its turn.
  if (response.destroyed) return;
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const until = AbortSignal.any([gone.signal, cut]);
  const content = await opened(store.get(objectKey, until, range), stored.size, () => {
    observer.suspect(stored);
  });
  cut.throwIfAborted();
  const { status, headers } = rangeHeaders(range, stored.size);
  response.writeHead(status, { 'content-type': 'application/octet-stream', ...headers });
  const passing = range === undefined ? new HashedBytes(compareRead(observer, stored)) : new PassThrough();
  await pipeline(content, passing, response, { signal: cut });
}

/** Detects before the first byte leaves that an object is gone, or has another size than the ledger says. */
async function opened(object: Promise<SealedObject>, size: number, onAltered: () => void): Promise<Readable> {
  try {
    return ofSize(await object, size).content;
  } catch (error) {
    if (error instanceof Failure && error.code === 'INTEGRITY') onAltered();
    throw error;
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Failure('INVALID', 'not a request for an object');
  return parsed.data;
}

/** After the first byte, a failure can only cut the answer short: its length tells the other side. */
function refuse(parts: MemberParts, error: unknown, response: Response): void {
  // A member that closes a download makes streams fail, which needs no warning. One that gives up waiting for it does.
  const closedDownload = response.headersSent && hasLeft(response);
  if (!closedDownload) parts.log({ err: error }, 'a request of a member was not served');
  if (response.headersSent) response.destroy();
  else response.status(problemOf(error, '').document.status).end();
}
