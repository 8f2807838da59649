import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { purposeSchema } from '@medseal/ledger-model';
import type { Response } from 'express';
import { z } from 'zod';
import { Failure } from '../../domain/failure.js';
import { mediaTypes } from '../../domain/media-types.js';
import type { Projection } from '../../domain/projection.js';
import type { DiscloseReport } from '../../use-cases/disclose-report.js';
import type { ListDisclosures } from '../../use-cases/list-disclosures.js';
import { asIntegrity, type OpenContent } from '../../use-cases/open-content.js';
import type { ShowDisclosure } from '../../use-cases/show-disclosure.js';
import { route, type Route, streamed } from '../route.js';
import { pageFields } from '../fields.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { namedReference } from './references.js';

const basis = z.strictObject({ kind: z.enum(['own', 'author', 'consent']), id: fields.consentId.optional() });

const disclosureItem = z.strictObject({
  disclosureId: fields.disclosureId,
  at: z.string(),
  reader: namedReference,
  reportId: z.string(),
  versionId: z.string(),
  title: z.string().optional(),
  purpose: z.string(),
  basis: basis.optional(),
  outcome: z.enum(['permit', 'refuse']),
  reason: z.string().optional(),
  transactionId: fields.transactionId,
  block: fields.block,
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
    summary: 'Record a reading on the ledger; a refusal is recorded too and answers 403 with its id',
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
    summary: 'Who read my record, or what I read; refusals too',
    auth: 'session',
    query: z.strictObject({
      view: z.enum(['mine', 'of-me']),
      report: fields.reportId.optional(),
      outcome: z.enum(['permit', 'refuse']).optional(),
      from: fields.time.optional(),
      to: fields.time.optional().meta({ description: 'The first moment that does not count any more' }),
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
    summary: 'An own reading, and whether it would be permitted now: what is open closes when it would not',
    auth: 'session',
    whileInactive: true,
    unattended: true,
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: {
      200: {
        description: 'The reading as it stands',
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

function contentRoute({ openContent }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures/{disclosureId}/content',
    summary: 'The report that a permitted disclosure opens',
    auth: 'session',
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: { 200: { description: 'The report', mediaTypes } },
    handle: async ({ params, session, signal, response }) => {
      const { metadata, stream } = await openContent.open(params.disclosureId, session, signal);
      await send(response, stream, {
        'content-type': metadata.mediaType,
        'content-length': String(metadata.plaintextSize),
        'content-disposition': attachment(metadata.fileName),
        'repr-digest': reprDigest(metadata.plaintextSha256),
      });
      return streamed;
    },
  });
}

function sealedRoute({ openContent }: DisclosureParts): Route {
  return route({
    method: 'get',
    path: '/disclosures/{disclosureId}/sealed',
    summary: 'The stored bytes, to compare their SHA-256 with the ledger’s',
    auth: 'session',
    roles: ['patient', 'doctor'],
    params: oneDisclosure,
    responses: { 200: { description: 'The sealed report', mediaTypes: ['application/octet-stream'] } },
    handle: async ({ params, session, signal, response }) => {
      const { size, content } = await openContent.openSealed(params.disclosureId, session, signal);
      await send(response, content, {
        'content-type': 'application/octet-stream',
        'content-length': String(size),
      });
      return streamed;
    },
  });
}

/**
 * Sends headers only when the first bytes have been verified, so that a report altered at its beginning answers a problem;
 * a later mismatch destroys the connection before the announced length is reached.
 */
async function send(
  response: Response,
  stream: Readable,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await firstBytes(stream);
    response.writeHead(200, headers);
    await pipeline(stream, response);
  } catch (error) {
    stream.destroy();
    throw asIntegrity(error);
  }
}

/** Resolves when the stream has something to read or has ended; rejects when it failed. */
async function firstBytes(stream: Readable): Promise<void> {
  if (stream.errored !== null) throw stream.errored;
  if (stream.readableLength > 0 || stream.readableEnded) return;
  await new Promise<void>((resolve, reject) => {
    stream.once('readable', resolve);
    stream.once('end', resolve);
    stream.once('error', reject);
    stream.once('close', () => {
      reject(new Failure('UNAVAILABLE', 'the report’s bytes stopped coming'));
    });
  });
}

/** RFC 6266 with the name in RFC 8187 form. */
function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

/** RFC 9530 from `sha256:<hex>`. */
function reprDigest(digest: string): string {
  return `sha-256=:${Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64')}:`;
}
