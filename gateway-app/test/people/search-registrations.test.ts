import { afterEach, beforeEach, expect, test } from 'vitest';
import { doctorForm, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
let token: string;
beforeEach(async () => {
  gateway = await startTestGateway();
  await gateway.addRegistrar();
  token = await logIn(gateway, 'front.desk');
});
afterEach(async () => {
  await gateway.close();
});

async function register(form: Record<string, unknown>): Promise<string> {
  const answer = await gateway.call('POST', '/api/v1/registrations', { body: form });
  expect(answer.status).toBe(201);
  return String(answer.body.personId);
}

async function found(search: Record<string, unknown>): Promise<unknown[]> {
  const answer = await gateway.call('POST', '/api/v1/registrations/search', { token, body: search });
  expect(answer.status).toBe(200);
  return (answer.body.items as { userName: string }[]).map(({ userName }) => userName);
}

test('finds by words of user name, full name and id, in any state', async () => {
  const personId = await register({ ...patientForm('ada'), fullName: 'Ada Example' });
  await register({ ...doctorForm('dr.b'), fullName: 'Bela Shah' });
  expect(await found({ text: 'EXAMPLE ada' })).toEqual(['ada']);
  expect(await found({ text: 'dr.' })).toEqual(['dr.b']);
  expect(await found({ text: personId.toLowerCase() })).toEqual(['ada']);
  expect(await found({ text: `ada ${personId.slice(-4)}` })).toEqual(['ada']);
  expect(await found({ text: 'bela', state: 'pending' })).toEqual(['dr.b']);
  expect(await found({ text: 'bela', state: 'active' })).toEqual([]);
  expect(await found({ text: 'elm street' })).toEqual([]);
});

test('does not find what is in an id by chance', async () => {
  const ids = await Promise.all(['ada', 'eva'].map((name) => register(patientForm(name))));
  const texts = ids.map((id) => id.slice(4, 7)).flatMap((three) => [three, Array.from(three).join('.')]);
  for (const text of texts) expect(await found({ text })).toEqual([]);
});

test('pages, and notes a state that changed on the ledger', async () => {
  for (const name of ['dr.a', 'dr.b', 'dr.c']) await register(doctorForm(name));
  const [pseudonym = ''] = [...gateway.ledger.persons.values()]
    .filter(({ role }) => role === 'doctor')
    .map((person) => person.pseudonym);
  gateway.ledger.change(pseudonym, { state: 'active' });
  const path = '/api/v1/registrations/search';
  const first = await gateway.call('POST', path, { token, body: { text: 'dr', limit: 2 } });
  expect(first.body.items).toMatchObject([{ userName: 'dr.a', state: 'active' }, { userName: 'dr.b' }]);
  const body = { text: 'dr', limit: 2, after: first.body.next };
  const second = await gateway.call('POST', path, { token, body });
  expect(second.body.items).toMatchObject([{ userName: 'dr.c' }]);
  expect(second.body.next).toBeUndefined();
  expect(await found({ text: 'dr', state: 'pending' })).toEqual(['dr.b', 'dr.c']);
});

test('is for registrars', async () => {
  await register(patientForm('ada'));
  const patient = await logIn(gateway, 'ada');
  const answer = await gateway.call('POST', '/api/v1/registrations/search', {
    token: patient,
    body: { text: 'ada' },
  });
  expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
});
