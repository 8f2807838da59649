import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type GatewayClient, type Person, problemOf } from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';

const network = new Network();
let hospitalA: GatewayClient;
let hospitalB: GatewayClient;
let patient: Person;

beforeAll(async () => {
  [hospitalA, hospitalB] = await Promise.all([network.gateway('HospitalA'), network.gateway('HospitalB')]);
  patient = await hospitalA.register('patient', 'Session Holder');
});

describe('signing in', () => {
  test('a wrong password and an unknown user get the same answer', async () => {
    const wrong = await problemOf(hospitalA.logIn(patient.login.userName, 'not this password'));
    const unknown = await problemOf(
      hospitalA.logIn(`nobody.${randomBytes(4).toString('hex')}`, 'not this password'),
    );
    expect(wrong).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect({ ...unknown, requestId: '' }).toEqual({ ...wrong, requestId: '' });
  });

  test('the user name or the person id, and the right password, sign in', async () => {
    const { userName, personId, password } = patient.login;
    for (const user of [userName, personId])
      expect((await hospitalA.logIn(user, password)).personId).toBe(personId);
  });

  test('accounts of one hospital are unknown at another', async () => {
    const { userName, password } = patient.login;
    expect(await problemOf(hospitalB.logIn(userName, password))).toMatchObject({ status: 401 });
  });

  test('no token, a random token and a token of another hospital open nothing', async () => {
    const { token } = await patient.logIn();
    const random = randomBytes(32).toString('base64url');
    for (const [gateway, each] of [
      [hospitalA, undefined],
      [hospitalA, random],
      [hospitalA, 'x'],
      [hospitalB, token],
    ] as const) {
      const problem = await problemOf(gateway.call('GET', '/reports?filter=own', { token: each }));
      expect(problem).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
  });
});

describe('a session', () => {
  test('ends on the server at logout, other sessions of the person go on', async () => {
    const { userName, password } = patient.login;
    const [first, second] = [
      await hospitalA.logIn(userName, password),
      await hospitalA.logIn(userName, password),
    ];
    await first.call('DELETE', '/sessions/current');
    expect(await problemOf(first.call('GET', '/sessions/current'))).toMatchObject({ status: 401 });
    expect(await problemOf(first.call('DELETE', '/sessions/current'))).toMatchObject({ status: 401 });
    await second.call('GET', '/sessions/current');
  });

  test('takes the password again for sensitive acts, and no other', async () => {
    await patient.logIn();
    const stepUp = (password: string) => patient.call('POST', '/sessions/current/step-up', { password });
    expect(await problemOf(stepUp('not this password'))).toMatchObject({
      status: 401,
      code: 'STEP_UP_REQUIRED',
    });
    await stepUp(patient.login.password);
    await patient.call('GET', '/sessions/current');
  });

  test('guesses of the password within a session are slowed down', async () => {
    const guessed = await (await hospitalA.register('patient', 'Guessed Patient')).logIn();
    const guess = () => problemOf(guessed.call('POST', '/sessions/current/step-up', { password: 'a guess' }));
    let problem = await guess();
    for (let tries = 0; tries < 15 && problem.code !== 'TOO_MANY'; tries++) problem = await guess();
    expect(problem).toMatchObject({ status: 429, code: 'TOO_MANY' });
    await guessed.call('GET', '/sessions/current');
  });
});

describe('cookies', () => {
  test('of two gateways on one host do not disturb each other', async () => {
    const doctor = network
      .logins()
      .find(({ organization, role }) => organization === 'HospitalB' && role === 'doctor');
    const a = await cookieOf(hospitalA, patient.login.userName, patient.login.password);
    const b = await cookieOf(hospitalB, doctor?.user ?? '', doctor?.password ?? '');
    expect(a.split('=')[0]).not.toBe(b.split('=')[0]);
    const headers = { cookie: `${a}; ${b}` };
    const current = (gateway: GatewayClient) =>
      gateway.call<{ person: { organization: string } }>('GET', '/sessions/current', { headers });
    expect((await current(hospitalA)).person.organization).toBe('HospitalA');
    expect((await current(hospitalB)).person.organization).toBe('HospitalB');
    await hospitalA.call('DELETE', '/sessions/current', { headers });
    expect(await problemOf(current(hospitalA))).toMatchObject({ status: 401 });
    expect((await current(hospitalB)).person.organization).toBe('HospitalB');
  });

  test('are for no script and no other site, and the answer holds no token', async () => {
    const { userName: user, password } = patient.login;
    const body = { user, password, transport: 'cookie' };
    const response = await hospitalA.fetch('POST', '/sessions', { body });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(await response.json()).not.toHaveProperty('token');
  });

  test('sent along by a page of another site are worth nothing', async () => {
    const cookie = await cookieOf(hospitalA, patient.login.userName, patient.login.password);
    const headers = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    const problem = await problemOf(hospitalA.call('DELETE', '/sessions/current', { headers }));
    expect(problem).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

async function cookieOf(gateway: GatewayClient, user: string, password: string): Promise<string> {
  const response = await gateway.fetch('POST', '/sessions', {
    body: { user, password, transport: 'cookie' },
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
