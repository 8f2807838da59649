import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { purposeSchema, refusalReasonSchema, reportClassSchema } from '@medseal/ledger-model';
import type { ByteRange } from '@medseal/sealing';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Failure } from '../../domain/shared/failure.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { DiscloseReport } from '../../use-cases/readings/disclose-report.js';
import type { ListDisclosures } from '../../use-cases/readings/list-disclosures.js';
import { toIntegrityFailure, type OpenContent, type Reading } from '../../use-cases/readings/open-content.js';
import type { ShowDisclosure } from '../../use-cases/readings/show-disclosure.js';
import { attachment, sentType, sentTypes } from '../messages/attachment.js';
import { rangeHeaders, rangeIn } from '../messages/byte-range.js';
import { ExactLength } from '../messages/exact-length.js';
import { route, type Route, streamed } from '../api/route.js';
import { pageFields } from '../messages/fields.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { namedReference } from './references.js';

const basis = z.strictObject({ kind: z.enum(['own', 'author', 'consent']), id: fields.consentId.optional() });

const disclosureItem = z.strictObject({
  disclosureId: fields.disclosureId,
  at: fields.time,
  reader: namedReference,
  reportId: fields.reportId,
  versionId: fields.versionId,
  title: z.string().optional(),
  class: reportClassSchema.optional().meta({ description: 'Only for the patient and for the reader' }),
  proposedAt: fields.time.optional().meta({ description: 'When the version was proposed' }),
  purpose: purposeSchema,
  basis: basis.optional(),
  outcome: z.enum(['permit', 'refuse']),
  reason: refusalReasonSchema.optional(),
  transactionId: fields.transactionId,
  block: fields.block,
  late: fields.late,
});

interface DisclosureParts {
  readonly discloseReport: DiscloseReport;
  readonly openContent: OpenContent;
  readonly listDisclosures: ListDisclosures;
  readonly showDisclosure: ShowDisclosure;
  readonly projection: Projection;
}

/** Recording a reading, fetching what it permits, and the access log. */
export function disclosureRoutes(parts: DisclosureParts): Route[] {
  return [
    discloseRoute(parts),
    listRoute(parts),
    standingRoute(parts),
    contentRoute(parts),
    sealedRoute(parts),
  ];
}

function discloseRoute({ discloseReport }: DisclosureParts): Route {
  return route({
    method: 'post',
    path: '/disclosures',
    summary: 'Record a reading; a refusal is recorded too and answers 403 with its id',
    auth: 'session',
    whileInactive: true,
    roles: ['patient', 'doctor'],
    body: z.strictObject({
      reportId: fields.reportId,
      versionId: fields.versionId.optional(),
      purpose: purposeSchema,
      basis: z.strictObject({ consent: fields.consentId }).optional(),
    }),
    responses: {
      201: {
        description: 'Permitted: the content may be fetched until `expiresAt`',
        body: z.strictObject({
          disclosureId: fields.disclosureId,
          outcome: z.literal('permit'),
          basis,
          transactionId: fields.transactionId,
          block: fields.block,
          expiresAt: fields.time,
        }),
      },
    },
    idempotent: {
      id: 'disclosureId',
      render: async (id, { session }) => ({
        status: 201,
        body: await discloseReport.find(fields.disclosureId.parse(id), session),
      }),
    },
    handle: async ({ body, session }) => ({
      status: 201,
      body: await discloseReport.disclose(body, session),
    }),
  });
}

function listRoute({ listDisclosures, projection }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures',
    summary: 'Who read your record (`of-me`), or what you read (`mine`); refusals too',
    auth: 'session',
    query: z.strictObject({
      view: z.enum(['mine', 'of-me']),
      report: fields.reportId.optional(),
      outcome: z.enum(['permit', 'refuse']).optional(),
      from: fields.time.optional(),
      to: fields.time.optional().meta({ description: 'The end of the period, exclusive' }),
      ...pageFields,
    }),
    responses: { 200: { description: 'A page, newest first', body: pageSchema(disclosureItem) } },
    handle: async ({ query, session }) => {
      const { view, report, outcome, from, to } = query;
      const page = await listDisclosures.list(
        { view, filter: { report, outcome, from, to }, page: pageRequest(query) },
        session,
      );
      return { status: 200, body: pageBody(page, projection.height()) };
    },
  });
}

const oneDisclosure = z.strictObject({ disclosureId: fields.disclosureId });

function standingRoute({ showDisclosure }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures/{disclosureId}',
    summary: 'Your reading, and whether it would be permitted now; if not, close the report',
    auth: 'session',
    whileInactive: true,
    unattended: true,
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: {
      200: {
        description: 'The reading as it is now',
        body: z.strictObject({
          disclosureId: fields.disclosureId,
          reportId: fields.reportId,
          versionId: fields.versionId,
          outcome: z.enum(['permit', 'refuse']),
          permitted: z.boolean(),
          until: fields.time.optional(),
        }),
      },
    },
    handle: async ({ params, session }) => ({
      status: 200,
      body: await showDisclosure.show(params.disclosureId, session),
    }),
  });
}

const sealedType = 'application/octet-stream';
const onlyPart = 'The one range of bytes that `Range` requests; a request for several gets the whole';

function contentRoute({ openContent }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures/{disclosureId}/content',
    summary:
      'The report that your reading opens, or a range of its bytes; for ten minutes, as long as the reading is permitted',
    auth: 'session',
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: {
      200: { description: 'The report', mediaTypes: sentTypes },
      206: { description: onlyPart, mediaTypes: sentTypes },
    },
    handle: async ({ params, session, signal, request, response }) => {
      const choose = rangeOf(request);
      const { metadata, range, stream } = await openContent.open({ ...params, session, signal, choose });
      const type = sentType(metadata.mediaType);
      await send(response, stream, {
        ...bytesOf(range, metadata.plaintextSize, metadata.plaintextSha256),
        type,
        more: {
          'content-disposition': attachment(metadata.fileName, type),
          'repr-digest': reprDigest(metadata.plaintextSha256),
        },
      });
      return streamed;
    },
  });
}

function sealedRoute({ openContent }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures/{disclosureId}/sealed',
    summary:
      'The stored bytes of the report that your reading opens, or a range of them, to compare their SHA-256 with the ledger’s',
    auth: 'session',
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: {
      200: { description: 'The sealed report', mediaTypes: [sealedType] },
      206: { description: onlyPart, mediaTypes: [sealedType] },
    },
    handle: async ({ params, session, signal, request, response }) => {
      const reading = { ...params, session, signal, choose: rangeOf(request) };
      const { size, content, ciphertextSha256, range } = await openContent.openSealed(reading);
      const bytes = bytesOf(range, size, ciphertextSha256);
      await send(response, content, { ...bytes, type: sealedType, more: {} });
      return streamed;
    },
  });
}

/** Chooses the range that a request asks for; undefined if it asks for none. */
function rangeOf(request: Request): Reading['choose'] {
  if (request.headers.range === undefined) return undefined;
  return ({ size, sha256 }) => rangeIn(request, { size, etag: etagOf(sha256) });
}

/** Strong: by the digest of all bytes. */
function etagOf(sha256: string): string {
  return `"${sha256.slice('sha256:'.length)}"`;
}

/** How bytes are sent. */
interface Sent {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  readonly more: Readonly<Record<string, string>>;
}

function bytesOf(
  range: ByteRange | undefined,
  size: number,
  sha256: string,
): Pick<Sent, 'status' | 'headers'> {
  const { status, headers } = rangeHeaders(range, size);
  return { status, headers: { ...headers, 'accept-ranges': 'bytes', etag: etagOf(sha256) } };
}

/**
 * Sends headers only when the first bytes have been verified, so that a report altered at its beginning is answered
 * with a problem; a later mismatch destroys the connection before the announced length is reached.
 */
async function send(
  response: Response,
  stream: Readable,
  { status, headers, type, more }: Sent,
): Promise<void> {
  try {
    await firstBytes(stream);
    response.writeHead(status, { 'content-type': type, ...headers, ...more });
    if (response.req.method === 'HEAD') {
      stream.destroy();
      response.end();
    } else await pipeline(stream, new ExactLength(Number(headers['content-length'])), response);
  } catch (error) {
    stream.destroy();
    throw toIntegrityFailure(error);
  }
}

/** Resolves when the stream has something to read or has ended; rejects when it failed. */
async function firstBytes(stream: Readable): Promise<void> {
  if (stream.errored !== null) throw stream.errored;
  if (stream.readableLength > 0 || stream.readableEnded) return;
  const over = new AbortController();
  const { signal } = over;
  const closed = once(stream, 'close', { signal }).then(() => {
    throw new Failure('UNAVAILABLE', 'the report’s bytes stopped coming');
  });
  try {
    await Promise.race([once(stream, 'readable', { signal }), once(stream, 'end', { signal }), closed]);
  } finally {
    over.abort();
  }
}

/** RFC 9530 from `sha256:<hex>`. */
function reprDigest(digest: string): string {
  return `sha-256=:${Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64')}:`;
}
