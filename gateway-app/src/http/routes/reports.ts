import { purposeSchema, recordSchemas, reportClassSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/ledger/projection.js';
import type { Proposals } from '../../use-cases/reports/proposals.js';
import type { ListReports } from '../../use-cases/reports/list-reports.js';
import type { ReportDetail, ShowReport, VersionItem } from '../../use-cases/reports/report-detail.js';
import { readerStates, recordStates, rowStates } from '../../domain/reports/report-states.js';
import { pageFields } from '../messages/fields.js';
import { route, type Route } from '../api/route.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import {
  excludedReference,
  granteeReference,
  namedReference,
  personReference,
  receipt,
} from './references.js';

const reportItem = z.strictObject({
  reportId: fields.reportId,
  versionId: fields.versionId,
  state: z.enum(rowStates),
  class: reportClassSchema,
  restricted: z.boolean(),
  title: z.string().optional(),
  fileName: z.string().optional(),
  mediaType: z.string().optional(),
  plaintextSha256: z.string().optional(),
  size: z.int(),
  author: namedReference,
  owner: personReference,
  proposedAt: fields.time.meta({
    description: 'When it was proposed, or put into the record by its patient',
  }),
  recordedAt: fields.time.meta({
    description: 'When it entered the record; if it did not, when it was proposed',
  }),
  ciphertextSha256: fields.sha256,
  alteredAt: fields.time
    .optional()
    .meta({ description: 'When the stored bytes were found not to match the ledger' }),
  transactionId: fields.transactionId,
  block: fields.block,
  late: fields.late,
  openings: z
    .array(
      z.strictObject({
        basis: z.enum(['own', 'author', 'consent']),
        consentId: fields.consentId.optional(),
        purposes: z.array(purposeSchema),
        until: fields.time.optional(),
      }),
    )
    .meta({
      description: 'How you may open it now, by purpose and consent; empty if nothing permits it',
    }),
  consentId: fields.consentId.optional(),
  recipient: granteeReference.optional(),
  until: fields.time.optional(),
  reason: z.string().optional(),
});

const versionItem = reportItem.extend({
  number: z.int().optional(),
  relation: recordSchemas.proposal.shape.relation,
  unverified: z.array(z.string()).optional(),
});

const detailSchema = z.strictObject({
  reportId: fields.reportId,
  owner: personReference,
  class: reportClassSchema,
  restricted: z.boolean(),
  state: z.enum(recordStates),
  versions: z.array(versionItem),
  readers: z
    .array(
      z.strictObject({
        grantee: granteeReference,
        basis: z.enum(['author', 'consent']),
        state: z.enum(readerStates),
        consentId: fields.consentId.optional(),
        purposes: z.array(purposeSchema).optional(),
        from: fields.time.optional(),
        until: fields.time.optional(),
      }),
    )
    .optional(),
  excluded: z.array(excludedReference).optional(),
});

const oneReport = z.strictObject({ reportId: fields.reportId });

interface ReportRouteParts {
  readonly listReports: ListReports;
  readonly showReport: ShowReport;
  readonly proposals: Proposals;
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
    summary: 'Reports of your own record, received from patients, shared with others, or proposed',
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
    summary:
      'A report that is yours or that you may read: its versions, with the ways you may open each (`openings`); its patient also sees who may read it',
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
    summary: 'Take a report out of your record: it can no longer be read',
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
