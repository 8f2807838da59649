import { permissionSchema, purposeSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/projection.js';
import type { GrantConsent } from '../../use-cases/grant-consent.js';
import type { ListConsents } from '../../use-cases/list-consents.js';
import { route, type Route } from '../route.js';
import { pageFields } from '../fields.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { granteeReference, granteeWish, personReference, receipt, scopeField } from './references.js';

const wish = z.strictObject({
  grantee: granteeWish,
  permission: permissionSchema,
  purposes: z
    .array(purposeSchema)
    .min(1)
    .refine((codes) => new Set(codes).size === codes.length, 'a purpose stands twice'),
  scope: scopeField,
  from: fields.time.optional(),
  until: fields.time,
});

const consentItem = z.strictObject({
  consentId: fields.consentId,
  patient: personReference,
  grantee: granteeReference,
  permission: z.string(),
  purposes: z.array(z.string()),
  scope: scopeField,
  from: z.string(),
  until: z.string(),
  state: z.string(),
  transactionId: fields.transactionId,
  block: fields.block,
});

/** Granting, listing and revoking consents. */
export function consentRoutes(
  parts: Readonly<{ grantConsent: GrantConsent; listConsents: ListConsents; projection: Projection }>,
): Route[] {
  const { grantConsent, listConsents, projection } = parts;
  return [
    route({
      method: 'post',
      path: '/consents',
      summary: 'Permit a person or an organization to read reports, or a doctor to add some',
      auth: 'session',
      roles: ['patient'],
      sensitive: true,
      body: wish,
      responses: {
        201: {
          description: 'Granted',
          body: wish.extend({ consentId: fields.consentId, receipt }),
        },
      },
      idempotent: {
        id: 'consentId',
        render: async (id, { body, session }) => ({
          status: 201,
          body: { ...body, ...(await grantConsent.find(fields.consentId.parse(id), session)) },
        }),
      },
      handle: async ({ body, session }) => {
        const granted = await grantConsent.grant(body, session);
        return { status: 201, body: { ...body, ...granted } };
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
      summary: 'Revoke a consent; it bites at the next reading and cuts running ones',
      auth: 'session',
      whileInactive: true,
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
        const committed = await grantConsent.revoke(params.consentId, session);
        return {
          status: 200,
          body: { consentId: params.consentId, state: 'revoked' as const, receipt: committed },
        };
      },
    }),
  ];
}
