import { type PersonId, personRoleSchema, personStateSchema } from '@medseal/ledger-model';
import type { Request } from 'express';
import { z } from 'zod';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { LoggedIn, Login } from '../../use-cases/people/log-in.js';
import { cookieCleared, cookieTokenOf, cookieWith, type SessionCookie } from '../server/credentials.js';
import { passwordField } from '../messages/fields.js';
import { type Route, route } from '../api/route.js';
import { fields } from './pages.js';

/** The use cases behind these routes. */
export interface SessionActs {
  /** Whose session a token opens now. */
  holderOf(token: string): Promise<PersonId | undefined>;
  logIn(login: Login): Promise<LoggedIn>;
  describe(session: OpenSession): Promise<Omit<LoggedIn, 'token'>>;
  stepUp(session: OpenSession, given: Pick<Login, 'password' | 'address'>): Promise<void>;
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
  const holderIn = async (request: Request): Promise<PersonId | undefined> => {
    const token = cookieTokenOf(request, cookie);
    return token === undefined ? undefined : await acts.holderOf(token);
  };
  return [
    route({
      method: 'post',
      path: '/sessions',
      summary:
        'Log in with user name or person id and password; by cookie only while the browser holds no other person’s session',
      auth: 'public',
      body: z.strictObject({
        user: z.string().min(1).max(128).meta({ description: 'Spaces around it are ignored' }),
        password: passwordField,
        transport: z.enum(['cookie', 'bearer']),
      }),
      responses: { 201: { description: 'The session; a token only for bearer', body: startedSchema } },
      handle: async ({ body: { user, password, transport }, network, request }) => {
        if (transport === 'bearer') {
          const { token, ...started } = await acts.logIn({ user, password, address: network });
          return { status: 201, body: { ...sessionBody(started), token } };
        }
        const { token, ...started } = await acts.logIn({
          user,
          password,
          address: network,
          onlyFor: await holderIn(request),
        });
        const headers = { 'set-cookie': cookieWith(token, cookie) };
        return { status: 201, body: sessionBody(started), headers };
      },
    }),
    route({
      method: 'get',
      path: '/sessions/current',
      summary: 'Your session, with your state on the ledger now',
      auth: 'session',
      whileInactive: true,
      asksWho: true,
      responses: { 200: { description: 'The session', body: sessionSchema } },
      handle: async ({ session }) => ({ status: 200, body: sessionBody(await acts.describe(session)) }),
    }),
    route({
      method: 'delete',
      path: '/sessions/current',
      summary: 'Log out',
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
      summary: 'Give your password again, for calls that require a recent one',
      auth: 'session',
      whileInactive: true,
      body: z.strictObject({ password: passwordField }),
      responses: { 204: { description: 'The password is right' } },
      handle: async ({ body: { password }, network, session }) => {
        await acts.stepUp(session, { password, address: network });
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
