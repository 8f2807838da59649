import { permissionSchema, purposeSchema, recordSchemas, requestIdSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/ledger/projection.js';
import type { PermissionRequests, RequestItem } from '../../use-cases/care/permission-requests.js';
import { pageFields } from '../messages/fields.js';
import { route, type Route } from '../api/route.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { namedReference, namedReports, personReference, receipt } from './references.js';

const requestId = requestIdSchema;
const oneRequest = z.strictObject({ requestId });

const wish = z.strictObject({
  patient: fields.personId,
  permission: permissionSchema,
  purpose: purposeSchema,
  until: fields.time,
  reports: namedReports.optional(),
  for: fields.personId.optional(),
});

const requestItem = z.strictObject({
  requestId,
  patient: personReference,
  doctor: namedReference,
  grantee: namedReference,
  permission: permissionSchema,
  purpose: purposeSchema,
  until: fields.time,
  reports: z.array(fields.reportId).optional(),
  state: recordSchemas.request.shape.state,
  consentId: fields.consentId.optional(),
  transactionId: fields.transactionId,
  block: fields.block,
});

const decidedSchema = z.strictObject({
  requestId,
  state: z.enum(['granted', 'refused']),
  consentId: fields.consentId.optional(),
  receipt,
});

interface RequestRouteParts {
  readonly requests: PermissionRequests;
  readonly projection: Projection;
}

/** Doctors ask, patients decide. */
export function permissionRequestRoutes(parts: RequestRouteParts): Route[] {
  return [askRoute(parts), listRoute(parts), decideRoute(parts), withdrawRoute(parts)];
}

function askRoute({ requests }: RequestRouteParts): Route {
  return route({
    method: 'post',
    path: '/permission-requests',
    summary: 'Ask a patient for a permission, for you or for another doctor',
    auth: 'session',
    roles: ['doctor'],
    body: wish,
    responses: {
      201: {
        description: 'The patient is asked',
        body: wish.extend({ requestId, state: z.literal('pending'), receipt }),
      },
    },
    idempotent: {
      id: 'requestId',
      render: async (id, { body, session }) => {
        const asked = await requests.find(requestId.parse(id), session);
        return { status: 201, body: { ...body, ...asked, state: 'pending' as const } };
      },
    },
    handle: async ({ body, session }) => {
      const asked = await requests.request(body, session);
      return { status: 201, body: { ...body, ...asked, state: 'pending' as const } };
    },
  });
}

function listRoute({ requests, projection }: RequestRouteParts): Route {
  return route({
    method: 'get',
    path: '/permission-requests',
    summary: 'Requests to the patient; for a doctor, the requests that they made',
    auth: 'session',
    roles: ['patient', 'doctor'],
    query: z.strictObject({
      state: z.enum(['pending', 'granted', 'refused', 'withdrawn']).optional(),
      ...pageFields,
    }),
    responses: { 200: { description: 'A page, newest first', body: pageSchema(requestItem) } },
    handle: async ({ query, session }) => {
      const page = await requests.list({ state: query.state, page: pageRequest(query) }, session);
      const items = page.items.map((item) => itemBody(item));
      return { status: 200, body: pageBody({ ...page, items }, projection.height()) };
    },
  });
}

function decideRoute({ requests }: RequestRouteParts): Route {
  return route({
    method: 'post',
    path: '/permission-requests/{requestId}/decision',
    summary: 'Grant what is requested, perhaps for a shorter time, or refuse it',
    auth: 'session',
    roles: ['patient'],
    sensitive: true,
    params: oneRequest,
    body: z
      .strictObject({ decision: z.enum(['grant', 'refuse']), until: fields.time.optional() })
      .refine(({ decision, until }) => decision === 'grant' || until === undefined, {
        path: ['until'],
        message: 'is for grants',
      }),
    responses: { 200: { description: 'Decided', body: decidedSchema } },
    handle: async ({ params, body, session }) => ({
      status: 200,
      body: await requests.decide(params.requestId, body, session),
    }),
  });
}

function withdrawRoute({ requests }: RequestRouteParts): Route {
  return route({
    method: 'delete',
    path: '/permission-requests/{requestId}',
    summary: 'Withdraw your request',
    auth: 'session',
    roles: ['doctor'],
    params: oneRequest,
    responses: {
      200: {
        description: 'Withdrawn',
        body: z.strictObject({ requestId, state: z.literal('withdrawn'), receipt }),
      },
    },
    handle: async ({ params, session }) => {
      const committed = await requests.withdraw(params.requestId, session);
      return { status: 200, body: { ...params, state: 'withdrawn' as const, receipt: committed } };
    },
  });
}

function itemBody({ reports, ...item }: RequestItem): z.input<typeof requestItem> {
  return { ...item, ...(reports !== undefined && { reports: [...reports] }) };
}
