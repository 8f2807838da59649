import { personRoleSchema, personStateSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import type { OpenSession } from '../../domain/sessions.js';
import type { LoggedIn, Login } from '../../use-cases/log-in.js';
import { cookieCleared, cookieWith, type SessionCookie } from '../credentials.js';
import { passwordField } from '../fields.js';
import { type Route, route } from '../route.js';
import { fields } from './pages.js';

/** The use cases behind these routes. */
export interface SessionActs {
  logIn(login: Login): Promise<LoggedIn>;
  describe(session: OpenSession): Promise<Omit<LoggedIn, 'token'>>;
  stepUp(session: OpenSession, password: string): Promise<void>;
  logOut(session: OpenSession): Promise<void>;
}

const sessionSchema = z.strictObject({
  person: z.strictObject({
    personId: fields.personId,
    role: personRoleSchema,
    state: personStateSchema,
    organization: z.string(),
    fullName: z.string(),
  }),
  expiresAt: fields.time,
  /** Null at the first login. */
  lastLogin: fields.time.nullable(),
});

const startedSchema = sessionSchema.extend({ token: z.string().optional() });

/** Logging in and out, and giving the password again. */
export function sessionRoutes(acts: SessionActs, cookie: SessionCookie): Route[] {
  return [
    route({
      method: 'post',
      path: '/sessions',
      summary: 'Log in with user name or person id and password',
      auth: 'public',
      body: z.strictObject({
        user: z.string().min(1).max(128),
        password: passwordField,
        transport: z.enum(['cookie', 'bearer']),
      }),
      responses: { 201: { description: 'The session; a token only for bearer', body: startedSchema } },
      handle: async ({ body, address }) => {
        const started = await acts.logIn({ user: body.user, password: body.password, address });
        const session = sessionBody(started);
        if (body.transport === 'bearer') return { status: 201, body: { ...session, token: started.token } };
        return { status: 201, body: session, headers: { 'set-cookie': cookieWith(started.token, cookie) } };
      },
    }),
    route({
      method: 'get',
      path: '/sessions/current',
      summary: 'The own session, with the state that the ledger shows now',
      auth: 'session',
      whileInactive: true,
      responses: { 200: { description: 'The session', body: sessionSchema } },
      handle: async ({ session }) => ({ status: 200, body: sessionBody(await acts.describe(session)) }),
    }),
    route({
      method: 'delete',
      path: '/sessions/current',
      summary: 'Log out: the session ends on the server',
      auth: 'session',
      whileInactive: true,
      responses: { 204: { description: 'Logged out' } },
      handle: async ({ session }) => {
        await acts.logOut(session);
        return { status: 204, headers: { 'set-cookie': cookieCleared(cookie) } };
      },
    }),
    route({
      method: 'post',
      path: '/sessions/current/step-up',
      summary: 'Give the password again, for sensitive acts',
      auth: 'session',
      whileInactive: true,
      body: z.strictObject({ password: passwordField }),
      responses: { 204: { description: 'The password is right' } },
      handle: async ({ body, session }) => {
        await acts.stepUp(session, body.password);
        return { status: 204 };
      },
    }),
  ];
}

function sessionBody(session: Omit<LoggedIn, 'token'>): z.input<typeof sessionSchema> {
  const { person, state, expiresAt, lastLogin = null } = session;
  const { personId, role, organization, fullName } = person;
  return { person: { personId, role, state, organization, fullName }, expiresAt, lastLogin };
}
