import { personRoleSchema, personStateSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { Page, PageRequest } from '../../domain/projection.js';
import type { Session } from '../../domain/session.js';
import type { Decided, Registration, RegistrationSearch } from '../../use-cases/decide-registration.js';
import type { RegisteredPerson, RegistrationForm } from '../../use-cases/register-person.js';
import { defaultLimit, lineOfText, pageFields, passwordField } from '../fields.js';
import { type Route, route } from '../route.js';
import { fields, pageRequest, pageSchema } from './pages.js';

type PersonId = RegisteredPerson['personId'];
type PersonState = RegisteredPerson['state'];

/** The use cases behind these routes. */
export interface RegistrationActs {
  register(form: RegistrationForm): Promise<RegisteredPerson>;
  list(state: PersonState, page: PageRequest): Promise<Page<Registration>>;
  search(search: RegistrationSearch, page: PageRequest): Promise<Page<Registration>>;
  approve(session: Session, personId: PersonId): Promise<Decided>;
  refuse(session: Session, refusal: Readonly<{ personId: PersonId; reason: string }>): Promise<Decided>;
  verifyIdentity(session: Session, personId: PersonId): Promise<Decided>;
}

const officeSchema = z.strictObject({
  address: lineOfText(300),
  designation: lineOfText(100),
  specialty: lineOfText(100),
});

/** Letters and digits of any script; it must not look like a person id. */
const userNameSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{2,63}$/u, 'is 3 to 64 letters, digits or . _ @ + -')
  .refine((text) => !/^per_/i.test(text), 'looks like a person id');

const formSchema = z
  .strictObject({
    userName: userNameSchema,
    password: passwordField,
    fullName: lineOfText(200),
    phone: lineOfText(40),
    address: lineOfText(300),
    email: z.email().max(254),
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
  recoveryCode: z.string(),
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
  userName: z.string(),
  fullName: z.string(),
  phone: z.string().optional(),
  address: z.string().optional(),
  email: z.string().optional(),
  office: z.strictObject({ address: z.string(), designation: z.string(), specialty: z.string() }).optional(),
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
      summary: 'Register as a patient or doctor of this hospital',
      auth: 'public',
      body: formSchema,
      responses: {
        201: { description: 'Registered; the recovery code is shown once', body: registeredSchema },
      },
      handle: async ({ body }) => ({ status: 201, body: await acts.register(formOf(body)) }),
    }),
    route({
      method: 'get',
      path: '/registrations',
      summary: 'People of this organization in a state, for its registrar',
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
      summary: 'Approve a pending doctor on the ledger',
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
      summary: 'Refuse a pending doctor on the ledger; the reason stays here',
      auth: 'session',
      roles: ['registrar'],
      params: personParams,
      body: z.strictObject({ reason: lineOfText(500) }),
      responses: decidedResponse,
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: await acts.refuse(session, { personId: params.personId, reason: body.reason }),
      }),
    }),
    route({
      method: 'post',
      path: '/registrations/{personId}/identity-verification',
      summary: 'Record on the ledger that this person’s identity was checked',
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

/** Names must not stand in addresses, so this is no GET. */
function searchRoute(acts: RegistrationActs): Route {
  return route({
    method: 'post',
    path: '/registrations/search',
    summary: 'People of this organization by words of user name, full name or person id, for its registrar',
    auth: 'session',
    roles: ['registrar'],
    body: z.strictObject({
      text: lineOfText(200),
      state: personStateSchema.optional(),
      limit: z.int().min(1).max(200).default(defaultLimit),
      after: z.string().max(200).optional(),
    }),
    responses: {
      200: {
        description: 'Oldest first; a page may hold fewer than asked for, or nobody, and still have a `next`',
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
