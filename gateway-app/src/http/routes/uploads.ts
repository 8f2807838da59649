import { reportClassSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { mediaTypes } from '@medseal/input-rules';
import { Failure } from '../../domain/shared/failure.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { UploadAnnouncement } from '../../use-cases/reports/announce-upload.js';
import { contributionBasisSchema, uploadShareSchema } from '../../use-cases/reports/upload-plan.js';
import type { UploadReport } from '../../use-cases/reports/upload-report.js';
import { entered } from '../messages/fields.js';
import { bodyOf } from '../messages/request-body.js';
import { route, type Route } from '../api/route.js';
import { fields } from './pages.js';

/** The use cases behind these routes. */
export interface UploadActs {
  announce(
    announcement: UploadAnnouncement,
    session: OpenSession,
  ): Promise<{ uploadId: string; expiresAt: string }>;
  announced(uploadId: string, session: OpenSession): Promise<{ uploadId: string; expiresAt: string }>;
  readonly receive: UploadReport['receive'];
}

const uploadId = z.string().regex(/^[0-9a-f]{32}$/);

const announcement = z.strictObject({
  title: entered('title'),
  fileName: entered('fileName'),
  mediaType: z.enum(mediaTypes),
  size: z.int().min(1),
  class: reportClassSchema,
  restricted: z.boolean().default(false),
  patient: fields.personId.optional(),
  basis: contributionBasisSchema.optional(),
  share: uploadShareSchema.optional(),
});

const receipt = z.strictObject({
  reportId: fields.reportId,
  versionId: fields.versionId,
  state: z.enum(['accepted', 'proposed']),
  store: z.string(),
  objectKey: z.string(),
  ciphertextSha256: fields.sha256,
  plaintextSha256: fields.sha256,
  size: z.int(),
  transactionId: fields.transactionId,
  block: fields.block,
  recordedAt: fields.time,
  share: z
    .strictObject({
      state: z.enum(['granted', 'requested', 'failed']),
      consentId: z.string().optional(),
      requestId: z.string().optional(),
      code: z.string().optional(),
    })
    .optional(),
});

/** Uploading to one's own record, or to the record of a patient who permitted it. */
export function uploadRoutes(acts: UploadActs): Route[] {
  return [
    route({
      method: 'post',
      path: '/uploads',
      summary: 'Announce a report for your record or for a patient’s; its content follows',
      auth: 'session',
      roles: ['patient', 'doctor'],
      body: announcement,
      responses: {
        201: {
          description: 'Send the content now',
          body: z.strictObject({ uploadId, expiresAt: fields.time }),
        },
      },
      idempotent: {
        id: 'uploadId',
        render: async (id, { session }) => ({ status: 201, body: await acts.announced(id, session) }),
      },
      handle: async ({ body, session }) => ({ status: 201, body: await acts.announce(body, session) }),
    }),
    route({
      method: 'put',
      path: '/uploads/{uploadId}/content',
      summary: 'Send the content of an announced report, with Content-Length',
      auth: 'session',
      roles: ['patient', 'doctor'],
      params: z.strictObject({ uploadId }),
      rawBody: [...mediaTypes, 'application/octet-stream'],
      responses: { 201: { description: 'Stored and recorded on the ledger', body: receipt } },
      handle: async ({ params, request, session }) => {
        const { 'content-length': length, 'content-encoding': encoding } = request.headers;
        if (encoding !== undefined)
          throw new Failure('WRONG_TYPE', 'Send the content as it is, without Content-Encoding.');
        const content = {
          uploadId: params.uploadId,
          length: length === undefined ? undefined : Number(length),
          stream: bodyOf(request),
        };
        return { status: 201, body: await acts.receive(content, session) };
      },
    }),
  ];
}
