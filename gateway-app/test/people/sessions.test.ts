import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { route } from '../../src/http/api/route.js';
import { goodPassword, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

const current = '/api/v1/sessions/current';
const minute = 60_000;
let gateway: TestGateway;
let token: string;

/** A route declared like the lead's sensitive acts. */
const sensitive = route({
  method: 'post',
  path: '/sensitive',
  summary: 'Something that needs a fresh password',
  auth: 'session',
  sensitive: true,
  responses: { 200: { description: 'Done', body: z.strictObject({ done: z.literal(true) }) } },
  handle: () => Promise.resolve({ status: 200, body: { done: true } } as const),
});

beforeAll(async () => {
  gateway = await startTestGateway({ moreRoutes: [sensitive] });
  await gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
});
afterAll(async () => {
  await gateway.close();
});
beforeEach(async () => {
  token = await logIn(gateway, 'ada');
});

async function status(method: string, path: string, options = {}): Promise<number> {
  return (await gateway.call(method, path, { token, ...options })).status;
}

/** Those that are kept, the newest first. */
function sessionIds() {
  return gateway.database.selectFrom('session').select('id').orderBy('createdAt', 'desc').execute();
}

describe('a session', () => {
  test('ends on the server at logout', async () => {
    expect(await status('DELETE', current)).toBe(204);
    expect(await status('GET', current)).toBe(401);
    expect(await status('DELETE', current)).toBe(401);
  });

  test('ends after 15 minutes without use, but not while it is used', async () => {
    for (let use = 0; use < 3; use++) {
      gateway.clock.time += 14 * minute;
      expect(await status('GET', current)).toBe(200);
    }
    gateway.clock.time += 15 * minute;
    expect(await status('GET', current)).toBe(401);
  });

  test('ends after eight hours however it is used', async () => {
    for (let passed = 0; passed < 8 * 60 - 10; passed += 10) {
      gateway.clock.time += 10 * minute;
      expect(await status('GET', current)).toBe(200);
    }
    gateway.clock.time += 10 * minute;
    expect(await status('GET', current)).toBe(401);
  });

  test('is one of 20 that a person may have: a further log-in ends the oldest, whatever the clock says', async () => {
    const [own] = await sessionIds();
    for (let other = 0; other < 19; other++)
      await sql`insert into session select ${`other ${other}`}, personId, sealed, createdAt, lastSeenAt, passwordAt, expiresAt, lastLogin
        from session where id = ${own?.id}`.execute(gateway.database);
    gateway.clock.time -= minute;
    expect(await status('GET', current)).toBe(200);
    const heard = new Promise<void>((resolve) => gateway.sessions.onEnd(own?.id ?? '', resolve));
    const next = await logIn(gateway, 'ada');
    await heard;
    expect(await status('GET', current)).toBe(401);
    expect((await gateway.call('GET', current, { token: next })).status).toBe(200);
    expect(await sessionIds()).toHaveLength(20);
    gateway.clock.time += minute;
    await sql`delete from session`.execute(gateway.database);
  });

  test.each(['', 'Bearer', `Bearer ${'A'.repeat(43)}`, 'Basic YWRhOnB3', 'Bearer a b'])(
    'is not opened by %j',
    async (authorization) => {
      const answer = await gateway.call('GET', current, { headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="medseal"');
    },
  );

  test('of a program is not handed out as a cookie, nor the other way around', async () => {
    const body = { user: 'ada', password: goodPassword };
    const bearer = await gateway.call('POST', '/api/v1/sessions', { body: { ...body, transport: 'bearer' } });
    expect(bearer.headers.get('set-cookie')).toBeNull();
    const cookie = await gateway.call('POST', '/api/v1/sessions', { body: { ...body, transport: 'cookie' } });
    expect(cookie.body).not.toHaveProperty('token');
  });
});

describe.each([
  ['two hours', 120 * minute],
  ['a year', 365 * 24 * 60 * minute],
])('when the clock is set back by %s, a session', (_, jump) => {
  afterEach(() => {
    gateway.clock.time += jump;
  });

  test('continues, and ends after 15 minutes without use', async () => {
    gateway.clock.time -= jump;
    expect(await status('GET', current)).toBe(200);
    gateway.clock.time += 15 * minute;
    expect(await status('GET', current)).toBe(401);
  });

  test('also ends when it is only watched', async () => {
    const [{ id } = { id: '' }] = await sessionIds();
    gateway.clock.time -= jump;
    expect(await gateway.sessions.goesOn(id)).toBe(true);
    gateway.clock.time += 15 * minute;
    expect(await gateway.sessions.goesOn(id)).toBe(false);
  });

  test('ends after eight hours however it is used', async () => {
    gateway.clock.time -= jump;
    for (let passed = 0; passed < 8 * 60; passed += 10) {
      expect(await status('GET', current)).toBe(200);
      gateway.clock.time += 10 * minute;
    }
    expect(await status('GET', current)).toBe(401);
  });

  test('requires the password again after five minutes', async () => {
    gateway.clock.time -= jump;
    expect(await status('POST', '/api/v1/sensitive')).toBe(200);
    gateway.clock.time += 6 * minute;
    expect(await status('POST', '/api/v1/sensitive')).toBe(401);
  });
});

describe('the cookie', () => {
  test('names the organization, cannot be reached by scripts and other sites, and logs in', async () => {
    const body = { user: 'ada', password: goodPassword, transport: 'cookie' };
    const { headers } = await gateway.call('POST', '/api/v1/sessions', { body });
    const [pair = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ');
    expect(pair).toMatch(/^medseal-HospitalA=[\w-]{43}$/);
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    const other = `medseal-HospitalB=${'A'.repeat(43)}; ${pair}`;
    const own = await gateway.call('GET', current, { headers: { cookie: other } });
    expect(own.status).toBe(200);
    const out = await gateway.call('DELETE', current, { headers: { cookie: pair } });
    expect(out.headers.get('set-cookie')).toMatch(/^medseal-HospitalA=; .*Max-Age=0$/);
  });

  test('is bound to the host under HTTPS', async () => {
    const secure = await startTestGateway({ secure: true });
    await secure.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
    const body = { user: 'ada', password: goodPassword, transport: 'cookie' };
    const { headers } = await secure.call('POST', '/api/v1/sessions', { body });
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-medseal-HospitalA=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    await secure.close();
  });
});

describe('a sensitive act', () => {
  test('requires the password within the last five minutes', async () => {
    expect(await status('POST', '/api/v1/sensitive')).toBe(200);
    gateway.clock.time += 6 * minute;
    const late = await gateway.call('POST', '/api/v1/sensitive', { token });
    expect(late).toMatchObject({ status: 401, body: { code: 'STEP_UP_REQUIRED' } });
    expect(await status('POST', `${current}/step-up`, { body: { password: goodPassword } })).toBe(204);
    expect(await status('POST', '/api/v1/sensitive')).toBe(200);
  });

  test('is not permitted by a wrong password, and guessing is slowed down', async () => {
    gateway.clock.time += 6 * minute;
    const wrong = { body: { password: 'wrong' } };
    const answer = await gateway.call('POST', `${current}/step-up`, { token, ...wrong });
    expect(answer).toMatchObject({ status: 401, body: { code: 'STEP_UP_REQUIRED' } });
    expect(await status('POST', '/api/v1/sensitive')).toBe(401);
    const [{ id } = { id: '' }] = await sessionIds();
    for (let attempt = 1; attempt < 10; attempt++) await gateway.throttle.attemptInSession(id);
    expect(await status('POST', `${current}/step-up`, wrong)).toBe(429);
  });
});
