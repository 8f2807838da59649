import type { PersonId } from '@medseal/ledger-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
let token: string;
let personId: string;
/** After this moment the suspension is over. */
let until: string;

beforeEach(async () => {
  gateway = await startTestGateway();
  await gateway.addRegistrar();
  const answer = await gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
  personId = String(answer.body.personId);
  until = new Date(gateway.clock.time + 3_600_000).toISOString();
  token = await logIn(gateway, 'front.desk');
  const suspended = await gateway.call('POST', `/api/v1/people/${personId}/suspension`, {
    token,
    body: { until },
  });
  expect(suspended).toMatchObject({ status: 200, body: { until, receipt: { block: '7' } } });
  const { pseudonym } = [...gateway.ledger.persons.values()].find((each) => each.personId === personId) ?? {};
  gateway.ledger.change(String(pseudonym), { state: 'suspended', suspendedUntil: until });
});
afterEach(async () => {
  await gateway.close();
});

async function listed(state: string): Promise<unknown[]> {
  const { body } = await gateway.call('GET', `/api/v1/registrations?state=${state}`, { token });
  return (body.items as { personId: string; state: string }[]).filter((each) => each.personId === personId);
}

async function endsByItself(): Promise<void> {
  gateway.clock.time += 3_600_001;
  token = await logIn(gateway, 'front.desk');
}

test('a patient is listed as suspended until the end, and as active from then on', async () => {
  expect(await listed('suspended')).toMatchObject([{ state: 'suspended' }]);
  expect(await listed('active')).toEqual([]);
  await endsByItself();
  expect(await listed('active')).toMatchObject([{ state: 'active' }]);
  expect(await listed('suspended')).toEqual([]);
});

test('a search among the active finds the patient after the end', async () => {
  await endsByItself();
  const body = { text: 'ada', state: 'active' };
  const found = await gateway.call('POST', '/api/v1/registrations/search', { token, body });
  expect(found.body.items).toMatchObject([{ personId, state: 'active' }]);
});

test('reinstating after the end writes nothing', async () => {
  await endsByItself();
  const acts = gateway.ledger.acts.length;
  const answer = await gateway.call('DELETE', `/api/v1/people/${personId}/suspension`, { token });
  expect(answer).toMatchObject({ status: 200, body: { personId, state: 'active' } });
  expect(answer.body).not.toHaveProperty('receipt');
  expect(gateway.ledger.acts).toHaveLength(acts);
});

test('a login after the end keeps the patient among the active', async () => {
  await endsByItself();
  expect(await listed('active')).toHaveLength(1);
  await logIn(gateway, 'ada');
  expect((await gateway.accounts.byPersonId(personId as PersonId))?.state).toBe('active');
});
