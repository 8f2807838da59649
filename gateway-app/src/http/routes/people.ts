import { personRoleSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Session } from '../../domain/session.js';
import type { FoundPerson } from '../../use-cases/find-person.js';
import type { Suspension, SuspensionState } from '../../use-cases/suspend-person.js';
import { type Route, route } from '../route.js';
import { fields } from './pages.js';

/** The use cases behind these routes. */
export interface PeopleActs {
  find(personId: FoundPerson['personId']): Promise<FoundPerson>;
  suspend(session: Session, suspension: Suspension): Promise<SuspensionState>;
  reinstate(session: Session, personId: FoundPerson['personId']): Promise<SuspensionState>;
}

const personParams = z.strictObject({ personId: fields.personId });

const suspensionSchema = z.strictObject({
  personId: fields.personId,
  state: z.enum(['active', 'suspended']),
  until: fields.time.optional(),
});

/** Finding a person by exact id, suspending and reinstating. */
export function peopleRoutes(acts: PeopleActs): Route[] {
  return [
    route({
      method: 'post',
      path: '/people/search',
      summary: 'Find a person of any organization by exact id; a name is not told',
      auth: 'session',
      body: z.strictObject({ personId: fields.personId }),
      responses: {
        200: {
          description: 'The person',
          body: z.strictObject({
            personId: fields.personId,
            role: personRoleSchema,
            organization: z.string(),
          }),
        },
      },
      handle: async ({ body }) => ({ status: 200, body: await acts.find(body.personId) }),
    }),
    route({
      method: 'post',
      path: '/people/{personId}/suspension',
      summary: 'Suspend a person on the ledger, at once',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      body: z.strictObject({ until: fields.time.optional() }),
      responses: { 200: { description: 'Suspended', body: suspensionSchema } },
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: await acts.suspend(session, { personId: params.personId, ...body }),
      }),
    }),
    route({
      method: 'delete',
      path: '/people/{personId}/suspension',
      summary: 'Reinstate a suspended person',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      responses: { 200: { description: 'Active again', body: suspensionSchema } },
      handle: async ({ params, session }) => ({
        status: 200,
        body: await acts.reinstate(session, params.personId),
      }),
    }),
  ];
}
