import { personRoleSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Session } from '../../domain/people/session.js';
import type { Page } from '../../domain/ledger/projection.js';
import type { FoundPerson } from '../../use-cases/people/find-person.js';
import type { DoctorSearch, FoundDoctor } from '../../use-cases/people/search-doctors.js';
import type { Suspension, SuspensionState } from '../../use-cases/people/suspend-person.js';
import { type Route, route } from '../api/route.js';
import { defaultLimit, entered, searched } from '../messages/fields.js';
import { fields, pageSchema } from './pages.js';
import { organizationName, receipt } from './references.js';

/** The use cases behind these routes. */
export interface PeopleActs {
  find(personId: FoundPerson['personId']): Promise<FoundPerson>;
  searchDoctors(search: DoctorSearch): Promise<Page<FoundDoctor>>;
  suspend(session: Session, suspension: Suspension): Promise<SuspensionState>;
  reinstate(session: Session, personId: FoundPerson['personId']): Promise<SuspensionState>;
}

const personParams = z.strictObject({ personId: fields.personId });

const suspensionSchema = z.strictObject({
  personId: fields.personId,
  state: z.enum(['active', 'suspended']),
  until: fields.time.optional(),
  receipt: receipt.optional(),
});

const foundPerson = z.strictObject({
  personId: fields.personId,
  role: personRoleSchema,
  organization: z.string(),
});

const foundDoctor = z.strictObject({
  personId: fields.personId,
  fullName: z.string(),
  specialty: z.string(),
  organization: z.string(),
  officeAddress: z.string(),
  designation: z.string(),
});

const doctorSearch = z.strictObject({
  role: z.literal('doctor'),
  text: searched.optional(),
  specialty: searched.optional(),
  organization: organizationName.optional(),
  limit: z.int().min(1).max(200).default(defaultLimit),
  after: z.string().max(200).optional(),
});

/** Finding people, suspending and reinstating. */
export function peopleRoutes(acts: PeopleActs): Route[] {
  return [
    searchRoute(acts),
    route({
      method: 'post',
      path: '/people/{personId}/suspension',
      summary:
        'Suspend a person at once; a patient with `until`, for at most 72 hours; the regulator’s registrar can suspend the patients and doctors of every organization',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      body: z.strictObject({ until: fields.time.optional(), reason: entered('reason').optional() }),
      responses: {
        200: { description: 'Suspended; no receipt if the person already was', body: suspensionSchema },
      },
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
      responses: {
        200: {
          description:
            'Active; no receipt if the person already was, for example after the suspension ended by itself',
          body: suspensionSchema,
        },
      },
      handle: async ({ params, session }) => ({
        status: 200,
        body: await acts.reinstate(session, params.personId),
      }),
    }),
  ];
}

function searchRoute(acts: PeopleActs): Route {
  return route({
    method: 'post',
    path: '/people/search',
    summary:
      'Find a person’s role and organization by the exact id, or doctors of all hospitals by what they publish',
    auth: 'session',
    body: z.union([z.strictObject({ personId: fields.personId }), doctorSearch]),
    responses: {
      200: {
        description: 'The person, or a page of doctors',
        body: z.union([foundPerson, pageSchema(foundDoctor)]),
      },
    },
    handle: async ({ body }) => {
      if ('personId' in body) return { status: 200, body: await acts.find(body.personId) };
      const { items, ...page } = await acts.searchDoctors(body);
      return { status: 200, body: { ...page, items: [...items] } };
    },
  });
}
