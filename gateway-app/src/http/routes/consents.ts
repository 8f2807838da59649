import { purposeSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/projection.js';
import type { ListConsents } from '../../use-cases/list-consents.js';
import type { ShareReport } from '../../use-cases/share-report.js';
import { route, type Route } from '../route.js';
import { pageFields } from '../fields.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';

const wish = z.strictObject({
  grantee: z.strictObject({ person: fields.personId }),
  permission: z.enum(['read']),
  purposes: z.array(purposeSchema).min(1),
  scope: z.strictObject({ reports: z.array(fields.reportId).min(1).max(64) }),
  from: fields.time.optional(),
  until: fields.time,
});

const receipt = z.strictObject({ transactionId: fields.transactionId, block: fields.block });

const consentItem = z.strictObject({
  consentId: fields.consentId,
  patient: z.strictObject({ personId: z.string(), organization: z.string() }),
  grantee: z.strictObject({ personId: z.string(), organization: z.string() }),
  permission: z.string(),
  purposes: z.array(z.string()),
  scope: z.strictObject({ reports: z.array(z.string()) }),
  from: z.string(),
  until: z.string(),
  state: z.string(),
  transactionId: fields.transactionId,
  block: fields.block,
});

/** Granting, listing and revoking consents. */
export function consentRoutes(
  parts: Readonly<{ shareReport: ShareReport; listConsents: ListConsents; projection: Projection }>,
): Route[] {
  const { shareReport, listConsents, projection } = parts;
  return [
    route({
      method: 'post',
      path: '/consents',
      summary: 'Permit a person to read reports, for purposes and a time',
      auth: 'session',
      roles: ['patient'],
      sensitive: true,
      body: wish,
      responses: {
        201: {
          description: 'Granted',
          body: z.strictObject({ consentId: fields.consentId, ...wish.shape, receipt }),
        },
      },
      handle: async ({ body, session }) => {
        const { consentId, receipt: committed } = await shareReport.grant(body, session);
        return { status: 201, body: { consentId, ...body, receipt: committed } };
      },
    }),
    route({
      method: 'get',
      path: '/consents',
      summary: 'Consents that one gave or received',
      auth: 'session',
      query: z.strictObject({ state: z.enum(['active', 'revoked']).optional(), ...pageFields }),
      responses: { 200: { description: 'A page, newest first', body: pageSchema(consentItem) } },
      handle: async ({ query, session }) => {
        const page = await listConsents.list({ state: query.state, page: pageRequest(query) }, session);
        return { status: 200, body: pageBody(page, projection.height()) };
      },
    }),
    route({
      method: 'delete',
      path: '/consents/{consentId}',
      summary: 'Revoke a consent; it bites at the next reading',
      auth: 'session',
      roles: ['patient'],
      sensitive: true,
      params: z.strictObject({ consentId: fields.consentId }),
      responses: {
        200: {
          description: 'Revoked',
          body: z.strictObject({ consentId: fields.consentId, state: z.literal('revoked'), receipt }),
        },
      },
      handle: async ({ params, session }) => {
        const committed = await shareReport.revoke(params.consentId, session);
        return {
          status: 200,
          body: { consentId: params.consentId, state: 'revoked' as const, receipt: committed },
        };
      },
    }),
  ];
}
