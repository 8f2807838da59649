import { z } from 'zod';
import type { Projection } from '../../domain/projection.js';
import type { DecideProposal } from '../../use-cases/decide-proposal.js';
import type { ListReports } from '../../use-cases/list-reports.js';
import type { ReportDetail, ShowReport, VersionItem } from '../../use-cases/report-detail.js';
import { pageFields } from '../fields.js';
import { route, type Route } from '../route.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { granteeReference, namedReference, personReference, receipt } from './references.js';

const reportItem = z.strictObject({
  reportId: fields.reportId,
  versionId: fields.versionId,
  state: z.string(),
  class: z.string(),
  restricted: z.boolean(),
  title: z.string().optional(),
  fileName: z.string().optional(),
  mediaType: z.string().optional(),
  plaintextSha256: z.string().optional(),
  size: z.int(),
  author: namedReference,
  owner: personReference,
  recordedAt: z.string(),
  ciphertextSha256: z.string(),
  alteredAt: fields.time
    .optional()
    .meta({ description: 'When the stored bytes were found not to fit the ledger' }),
  transactionId: fields.transactionId,
  block: fields.block,
  consentId: z.string().optional(),
  recipient: granteeReference.optional(),
  until: z.string().optional(),
  reason: z.string().optional(),
});

const versionItem = reportItem.extend({
  number: z.int().optional(),
  relation: z.string(),
  unverified: z.array(z.string()).optional(),
});

const detailSchema = z.strictObject({
  reportId: fields.reportId,
  owner: personReference,
  class: z.string(),
  restricted: z.boolean(),
  state: z.string(),
  versions: z.array(versionItem),
  readers: z
    .array(
      z.strictObject({
        grantee: granteeReference,
        basis: z.enum(['author', 'consent']),
        consentId: z.string().optional(),
        purposes: z.array(z.string()).optional(),
        from: z.string().optional(),
        until: z.string().optional(),
      }),
    )
    .optional(),
  excluded: z.array(granteeReference).optional(),
});

const oneReport = z.strictObject({ reportId: fields.reportId });

interface ReportRouteParts {
  readonly listReports: ListReports;
  readonly showReport: ShowReport;
  readonly proposals: DecideProposal;
  readonly projection: Projection;
}

/** Lists of reports, one report with its versions, and taking one out of the record. */
export function reportRoutes(parts: ReportRouteParts): Route[] {
  return [listRoute(parts), detailRoute(parts), withdrawRoute(parts)];
}

function listRoute({ listReports, projection }: ReportRouteParts): Route {
  return route({
    method: 'get',
    path: '/reports',
    summary: 'Reports of one’s own record, received from patients, given to others, or proposed',
    auth: 'session',
    query: z.strictObject({ filter: z.enum(['own', 'received', 'sent', 'proposed']), ...pageFields }),
    responses: { 200: { description: 'A page, newest first', body: pageSchema(reportItem) } },
    handle: async ({ query, session }) => {
      const page = await listReports.list(query.filter, pageRequest(query), session);
      return { status: 200, body: pageBody(page, projection.height()) };
    },
  });
}

function detailRoute({ showReport }: ReportRouteParts): Route {
  return route({
    method: 'get',
    path: '/reports/{reportId}',
    summary: 'A report with its versions; its patient also sees who may read it',
    auth: 'session',
    roles: ['patient', 'doctor'],
    params: oneReport,
    responses: { 200: { description: 'The report', body: detailSchema } },
    handle: async ({ params, session }) => ({
      status: 200,
      body: detailBody(await showReport.show(params.reportId, session)),
    }),
  });
}

function withdrawRoute({ proposals }: ReportRouteParts): Route {
  return route({
    method: 'delete',
    path: '/reports/{reportId}',
    summary: 'Take a report out of the own record: nobody reads it any more',
    auth: 'session',
    roles: ['patient'],
    sensitive: true,
    params: oneReport,
    responses: {
      200: {
        description: 'Withdrawn',
        body: oneReport.extend({ state: z.literal('withdrawn'), receipt }),
      },
    },
    handle: async ({ params, session }) => {
      const committed = await proposals.withdrawReport(params.reportId, session);
      return { status: 200, body: { ...params, state: 'withdrawn' as const, receipt: committed } };
    },
  });
}

function detailBody({ versions, readers, ...report }: ReportDetail): z.input<typeof detailSchema> {
  return {
    ...report,
    versions: versions.map((version) => versionBody(version)),
    ...(readers !== undefined && {
      readers: readers.map(({ purposes, ...reader }) => ({
        ...reader,
        ...(purposes !== undefined && { purposes: [...purposes] }),
      })),
    }),
  };
}

function versionBody({ unverified, ...version }: VersionItem): z.input<typeof versionItem> {
  return { ...version, ...(unverified !== undefined && { unverified: [...unverified] }) };
}
