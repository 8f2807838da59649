import { assignmentIdSchema, recordSchemas } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Projection } from '../../domain/ledger/projection.js';
import type { Assignments } from '../../use-cases/care/assignments.js';
import { pageFields } from '../messages/fields.js';
import { route, type Route } from '../api/route.js';
import { fields, pageBody, pageRequest, pageSchema } from './pages.js';
import { namedReference, receipt } from './references.js';

const assignmentId = assignmentIdSchema;

const wish = z.strictObject({
  patient: fields.personId,
  doctor: fields.personId,
  from: fields.time.optional(),
  until: fields.time,
});

const assignmentItem = z.strictObject({
  assignmentId,
  /** Named for registrars, if the patient is of their own hospital. */
  patient: namedReference,
  doctor: namedReference,
  from: fields.time,
  until: fields.time,
  state: recordSchemas.assignment.shape.state,
  transactionId: fields.transactionId,
  block: fields.block,
});

/** Assigning specialists to patients. */
export function assignmentRoutes(
  parts: Readonly<{ assignments: Assignments; projection: Projection }>,
): Route[] {
  const { assignments, projection } = parts;
  return [
    route({
      method: 'post',
      path: '/assignments',
      summary: 'Let a doctor of any hospital treat a verified patient of this one, for a period',
      auth: 'session',
      roles: ['registrar'],
      body: wish,
      responses: {
        201: {
          description: 'Assigned',
          body: wish.extend({ assignmentId, from: fields.time, state: z.literal('active'), receipt }),
        },
      },
      idempotent: {
        id: 'assignmentId',
        render: async (id, { body, session }) => {
          const assigned = await assignments.find(assignmentId.parse(id), session);
          return { status: 201, body: { ...body, ...assigned, state: 'active' as const } };
        },
      },
      handle: async ({ body, session }) => {
        const assigned = await assignments.assign(body, session);
        return { status: 201, body: { ...body, ...assigned, state: 'active' as const } };
      },
    }),
    route({
      method: 'get',
      path: '/assignments',
      summary:
        'Who treats whom: assignments of the patient, of the doctor, or of the registrar’s hospital, whose own patients are named',
      auth: 'session',
      roles: ['patient', 'doctor', 'registrar'],
      query: z.strictObject({ state: z.enum(['active', 'ended']).optional(), ...pageFields }),
      responses: { 200: { description: 'A page, newest first', body: pageSchema(assignmentItem) } },
      handle: async ({ query, session }) => {
        const page = await assignments.list({ state: query.state, page: pageRequest(query) }, session);
        return { status: 200, body: pageBody(page, projection.height()) };
      },
    }),
    route({
      method: 'delete',
      path: '/assignments/{assignmentId}',
      summary: 'End an assignment',
      auth: 'session',
      roles: ['registrar'],
      params: z.strictObject({ assignmentId }),
      responses: {
        200: {
          description: 'Ended',
          body: z.strictObject({ assignmentId, state: z.literal('ended'), receipt }),
        },
      },
      handle: async ({ params, session }) => {
        const committed = await assignments.end(params.assignmentId, session);
        return { status: 200, body: { ...params, state: 'ended' as const, receipt: committed } };
      },
    }),
  ];
}
