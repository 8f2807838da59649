import { reportClassSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { mediaTypes } from '../../domain/media-types.js';
import type { Projection } from '../../domain/projection.js';
import type { ListReports } from '../../use-cases/list-reports.js';
import type { UploadReport } from '../../use-cases/upload-report.js';
import { lineOfText, pageFields } from '../fields.js';
import { route, type Route } from '../route.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';

const uploadId = z.string().regex(/^[0-9a-f]{32}$/);

const announcement = z.strictObject({
  title: lineOfText(300),
  fileName: lineOfText(255),
  mediaType: z.enum(mediaTypes),
  size: z.int().min(1),
  class: reportClassSchema,
  restricted: z.boolean().default(false),
});

const receipt = z.strictObject({
  reportId: fields.reportId,
  versionId: fields.versionId,
  state: z.enum(['accepted']),
  store: z.string(),
  objectKey: z.string(),
  ciphertextSha256: fields.sha256,
  plaintextSha256: fields.sha256,
  size: z.int(),
  transactionId: fields.transactionId,
  block: fields.block,
  recordedAt: fields.time,
});

const reference = z.strictObject({ personId: z.string(), organization: z.string() });

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
  author: reference,
  owner: reference,
  recordedAt: z.string(),
  ciphertextSha256: z.string(),
  transactionId: fields.transactionId,
  block: fields.block,
  consentId: z.string().optional(),
  recipient: reference.optional(),
  until: z.string().optional(),
});

/** Uploading one's own reports, and lists of reports. `uploadReport` is left out where the organization has no store. */
export function reportRoutes(
  parts: Readonly<{
    uploadReport: UploadReport | undefined;
    listReports: ListReports;
    projection: Projection;
  }>,
): Route[] {
  const { uploadReport, listReports, projection } = parts;
  const list = route({
    method: 'get',
    path: '/reports',
    summary: 'Reports of one’s own record, received from patients, or shared with others',
    auth: 'session',
    query: z.strictObject({ filter: z.enum(['own', 'received', 'sent']), ...pageFields }),
    responses: { 200: { description: 'A page, newest first', body: pageSchema(reportItem) } },
    handle: async ({ query, session }) => {
      const page = await listReports.list(query.filter, pageRequest(query), session);
      return { status: 200, body: pageBody(page, projection.height()) };
    },
  });
  return uploadReport === undefined ? [list] : [list, ...uploadRoutes(uploadReport)];
}

function uploadRoutes(uploadReport: UploadReport): Route[] {
  return [
    route({
      method: 'post',
      path: '/uploads',
      summary: 'Announce a report for one’s own record; its content follows',
      auth: 'session',
      roles: ['patient'],
      body: announcement,
      responses: {
        201: {
          description: 'Send the content now',
          body: z.strictObject({ uploadId, expiresAt: fields.time }),
        },
      },
      handle: async ({ body, session }) => ({
        status: 201,
        body: await uploadReport.announce(body, session),
      }),
    }),
    route({
      method: 'put',
      path: '/uploads/{uploadId}/content',
      summary: 'Send the content of an announced report, with Content-Length',
      auth: 'session',
      roles: ['patient'],
      params: z.strictObject({ uploadId }),
      rawBody: [...mediaTypes, 'application/octet-stream'],
      responses: { 201: { description: 'Stored and recorded on the ledger', body: receipt } },
      handle: async ({ params, request, session }) => {
        const header = request.headers['content-length'];
        const content = {
          uploadId: params.uploadId,
          length: header === undefined ? undefined : Number(header),
          stream: request,
        };
        return { status: 201, body: await uploadReport.receive(content, session) };
      },
    }),
  ];
}
