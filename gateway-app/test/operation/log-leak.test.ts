import { expect, test } from 'vitest';
import { doctorForm, goodPassword, logIn, startTestGateway } from '../support/gateway.js';
import { planted, plantedTexts } from '../support/planted.js';

test('a whole session, including failures, leaves no name, id, password, token or key in the log', async () => {
  const gateway = await startTestGateway();
  const form = { ...doctorForm('planted.user'), ...planted };
  const registered = await gateway.call('POST', '/api/v1/registrations', { body: form });
  const personId = String(registered.body.personId);
  await gateway.addRegistrar();
  const registrar = await logIn(gateway, 'front.desk');
  const token = await logIn(gateway, 'planted.user');
  await gateway.call('POST', '/api/v1/registrations', { body: form });
  await gateway.call('POST', '/api/v1/registrations', { body: { ...form, planted: 'Planted Unknown' } });
  await gateway.call('POST', '/api/v1/sessions', { body: '{"password":"Planted Broken' });
  await gateway.call('POST', '/api/v1/sessions', {
    body: { user: planted.userName, password: 'Planted Wrong', transport: 'bearer' },
  });
  await gateway.call('GET', `/api/v1/registrations?state=pending&name=Planted%20Query`, { token: registrar });
  await gateway.call('POST', `/api/v1/registrations/${personId}/refusal`, {
    token: registrar,
    body: { reason: 'Planted Reason' },
  });
  gateway.ca.reachable = false;
  await gateway.call('DELETE', `/api/v1/people/${personId}/suspension`, { token: registrar });
  await gateway.call('GET', `/api/v1/${personId}/Planted%20Path`, { token });
  await gateway.close();

  const log = gateway.logged.join('');
  expect(gateway.logged.length).toBeGreaterThan(10);
  expect(log).toContain('/api/v1/registrations/{personId}/refusal');
  const pseudonyms = [...gateway.ledger.persons.keys()];
  const keys = [...gateway.ledger.persons.values()].map((person) => person.signatureKey.slice(0, 40));
  const found = [
    ...plantedTexts,
    ...pseudonyms,
    ...keys,
    ...gateway.ca.secrets,
    ...[personId, token, registrar, goodPassword, String(registered.body.recoveryCode)],
    'Planted',
    'planted',
    '127.0.0.1',
  ].filter((secret) => log.includes(secret));
  expect(found).toEqual([]);
});
