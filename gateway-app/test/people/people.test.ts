import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/domain/shared/failure.js';
import {
  doctorForm,
  goodPassword,
  logIn,
  patientForm,
  register,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(async () => {
  await gateway.close();
});

describe('registration', () => {
  test('gives a patient an id, active at once, and a recovery code', async () => {
    const answer = await gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ role: 'patient', state: 'active' });
    expect(answer.body.personId).toMatch(/^per_/);
    expect(answer.body.recoveryCode).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  });

  test('tells the ledger nothing about the person’s identity', async () => {
    await register(gateway, { ...patientForm('ada.of.elm.street'), emergencyHalf: true });
    const [act] = gateway.ledger.acts;
    expect(act?.text).toContain('"emergencyHalf":true');
    // Each contains a character that neither base64 nor hex has, so that chance cannot spell it.
    const told = ['ada.of', 'Ada Example', 'Elm Street', '30 1234', 'example.org', goodPassword];
    for (const word of told) expect(act?.text).not.toContain(word);
  });

  test('leaves a doctor pending, who may log in and sees this', async () => {
    const personId = await register(gateway, doctorForm('dr.b'));
    const token = await logIn(gateway, 'dr.b');
    const { body } = await gateway.call('GET', '/api/v1/sessions/current', { token });
    expect(body.person).toMatchObject({ personId, role: 'doctor', state: 'pending' });
  });

  test('accepts user names in any script, with its vowel signs', async () => {
    const { status } = await gateway.call('POST', '/api/v1/registrations', {
      body: patientForm('मीरा.नायर'),
    });
    expect(status).toBe(201);
  });

  test('refuses a user name that differs only in case or width', async () => {
    await register(gateway, patientForm('Ada.L'));
    for (const userName of ['ada.l', 'ＡＤＡ.Ｌ']) {
      const { status, body } = await gateway.call('POST', '/api/v1/registrations', {
        body: patientForm(userName),
      });
      expect(status).toBe(409);
      expect(body).toMatchObject({ code: 'CONFLICT', errors: [{ pointer: '/userName' }] });
    }
  });

  test('succeeds for exactly one of two at once with the same user name', async () => {
    const answers = await Promise.all(
      [0, 1].map(() => gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(gateway.ledger.persons.size).toBe(1);
  });

  test.each([
    ['the CA', () => (gateway.ca.reachable = false)],
    ['the ledger', () => (gateway.ledger.failNext = { failure: unavailable(), after: false })],
  ])('without %s leaves no account, and the user name is free', async (_part, fail) => {
    fail();
    const failed = await gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
    expect(failed.status).toBe(503);
    gateway.ca.reachable = true;
    const credentials = { user: 'ada', password: goodPassword, transport: 'bearer' };
    expect((await gateway.call('POST', '/api/v1/sessions', { body: credentials })).status).toBe(401);
    await register(gateway, patientForm('ada'));
    await logIn(gateway, 'ada');
  });

  test('counts when its commit was not seen but the ledger has the person', async () => {
    const failure = new Failure('OUTCOME_UNKNOWN', 'not seen');
    gateway.ledger.failNext = { failure, after: true };
    await register(gateway, patientForm('ada'));
    await logIn(gateway, 'ada');
  });

  test('is for hospitals only', async () => {
    const regulator = await startTestGateway({ organization: 'Regulator' });
    const { status } = await regulator.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
    expect(status).toBe(403);
    await regulator.close();
  });

  test.each([
    ['a doctor without office', { role: 'doctor' }, '/office'],
    ['a patient with office', { office: doctorForm('x').office }, '/office'],
    ['an officer', { role: 'registrar' }, '/role'],
    ['a weak password', { password: 'Password2026!' }, '/password'],
    ['a user name like an id', { userName: 'per_123' }, '/userName'],
    ['an unknown field', { admin: true }, '/admin'],
    ['a field with a line break', { fullName: 'Ada\nExample' }, '/fullName'],
  ])('refuses %s and says where', async (_what, change, pointer) => {
    const body = { ...patientForm('ada'), ...change };
    const answer = await gateway.call('POST', '/api/v1/registrations', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('INVALID');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
    expect(gateway.ledger.acts).toEqual([]);
  });
});

describe('log-in', () => {
  test('works with user name in any case and with the id as typed from a card', async () => {
    const personId = await register(gateway, patientForm('Ada'));
    for (const user of ['ada', 'ADA', personId, personId.toLowerCase()]) await logIn(gateway, user);
  });

  test('shows the previous log-in', async () => {
    await register(gateway, patientForm('ada'));
    const body = { user: 'ada', password: goodPassword, transport: 'bearer' };
    const first = await gateway.call('POST', '/api/v1/sessions', { body });
    const at = new Date(gateway.clock.time).toISOString();
    gateway.clock.time += 60_000;
    const second = await gateway.call('POST', '/api/v1/sessions', { body });
    expect([first.body.lastLogin, second.body.lastLogin]).toEqual([null, at]);
  });

  test('gives the same answer for an unknown name and a wrong password', async () => {
    await register(gateway, patientForm('ada'));
    const answers = await Promise.all(
      ['ada', 'nobody'].map((user) =>
        gateway.call('POST', '/api/v1/sessions', { body: { user, password: 'wrong', transport: 'bearer' } }),
      ),
    );
    const [known, unknown] = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }));
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('refuses when the ledger has other keys', async () => {
    await register(gateway, patientForm('ada'));
    const [pseudonym = ''] = gateway.ledger.persons.keys();
    await register(gateway, patientForm('eve'));
    const other = [...gateway.ledger.persons.values()][1];
    gateway.ledger.change(pseudonym, { signatureKey: other?.signatureKey ?? '' });
    const body = { user: 'ada', password: goodPassword, transport: 'bearer' };
    const answer = await gateway.call('POST', '/api/v1/sessions', { body });
    expect(answer).toMatchObject({ status: 502, body: { code: 'INTEGRITY' } });
  });

  test('is slowed after failures, without touching open sessions', async () => {
    const personId = await register(gateway, patientForm('ada'));
    const token = await logIn(gateway, 'ada');
    for (let attempt = 0; attempt < 10; attempt++)
      await gateway.throttle.attempt({ account: personId, address: '127.0.0.1' });
    const body = { user: 'ada', password: goodPassword, transport: 'bearer' };
    const slowed = await gateway.call('POST', '/api/v1/sessions', { body });
    expect(slowed).toMatchObject({ status: 429, body: { code: 'TOO_MANY' } });
    expect(slowed.headers.get('retry-after')).toBe('1');
    expect((await gateway.call('GET', '/api/v1/sessions/current', { token })).status).toBe(200);
    gateway.clock.time += 1_000;
    await logIn(gateway, 'ada');
  });

  test('counts spellings of an unknown name as one, like those of an account', async () => {
    for (let attempt = 0; attempt < 10; attempt++)
      await gateway.throttle.attempt({ account: 'nobody.here', address: '127.0.0.1' });
    for (const user of ['Nobody.Here', 'NOBODY.HERE', 'ｎobody.here']) {
      const body = { user, password: goodPassword, transport: 'bearer' };
      const slowed = await gateway.call('POST', '/api/v1/sessions', { body });
      expect(slowed).toMatchObject({ status: 429, body: { code: 'TOO_MANY' } });
    }
  });

  test('is not slowed by strangers who fail elsewhere', async () => {
    const personId = await register(gateway, patientForm('ada'));
    await logIn(gateway, 'ada');
    const stranger = { account: personId, address: '198.51.100.7' };
    for (let attempt = 0; attempt < 10; attempt++) await gateway.throttle.attempt(stranger);
    await expect(gateway.throttle.attempt(stranger)).rejects.toMatchObject({ code: 'TOO_MANY' });
    await logIn(gateway, 'ada');
  });
});

describe('people search', () => {
  test('finds by exact id and reveals no name', async () => {
    const personId = await register(gateway, patientForm('ada'));
    const token = await logIn(gateway, 'ada');
    const found = await gateway.call('POST', '/api/v1/people/search', { token, body: { personId } });
    expect(found.body).toEqual({ personId, role: 'patient', organization: 'HospitalA' });
  });

  test('requires a log-in and a whole id', async () => {
    const personId = await register(gateway, patientForm('ada'));
    expect((await gateway.call('POST', '/api/v1/people/search', { body: { personId } })).status).toBe(401);
    const token = await logIn(gateway, 'ada');
    const body = { personId: personId.slice(0, -1) };
    expect((await gateway.call('POST', '/api/v1/people/search', { token, body })).status).toBe(400);
  });
});

function unavailable(): Failure {
  return new Failure('UNAVAILABLE', 'no quorum');
}
