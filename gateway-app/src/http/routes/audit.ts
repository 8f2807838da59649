import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Projection } from '../../domain/ledger/projection.js';
import type { AuditAnswer, AuditEvents } from '../../use-cases/audit/audit-events.js';
import { type ExportFormat, writeExport } from '../../use-cases/audit/audit-export.js';
import type { AuditHistory } from '../../use-cases/audit/audit-history.js';
import type { AuditedQueries } from '../../use-cases/audit/audited-queries.js';
import { pageFields } from '../messages/fields.js';
import { route, type Route, streamed } from '../api/route.js';
import { auditedQuery, auditItem, eventRequest, historyItem, recordedFields } from './audit-schemas.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';

export interface AuditRouteParts {
  readonly events: AuditEvents;
  readonly history: AuditHistory;
  readonly queries: AuditedQueries;
  readonly projection: Projection;
}

/** In a body, `limit` is a number; in a query it is a text. */
const bodyPage = { limit: z.int().min(1).max(200).optional(), after: pageFields.after };

const accountingRequest = z
  .strictObject({ patient: fields.personId, from: fields.time, to: fields.time, ...bodyPage })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before the beginning' });

const answerSchema = z.strictObject({
  items: z.array(auditItem),
  next: z.string().optional(),
  ...recordedFields,
});

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

/** Auditors' questions; every one is recorded on the ledger before it is answered. */
export function auditRoutes(parts: AuditRouteParts): Route[] {
  return [
    searchRoute(parts),
    accountingRoute(parts),
    historyRoute(parts),
    exportRoute(parts),
    aboutMeRoute(parts),
  ];
}

function searchRoute({ events }: AuditRouteParts): Route {
  return route({
    method: 'post',
    path: '/audit/events/search',
    summary: 'Search events, newest first; the question is recorded on the ledger',
    auth: 'session',
    roles: ['auditor'],
    body: z.strictObject({ ...eventRequest.shape, ...bodyPage }),
    responses: { 200: { description: 'A page of events', body: answerSchema } },
    handle: async ({ body: { limit, after, ...request }, session }) => ({
      status: 200,
      body: toBody(await events.search(request, pageRequest({ limit, after }), session)),
    }),
  });
}

function accountingRoute({ events }: AuditRouteParts): Route {
  return route({
    method: 'post',
    path: '/audit/accounting',
    summary:
      'Every reading and refusal of a patient’s reports in a period, for auditors of the patient’s hospital and of the regulator',
    auth: 'session',
    roles: ['auditor'],
    body: accountingRequest,
    responses: { 200: { description: 'A page of disclosures, newest first', body: answerSchema } },
    handle: async ({ body: { limit, after, ...request }, session }) => ({
      status: 200,
      body: toBody(await events.account(request, pageRequest({ limit, after }), session)),
    }),
  });
}

function historyRoute({ history }: AuditRouteParts): Route {
  return route({
    method: 'get',
    path: '/audit/history',
    summary: 'Every state of a version and its proposal, read from the blocks of this organization’s peer',
    auth: 'session',
    roles: ['auditor'],
    query: z.strictObject({ version: fields.versionId }),
    responses: {
      200: {
        description: 'States in order',
        body: z.strictObject({ items: z.array(historyItem), ...recordedFields }),
      },
    },
    handle: async ({ query, session }) => {
      const { recorded, items } = await history.of(query.version, session);
      return {
        status: 200,
        body: { ...recorded, items: items.map(({ by, ...item }) => ({ by: { ...by }, ...item })) },
      };
    },
  });
}

function exportRoute({ events }: AuditRouteParts): Route {
  return route({
    method: 'post',
    path: '/audit/exports',
    summary:
      'All matching events, as CSV or as one JSON object per line; headers say where the question is recorded',
    auth: 'session',
    roles: ['auditor'],
    body: z.strictObject({ format: z.enum(['csv', 'ndjson']), ...eventRequest.shape }),
    responses: { 200: { description: 'The events, newest first', mediaTypes: Object.values(mediaTypes) } },
    handle: async ({ body: { format, ...request }, session, response }) => {
      const { recorded, items } = await events.export(format, request, session);
      response.writeHead(200, {
        'content-type': mediaTypes[format],
        'content-disposition': `attachment; filename="${recorded.auditQueryId}.${format}"`,
        'medseal-audit-query': recorded.auditQueryId,
        'medseal-transaction': recorded.transactionId,
        'medseal-block': recorded.block,
        'medseal-as-of-block': recorded.asOfBlock,
      });
      await pipeline(Readable.from(writeExport(format, items)), response);
      return streamed;
    },
  });
}

function aboutMeRoute({ queries, projection }: AuditRouteParts): Route {
  return route({
    method: 'get',
    path: '/audit/queries',
    summary: 'Auditors’ questions that named you or a version of your reports, or whose answers named you',
    auth: 'session',
    query: z.strictObject({ about: z.literal('me'), ...pageFields }),
    responses: { 200: { description: 'A page, newest first', body: pageSchema(auditedQuery) } },
    handle: async ({ query, session }) => ({
      status: 200,
      body: pageBody(await queries.about(pageRequest(query), session), projection.height()),
    }),
  });
}

function toBody({ recorded, items, ...page }: AuditAnswer) {
  return { ...page, ...recorded, items: items.map((item) => ({ ...item })) };
}
