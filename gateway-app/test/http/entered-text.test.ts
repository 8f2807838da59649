import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  doctorForm,
  logIn,
  patientForm,
  register,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';

let gateway: TestGateway;
let desk: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.addRegistrar();
  desk = await logIn(gateway, 'front.desk');
});
afterAll(async () => {
  await gateway.close();
});

let people = 0;
const newName = (): string => `person.${++people}`;

/** The answer to a registration that differs from a good one. */
async function attempt(change: Record<string, unknown>) {
  const body = { ...patientForm(newName()), ...change };
  return await gateway.call('POST', '/api/v1/registrations', { body });
}

/** What is kept about a person, as the front desk sees it. */
async function kept(personId: unknown): Promise<Record<string, unknown>> {
  const answer = await gateway.call('POST', '/api/v1/registrations/search', {
    token: desk,
    body: { text: String(personId) },
  });
  const [person = {}] = answer.body.items as Record<string, unknown>[];
  return person;
}

describe('registration keeps', () => {
  test('text in other scripts, in several lines and with punctuation, in one spelling', async () => {
    const personId = await register(gateway, {
      ...doctorForm(newName()),
      userName: ' මල්\u200dලිකා ',
      fullName: ' ශ්\u200dරී Joaqui\u0301n ',
      email: ' 用户&sons/eu@例子.广告 ',
      phone: '+91 (80) 5550-0111',
      address: '12 Mill Road\r\n 570001 Mysuru\n',
      office: { address: 'Ward 3\nTower 2', designation: 'Consultant', specialty: 'Cardiology' },
    });
    expect(await kept(personId)).toMatchObject({
      userName: 'මල්\u200dලිකා',
      fullName: 'ශ්\u200dරී Joaquín',
      email: '用户&sons/eu@例子.广告',
      phone: '+918055500111',
      address: '12 Mill Road\n570001 Mysuru',
      office: { address: 'Ward 3\nTower 2' },
    });
  });
});

describe('registration refuses and says where and why', () => {
  test.each([
    ['email', 'a@b', 'is not an e-mail address'],
    ['email', 'ada..l@example.org', 'is not an e-mail address'],
    ['email', 'ada\u202Egro@example.org', 'contains characters that change the direction of writing'],
    ['phone', '98450 11111', 'does not begin with + and the country code'],
    ['phone', 'none', 'is not a phone number: + and 7 to 15 digits'],
    ['fullName', 'Ada \u202Eecalevol', 'contains characters that change the direction of writing'],
    ['fullName', '\u2800', 'has no letter and no digit'],
    ['fullName', 'Ada\u200B', 'contains characters that cannot be seen'],
    ['fullName', 'Ada\nLovelace', 'contains control characters'],
    ['address', '7 Elm\u0000 Street', 'contains control characters'],
    ['userName', 'ada lovelace', 'contains blanks'],
    ['userName', 'ada\u200D', 'has a joiner that does not stand alone between two letters'],
    ['userName', 'a!!', 'must be 3 to 64 letters, digits or . _ @ + -, beginning with a letter or digit'],
  ])('%s %j: %s', async (field, typed, detail) => {
    expect(await attempt({ [field]: typed })).toMatchObject({
      status: 400,
      body: { code: 'INVALID', errors: [{ pointer: `/${field}`, detail }] },
    });
  });
});

describe('a user name', () => {
  test('that differs only in joiners or composition counts as taken, and logs the same person in', async () => {
    const personId = await register(gateway, patientForm('ශ්\u200dරීමතී'));
    await register(gateway, patientForm('jose\u0301.p'));
    for (const userName of ['ශ්රීමතී', 'josé.p', 'JOSE\u0301.P']) {
      expect(await attempt({ userName })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    }
    for (const user of ['ශ්රීමතී', 'ශ්\u200dරීමතී']) {
      const answer = await gateway.call('GET', '/api/v1/sessions/current', {
        token: await logIn(gateway, user),
      });
      expect(answer.body).toMatchObject({ person: { personId } });
    }
  });

  test('is trimmed at registration and at log-in; spaces inside are refused at both in the same words', async () => {
    await register(gateway, patientForm(' spaced.out '));
    await logIn(gateway, '\tspaced.out  ');
    const body = { user: 'spaced out', password: 'whatever', transport: 'bearer' };
    const answer = await gateway.call('POST', '/api/v1/sessions', { body });
    const errors = [{ pointer: '/user', detail: 'contains blanks' }];
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID', errors } });
    expect(await attempt({ userName: 'spaced out' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/userName', detail: 'contains blanks' }] },
    });
  });

  test('may be the id in groups, as the card shows it', async () => {
    const personId = await register(gateway, patientForm(newName()));
    const grouped = `per_ ${(personId.slice(4).match(/.{1,4}/g) ?? []).join(' ')}`;
    await logIn(gateway, grouped);
  });
});

describe('a registrar finds', () => {
  const fullName = 'Sean O’Malley Renée Jean‑Luc İpek Yılmaz Weiß أحمد فاطمة ज़ुबैदा';
  beforeAll(async () => {
    await register(gateway, { ...patientForm('many.names'), fullName });
  });

  test.each([
    "o'malley",
    'renee',
    'jean-luc',
    'jean luc',
    'ipek yilmaz',
    'WEISS',
    'احمد فاطمه',
    'जुबैदा',
    'many.names \u200Frene\u0301e',
  ])('by %s', async (text) => {
    const answer = await gateway.call('POST', '/api/v1/registrations/search', {
      token: desk,
      body: { text },
    });
    expect(answer.body.items).toEqual([expect.objectContaining({ fullName })]);
  });

  test('no one by other vowel signs', async () => {
    const body = { text: 'जूबैदा' };
    const answer = await gateway.call('POST', '/api/v1/registrations/search', { token: desk, body });
    expect(answer.body.items).toEqual([]);
  });

  test('people whom an older gateway kept with text that would be refused now; they can still log in', async () => {
    const personId = await register(gateway, patientForm(newName()));
    const account = await gateway.accounts.byPersonId(personId as never);
    const profile = {
      ...account?.profile,
      fullName: 'Old \u202EName',
      phone: '5550 0111',
      email: 'old@host',
    };
    await gateway.database
      .updateTable('account')
      .set({
        profile: gateway.atRest.seal(['profile', personId], profile),
        userName: gateway.atRest.lookup('userName', 'old desk'),
      })
      .where('personId', '=', personId)
      .execute();
    const body = { text: 'old name' };
    const answer = await gateway.call('POST', '/api/v1/registrations/search', { token: desk, body });
    expect(answer.body.items).toEqual([expect.objectContaining({ phone: '5550 0111', email: 'old@host' })]);
    await logIn(gateway, 'Old Desk');
  });
});
