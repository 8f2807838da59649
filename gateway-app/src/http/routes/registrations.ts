import { personIdSchema, personRoleSchema, personStateSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Page, PageRequest } from '../../domain/ledger/projection.js';
import type { Session } from '../../domain/people/session.js';
import type {
  Decided,
  Registration,
  RegistrationSearch,
} from '../../use-cases/people/decide-registration.js';
import { profileSchema } from '../../domain/people/accounts.js';
import type { RegisteredPerson, RegistrationForm } from '../../domain/people/registration.js';
import type { RepeatedRegistration } from '../../use-cases/people/repeat-registration.js';
import { defaultLimit, entered, pageFields, passwordField, searched } from '../messages/fields.js';
import { type Route, route } from '../api/route.js';
import { fields, pageRequest, pageSchema } from './pages.js';

type PersonId = RegisteredPerson['personId'];
type PersonState = RegisteredPerson['state'];

/** The use cases behind these routes. */
export interface RegistrationActs {
  /** @param gone aborts when the caller goes away */
  register(form: RegistrationForm, gone: AbortSignal): Promise<RegisteredPerson>;
  /** Repeats the answer to a registration if it was lost. */
  repeat(registration: RepeatedRegistration): Promise<RegisteredPerson>;
  list(state: PersonState, page: PageRequest): Promise<Page<Registration>>;
  search(search: RegistrationSearch, page: PageRequest): Promise<Page<Registration>>;
  approve(session: Session, personId: PersonId): Promise<Decided>;
  refuse(session: Session, refusal: Readonly<{ personId: PersonId; reason: string }>): Promise<Decided>;
  verifyIdentity(session: Session, personId: PersonId): Promise<Decided>;
}

const officeSchema = z.strictObject({
  address: entered('officeAddress'),
  designation: entered('designation'),
  specialty: entered('specialty'),
});

const formSchema = z
  .strictObject({
    userName: entered('userName'),
    password: passwordField,
    fullName: entered('fullName'),
    phone: entered('phone'),
    address: entered('address'),
    email: entered('email'),
    role: z.enum(['patient', 'doctor']),
    office: officeSchema.optional(),
    emergencyHalf: z.boolean().optional(),
  })
  .refine(({ role, office }) => (role === 'doctor') === (office !== undefined), {
    path: ['office'],
    message: 'is for doctors, who must give it',
  })
  .refine(({ role, emergencyHalf }) => role === 'patient' || emergencyHalf === undefined, {
    path: ['emergencyHalf'],
    message: 'is for patients',
  });

const registeredSchema = z.strictObject({
  personId: fields.personId,
  role: z.enum(['patient', 'doctor']),
  state: personStateSchema,
  recoveryCode: z.string().optional().meta({
    description:
      'Shown once. A repetition of the request within 15 minutes and before the first log-in shows it once more; later it is left out',
  }),
});

const decidedSchema = z.strictObject({
  personId: fields.personId,
  role: personRoleSchema,
  state: personStateSchema,
  transactionId: fields.transactionId,
  block: fields.block,
});

const registrationSchema = z.strictObject({
  personId: fields.personId,
  role: personRoleSchema,
  state: personStateSchema,
  identityVerified: z.boolean(),
  registeredAt: fields.time,
  ...profileSchema.shape,
  reason: z.string().optional(),
});

const personParams = z.strictObject({ personId: fields.personId });
const decidedResponse = {
  200: { description: 'Decided, with its place on the ledger', body: decidedSchema },
};

/** Registering, and the registrar's decisions. */
export function registrationRoutes(acts: RegistrationActs): Route[] {
  return [
    route({
      method: 'post',
      path: '/registrations',
      summary: 'Register as a patient (active at once) or as a doctor (waits for approval)',
      auth: 'public',
      body: formSchema,
      responses: {
        201: { description: 'Registered; the recovery code is shown once', body: registeredSchema },
      },
      idempotent: {
        id: 'personId',
        secret: ['password'],
        render: async (id, { body: { password }, onceKey, network }) => ({
          status: 201,
          body: await acts.repeat({
            personId: personIdSchema.parse(id),
            password,
            onceKey,
            address: network,
          }),
        }),
      },
      handle: async ({ body, signal, onceKey }) => ({
        status: 201,
        body: await acts.register({ ...formOf(body), onceKey }, signal),
      }),
    }),
    route({
      method: 'get',
      path: '/registrations',
      summary: 'People of this organization in one state, with their details',
      auth: 'session',
      roles: ['registrar'],
      query: z.strictObject({ state: personStateSchema, ...pageFields }),
      responses: { 200: { description: 'Oldest first', body: pageSchema(registrationSchema) } },
      handle: async ({ query }) => {
        const { items, ...rest } = await acts.list(query.state, pageRequest(query));
        return { status: 200, body: { items: items.map((item) => registrationBody(item)), ...rest } };
      },
    }),
    searchRoute(acts),
    route({
      method: 'post',
      path: '/registrations/{personId}/approval',
      summary: 'Approve a pending doctor',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      responses: decidedResponse,
      handle: async ({ params, session }) => ({
        status: 200,
        body: await acts.approve(session, params.personId),
      }),
    }),
    route({
      method: 'post',
      path: '/registrations/{personId}/refusal',
      summary: 'Refuse a pending doctor; the reason stays in this organization',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      body: z.strictObject({ reason: entered('reason') }),
      responses: decidedResponse,
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: await acts.refuse(session, { personId: params.personId, reason: body.reason }),
      }),
    }),
    route({
      method: 'post',
      path: '/registrations/{personId}/identity-verification',
      summary: 'Record that you checked this person’s identity',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      responses: decidedResponse,
      handle: async ({ params, session }) => ({
        status: 200,
        body: await acts.verifyIdentity(session, params.personId),
      }),
    }),
  ];
}

/** Names must not be in addresses, so this is not a GET. */
function searchRoute(acts: RegistrationActs): Route {
  return route({
    method: 'post',
    path: '/registrations/search',
    summary:
      'Search the people of this organization by words of user name, full name or id; a page may be empty and have a `next`',
    auth: 'session',
    roles: ['registrar'],
    body: z.strictObject({
      text: searched,
      state: personStateSchema.optional(),
      limit: z.int().min(1).max(200).default(defaultLimit),
      after: z.string().max(200).optional(),
    }),
    responses: {
      200: {
        description:
          'Oldest first; a page may have fewer people than requested, or none, and still have a `next`',
        body: pageSchema(registrationSchema),
      },
    },
    handle: async ({ body: { text, state, ...page } }) => {
      const { items, ...rest } = await acts.search({ text, state }, pageRequest(page));
      return { status: 200, body: { items: items.map((item) => registrationBody(item)), ...rest } };
    },
  });
}

function formOf(body: z.output<typeof formSchema>): RegistrationForm {
  const { role, password, emergencyHalf, office, ...person } = body;
  return {
    role,
    password,
    profile: { ...person, ...(office !== undefined && { office }) },
    emergencyHalf,
  };
}

function registrationBody({ account, person }: Registration): z.input<typeof registrationSchema> {
  return {
    personId: account.personId,
    role: person.role,
    state: person.state,
    identityVerified: person.identityVerified,
    registeredAt: account.registeredAt,
    ...account.profile,
    ...(account.reason !== undefined && { reason: account.reason }),
  };
}
