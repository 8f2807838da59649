import { permissionSchema, type PersonRole, purposeSchema, recordSchemas } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/ledger/projection.js';
import type { Consents } from '../../use-cases/consents/consents.js';
import type { ConsentView, ListConsents } from '../../use-cases/consents/list-consents.js';
import { route, type Route } from '../api/route.js';
import { pageFields } from '../messages/fields.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { granteeReference, granteeWish, personReference, receipt, scopeField } from './references.js';

const wish = z.strictObject({
  grantee: granteeWish,
  permission: permissionSchema,
  purposes: z
    .array(purposeSchema)
    .min(1)
    .refine((codes) => new Set(codes).size === codes.length, 'a purpose is named twice'),
  scope: scopeField,
  from: fields.time.optional(),
  until: fields.time,
});

const consentItem = z.strictObject({
  consentId: fields.consentId,
  patient: personReference,
  grantee: granteeReference,
  permission: permissionSchema,
  purposes: z.array(purposeSchema),
  scope: scopeField,
  from: fields.time,
  until: fields.time,
  state: recordSchemas.consent.shape.state,
  transactionId: fields.transactionId,
  block: fields.block,
  late: fields.late,
});

function usualView(role: PersonRole): ConsentView {
  return role === 'patient' ? 'given' : 'received';
}

const listQuery = z.strictObject({
  view: z.enum(['given', 'received']).optional(),
  state: z.enum(['active', 'revoked']).optional(),
  ...pageFields,
});

/** Does a patient ask for the consents that they gave? */
function isOfGiven(query: unknown): boolean {
  const { success, data } = listQuery.safeParse(query);
  return success && data.view !== 'received';
}

/** Granting, listing and revoking consents. */
export function consentRoutes(
  parts: Readonly<{ grantConsent: Consents; listConsents: ListConsents; projection: Projection }>,
): Route[] {
  const { grantConsent, listConsents, projection } = parts;
  return [
    route({
      method: 'post',
      path: '/consents',
      summary:
        'Permit a person, or the doctors, auditors or systems of an organization, to read named reports or the whole record; or permit a doctor to add reports',
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
      summary:
        'Consents given or received; without `view`, patients get those given and others those received',
      auth: 'session',
      // A suspended patient may still revoke consents, and must see them.
      whileInactive: (role, query) => role === 'patient' && isOfGiven(query),
      query: listQuery,
      responses: { 200: { description: 'A page, newest first', body: pageSchema(consentItem) } },
      handle: async ({ query, session }) => {
        const { view = usualView(session.person.role), state } = query;
        const page = await listConsents.list({ view, state, page: pageRequest(query) }, session);
        return { status: 200, body: pageBody(page, projection.height()) };
      },
    }),
    route({
      method: 'delete',
      path: '/consents/{consentId}',
      summary: 'Revoke a consent: the next reading is refused and running ones are cut off',
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
