import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  doctorForm,
  goodPassword,
  logIn,
  patientForm,
  register,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';

/** The place of an act on the ledger in these tests. */
const receipt = { transactionId: expect.stringMatching(/^[0-9a-f]{64}$/) as string, block: '7' };

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(async () => {
  await gateway.close();
});

describe('registrar', () => {
  let token: string;
  beforeEach(async () => {
    await gateway.addRegistrar();
    token = await logIn(gateway, 'front.desk');
  });

  test('sees pending doctors with their details and approves the keys on the ledger', async () => {
    await register(gateway, patientForm('ada'));
    const personId = await register(gateway, doctorForm('dr.b'));
    const list = await gateway.call('GET', '/api/v1/registrations?state=pending', { token });
    expect(list.body.items).toEqual([
      expect.objectContaining({
        personId,
        fullName: 'Ada Example',
        state: 'pending',
        identityVerified: false,
      }),
    ]);
    const approved = await gateway.call('POST', `/api/v1/registrations/${personId}/approval`, { token });
    expect(approved).toMatchObject({
      status: 200,
      body: { personId, role: 'doctor', state: 'active', block: '7' },
    });
    const keys = [...gateway.ledger.persons.values()].find((person) => person.personId === personId)?.keys;
    expect(gateway.ledger.acts.at(-1)).toMatchObject({ function: 'ApprovePerson' });
    expect(gateway.ledger.acts.at(-1)?.text).toContain(keys);
    const again = await gateway.call('GET', '/api/v1/registrations?state=pending', { token });
    expect(again.body.items).toEqual([]);
  });

  test('pages through the list', async () => {
    for (const name of ['dr.a', 'dr.b', 'dr.c']) await register(gateway, doctorForm(name));
    const first = await gateway.call('GET', '/api/v1/registrations?state=pending&limit=2', { token });
    const after = String(first.body.next);
    const second = await gateway.call('GET', `/api/v1/registrations?state=pending&limit=2&after=${after}`, {
      token,
    });
    const names = [first, second].map(({ body }) =>
      (body.items as { userName: string }[]).map((item) => item.userName),
    );
    expect(names).toEqual([['dr.a', 'dr.b'], ['dr.c']]);
    expect(second.body.next).toBeUndefined();
  });

  test('refuses with a reason, after which the person cannot log in', async () => {
    const personId = await register(gateway, doctorForm('dr.b'));
    const path = `/api/v1/registrations/${personId}/refusal`;
    const refused = await gateway.call('POST', path, { token, body: { reason: 'No licence number' } });
    expect(refused.body.state).toBe('refused');
    expect(gateway.ledger.acts.at(-1)?.text).not.toContain('licence');
    const body = { user: 'dr.b', password: goodPassword, transport: 'bearer' };
    expect(await gateway.call('POST', '/api/v1/sessions', { body })).toMatchObject({
      status: 403,
      body: { code: 'NOT_ACTIVE' },
    });
    const list = await gateway.call('GET', '/api/v1/registrations?state=refused', { token });
    expect(list.body.items).toEqual([expect.objectContaining({ reason: 'No licence number' })]);
  });

  test('verifies an identity', async () => {
    const personId = await register(gateway, patientForm('ada'));
    await gateway.call('POST', `/api/v1/registrations/${personId}/identity-verification`, {
      token,
      body: {},
    });
    const list = await gateway.call('GET', '/api/v1/registrations?state=active', { token });
    expect(list.body.items).toContainEqual(expect.objectContaining({ personId, identityVerified: true }));
  });

  test('suspends at once and reinstates', async () => {
    const personId = await register(gateway, doctorForm('dr.b'));
    await gateway.call('POST', `/api/v1/registrations/${personId}/approval`, { token });
    const doctor = await logIn(gateway, 'dr.b');
    const path = `/api/v1/people/${personId}/suspension`;
    const suspension = await gateway.call('POST', path, { token, body: {} });
    expect(suspension.body).toEqual({ personId, state: 'suspended', receipt });
    const current = await gateway.call('GET', '/api/v1/sessions/current', { token: doctor });
    expect(current.body.person).toMatchObject({ state: 'suspended' });
    // The session stays, but shows nothing any more.
    const search = await gateway.call('POST', '/api/v1/people/search', {
      token: doctor,
      body: { role: 'doctor' },
    });
    expect(search).toMatchObject({ status: 403, body: { code: 'NOT_ACTIVE' } });
    const body = { user: 'dr.b', password: goodPassword, transport: 'bearer' };
    expect((await gateway.call('POST', '/api/v1/sessions', { body })).status).toBe(403);
    const reinstatement = await gateway.call('DELETE', path, { token });
    expect(reinstatement.body).toEqual({ personId, state: 'active', receipt });
    await logIn(gateway, 'dr.b');
  });

  test('keeps the reason of a suspension until the person is reinstated, only in this organization', async () => {
    const personId = await register(gateway, doctorForm('dr.c'));
    await gateway.call('POST', `/api/v1/registrations/${personId}/approval`, { token });
    const path = `/api/v1/people/${personId}/suspension`;
    const reason = 'The licence has run out.';
    await gateway.call('POST', path, { token, body: { reason } });
    const listed = async (state: string) => {
      const { body } = await gateway.call('GET', `/api/v1/registrations?state=${state}`, { token });
      return (body.items as { personId: string }[]).find((each) => each.personId === personId);
    };
    expect(await listed('suspended')).toMatchObject({ reason });
    expect(JSON.stringify(gateway.ledger.acts)).not.toContain(reason);
    await gateway.call('DELETE', path, { token });
    expect(await listed('active')).not.toHaveProperty('reason');
    expect((await gateway.call('POST', path, { token, body: { reason: ' ' } })).status).toBe(400);
  });

  test('keeps the reason of a suspension when it is repeated, or comes while the person is verified', async () => {
    const personId = await register(gateway, doctorForm('dr.c'));
    await gateway.call('POST', `/api/v1/registrations/${personId}/approval`, { token });
    const path = `/api/v1/people/${personId}/suspension`;
    const reason = 'The licence has run out.';
    const listed = async () => {
      const { body } = await gateway.call('GET', '/api/v1/registrations?state=suspended', { token });
      return (body.items as { personId: string }[]).find((each) => each.personId === personId);
    };
    const submit = gateway.ledger.submit.bind(gateway.ledger);
    vi.spyOn(gateway.ledger, 'submit').mockImplementationOnce(async (request, actor) => {
      const verified = await submit(request, actor);
      await gateway.call('POST', path, { token, body: { reason } });
      return verified;
    });
    await gateway.call('POST', `/api/v1/registrations/${personId}/identity-verification`, { token });
    expect.soft(await listed()).toMatchObject({ reason, identityVerified: true });
    await gateway.call('POST', path, { token, body: { reason } });
    const again = await gateway.call('POST', path, { token, body: {} });
    expect(again.status).toBe(200);
    expect.soft(await listed()).toMatchObject({ reason });
    await gateway.call('POST', path, { token, body: { reason: 'Another reason.' } });
    expect(await listed()).toMatchObject({ reason: 'Another reason.' });
  });

  test('may repeat a suspension whose second step failed', async () => {
    const personId = await register(gateway, patientForm('ada'));
    gateway.ca.reachable = false;
    const path = `/api/v1/people/${personId}/suspension`;
    expect((await gateway.call('POST', path, { token, body: {} })).status).toBe(503);
    gateway.ca.reachable = true;
    const again = await gateway.call('POST', path, { token, body: {} });
    expect(again).toMatchObject({ status: 200, body: { personId, state: 'suspended' } });
    expect(again.body).not.toHaveProperty('receipt');
    const suspensions = gateway.ledger.acts.filter((act) => act.function === 'SuspendPerson');
    expect(suspensions).toHaveLength(1);
  });

  test('is the only one who may do this, whatever a request says about roles', async () => {
    const personId = await register(gateway, patientForm('ada'));
    const patient = await logIn(gateway, 'ada');
    const headers = { 'x-role': 'registrar', 'x-user-role': 'registrar', role: 'registrar' };
    const paths = ['approval', 'identity-verification'].map(
      (act) => `/api/v1/registrations/${personId}/${act}`,
    );
    for (const path of [...paths, `/api/v1/people/${personId}/suspension`]) {
      const answer = await gateway.call('POST', path, { token: patient, body: {}, headers });
      expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });
});
