import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consentRoutes } from '../../src/http/routes/consents.js';
import { doctorForm, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway({
    moreRoutes: consentRoutes({
      listConsents: { list: () => Promise.resolve({ items: [] }) },
      projection: { height: () => '7' },
    } as never),
  });
});
afterEach(async () => {
  await gateway.close();
});

/** Registers a person, signs in, and makes the ledger show them in a state. */
async function inState(form: Record<string, unknown>, state: 'pending' | 'suspended'): Promise<string> {
  const { body } = await gateway.call('POST', '/api/v1/registrations', { body: form });
  const token = await logIn(gateway, String(form['userName']));
  const [pseudonym] =
    [...gateway.ledger.persons].find(([, { personId }]) => personId === body.personId) ?? [];
  gateway.ledger.change(String(pseudonym), { state });
  return token;
}

const list = (token: string, query: string) => gateway.call('GET', `/api/v1/consents${query}`, { token });
const notActive = { status: 403, body: { code: 'NOT_ACTIVE' } };

describe('a list of consents', () => {
  test('shows a suspended patient what they gave and may revoke, and nothing that they received', async () => {
    const token = await inState(patientForm('ada'), 'suspended');
    expect((await list(token, '')).status).toBe(200);
    expect((await list(token, '?view=given&limit=5')).status).toBe(200);
    expect(await list(token, '?view=received')).toMatchObject(notActive);
    expect(await list(token, '?view=received&view=given')).toMatchObject(notActive);
  });

  test.each(['pending', 'suspended'] as const)('shows a %s doctor nothing', async (state) => {
    const token = await inState(doctorForm('dr.b'), state);
    for (const query of ['', '?view=given', '?view=received'])
      expect(await list(token, query)).toMatchObject(notActive);
  });
});
