import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { route } from '../../src/http/api/route.js';
import { goodPassword, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

const minute = 60_000;
const current = '/api/v1/sessions/current';
/** The headers that a browser adds to a call from one of our own pages. */
const fromPage = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
const followed = { ...fromPage, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

let done = 0;
const doing = route({
  method: 'post',
  path: '/things',
  summary: 'Makes something',
  auth: 'session',
  query: z.strictObject({ size: z.string().optional() }),
  body: z.strictObject({ name: z.string() }),
  responses: { 201: { description: 'Made', body: z.strictObject({ thingId: z.string() }) } },
  idempotent: {
    id: 'thingId',
    render: () => Promise.resolve({ status: 201, body: { thingId: 'again' } } as const),
  },
  handle: () => Promise.resolve({ status: 201, body: { thingId: `thing ${++done}` } } as const),
});

let gateway: TestGateway;
let ada: string;
let bob: string;
let cookie: string;
beforeAll(async () => {
  gateway = await startTestGateway({ moreRoutes: [doing] });
  [ada, bob] = [await register('ada'), await register('bob')];
});
afterAll(async () => {
  await gateway.close();
});
beforeEach(async () => {
  done = 0;
  cookie = await cookieOf('ada');
});

async function register(user: string): Promise<string> {
  const answer = await gateway.call('POST', '/api/v1/registrations', { body: patientForm(user) });
  return answer.body['personId'] as string;
}

function logInByCookie(user: string, headers: Record<string, string> = {}, password = goodPassword) {
  const body = { user, password, transport: 'cookie' };
  return gateway.call('POST', '/api/v1/sessions', { body, headers });
}

async function cookieOf(user: string): Promise<string> {
  const { headers } = await logInByCookie(user);
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function make(headers: Record<string, string>, query = '', body: unknown = { name: 'a' }) {
  return gateway.call('POST', `/api/v1/things${query}`, { body, headers });
}

describe('a call that says whose page it comes from', () => {
  test('is served when this person is signed in, by header or query', async () => {
    expect((await make({ cookie, ...fromPage, 'medseal-person': ada })).status).toBe(201);
    expect((await make({ cookie, ...fromPage }, `?size=1&person=${ada}`)).status).toBe(201);
    expect((await make({ cookie, 'medseal-person': ada }, `?person=${ada}`)).status).toBe(201);
  });

  test.each([
    ['header', () => make({ cookie, ...fromPage, 'medseal-person': bob })],
    ['query', () => make({ cookie, ...fromPage }, `?person=${bob}`)],
    ['header, with a body that is not JSON', () => make({ cookie, 'medseal-person': bob }, '', '{')],
  ])('does nothing when another person is signed in, named by %s', async (_by, call) => {
    const answer = await call();
    expect(answer).toMatchObject({ status: 409, body: { code: 'OTHER_PERSON' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/per_/);
    expect(done).toBe(0);
  });

  test('leaves no idempotency key behind when it is refused', async () => {
    const key = { 'idempotency-key': 'one and the same'.replaceAll(' ', '-') };
    await make({ cookie, ...key, 'medseal-person': bob });
    expect((await make({ cookie, ...key, 'medseal-person': ada })).body).toEqual({ thingId: 'thing 1' });
  });

  test('does not keep the other person’s session alive, and does not end it', async () => {
    gateway.clock.time += 14 * minute;
    const logOut = await gateway.call('DELETE', current, { headers: { cookie, 'medseal-person': bob } });
    expect(logOut.status).toBe(409);
    expect(logOut.headers.get('set-cookie')).toBeNull();
    gateway.clock.time += 2 * minute;
    expect((await make({ cookie, 'medseal-person': ada })).status).toBe(401);
  });

  test('learns that the session has ended before anything about its person', async () => {
    await gateway.call('DELETE', current, { headers: { cookie } });
    expect((await make({ cookie, 'medseal-person': bob })).status).toBe(401);
  });

  test('is checked for programs with a token too', async () => {
    const token = await logIn(gateway, 'ada');
    const call = (person: string) =>
      gateway.call('GET', current, { token, headers: { 'medseal-person': person } });
    expect((await call(bob)).body).toMatchObject({ code: 'OTHER_PERSON' });
    expect((await call(ada)).status).toBe(200);
  });

  test.each(['', 'per_', 'ada', 'per_00000000000000000000000000X', 'PERSON, PERSON'])(
    'is refused when it says so by %j',
    async (text) => {
      const value = text.replaceAll('PERSON', ada);
      const byHeader = await make({ cookie, 'medseal-person': value });
      const byQuery = await make({ cookie }, `?person=${encodeURIComponent(value)}`);
      expect([byHeader.body['code'], byQuery.body['code']]).toEqual(['INVALID', 'INVALID']);
      expect(done).toBe(0);
    },
  );

  test('is refused when it says so twice, even with the same person, or differently in two ways', async () => {
    expect(await codeOfTwice([ada, ada])).toBe('INVALID');
    expect(await codeOfTwice([ada, bob])).toBe('INVALID');
    const both = `?person=${ada}&person=${ada}`;
    expect((await make({ cookie }, both)).body['code']).toBe('INVALID');
    expect((await make({ cookie, 'medseal-person': ada }, `?person=${bob}`)).body['code']).toBe('INVALID');
    expect(done).toBe(0);
  });

  async function codeOfTwice(persons: string[]): Promise<unknown> {
    const call = request(`${gateway.base}${current}`, { headers: { cookie, 'medseal-person': persons } });
    const [answer] = (await once(call.end(), 'response')) as [NodeJS.ReadableStream];
    return ((await json(answer)) as { code: string }).code;
  }

  test('is refused when it has another unknown query or is public', async () => {
    expect((await make({ cookie }, `?person=${ada}&colour=red`)).status).toBe(400);
    expect((await gateway.call('GET', `/api/v1/about?person=${ada}`)).status).toBe(400);
  });
});

describe('a call that does not say so', () => {
  test('does nothing when a page makes it with the cookie', async () => {
    for (const site of ['same-origin', 'none'])
      expect((await make({ cookie, ...fromPage, 'sec-fetch-site': site })).body['code']).toBe('OTHER_PERSON');
    expect((await make({ cookie, ...followed })).body['code']).toBe('OTHER_PERSON');
    expect(done).toBe(0);
  });

  test('is served when it asks who is signed in, as a newly loaded page does', async () => {
    const answer = await gateway.call('GET', current, { headers: { cookie, ...fromPage } });
    expect(answer.body).toMatchObject({ person: { personId: ada } });
    const out = await gateway.call('DELETE', current, { headers: { cookie, ...fromPage } });
    expect(out.body['code']).toBe('OTHER_PERSON');
  });

  test('is served when a person navigates there, when a program makes it, and with a token', async () => {
    expect((await gateway.call('GET', current, { headers: { cookie, ...followed } })).status).toBe(200);
    expect((await make({ cookie })).status).toBe(201);
    const token = await logIn(gateway, 'ada');
    expect((await make({ authorization: `Bearer ${token}`, ...fromPage })).status).toBe(201);
  });
});

describe('logging in by cookie over a running session', () => {
  test('is not possible for another person until that session has ended', async () => {
    const refused = await logInByCookie('bob', { cookie });
    expect(refused).toMatchObject({ status: 409, body: { code: 'OTHER_PERSON' } });
    expect(refused.headers.get('set-cookie')).toBeNull();
    expect((await make({ cookie, 'medseal-person': ada })).status).toBe(201);
    await gateway.call('DELETE', current, { headers: { cookie } });
    expect((await logInByCookie('bob', { cookie })).status).toBe(201);
  });

  test('reveals nothing about another account without its password', async () => {
    const wrong = await logInByCookie('bob', { cookie }, 'not this password');
    const unknown = await logInByCookie('nobody', { cookie }, 'not this password');
    expect([wrong.body['code'], unknown.body['code']]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });

  test('does not keep that session alive', async () => {
    gateway.clock.time += 14 * minute;
    await logInByCookie('bob', { cookie });
    gateway.clock.time += 2 * minute;
    expect((await logInByCookie('bob', { cookie })).status).toBe(201);
  });

  test.each(['medseal-HospitalA=', `medseal-HospitalA=${'A'.repeat(43)}`, 'medseal-HospitalA=x'])(
    'is not hindered by %j, which opens nothing',
    async (other) => {
      expect((await logInByCookie('bob', { cookie: other })).status).toBe(201);
    },
  );

  test('is possible for the same person, and for anyone by token', async () => {
    expect((await logInByCookie('ada', { cookie })).status).toBe(201);
    expect((await logInByCookie(ada, { cookie })).status).toBe(201);
    const body = { user: 'bob', password: goodPassword, transport: 'bearer' };
    expect((await gateway.call('POST', '/api/v1/sessions', { body, headers: { cookie } })).status).toBe(201);
  });
});
