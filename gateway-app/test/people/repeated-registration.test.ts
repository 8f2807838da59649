import { afterAll, beforeAll, expect, test } from 'vitest';
import { Failure } from '../../src/domain/shared/failure.js';
import { goodPassword, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  await gateway.close();
});

let keys = 0;
const newKey = (): string => `7f9c-${++keys}`;

async function send(key: string, form: Record<string, unknown>) {
  const headers = { 'idempotency-key': key };
  return await gateway.call('POST', '/api/v1/registrations', { body: form, headers });
}

test('a lost answer comes once more with the same key, with the same recovery code; then without it', async () => {
  const key = newKey();
  const first = await send(key, patientForm('once.more'));
  expect(first.status).toBe(201);
  const { personId, recoveryCode } = first.body;
  expect(recoveryCode).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  gateway.clock.time += 14 * 60_000;
  const second = await send(key, patientForm('once.more'));
  expect(second).toMatchObject({
    status: 201,
    body: { personId, role: 'patient', state: 'active', recoveryCode },
  });
  const third = await send(key, patientForm('once.more'));
  expect(third.status).toBe(201);
  expect(third.body).toEqual({ personId, role: 'patient', state: 'active' });
  expect(gateway.ledger.persons.size).toBe(1);
});

test('the code is not shown after the first log-in, nor after 15 minutes', async () => {
  const used = newKey();
  await send(used, patientForm('logged.in'));
  await logIn(gateway, 'logged.in');
  expect((await send(used, patientForm('logged.in'))).body).not.toHaveProperty('recoveryCode');
  const late = newKey();
  await send(late, patientForm('too.late'));
  gateway.clock.time += 15 * 60_000 + 1;
  expect((await send(late, patientForm('too.late'))).body).not.toHaveProperty('recoveryCode');
  // The next registration sweeps expired answers.
  await send(newKey(), patientForm('some.body'));
  const rows = await gateway.database
    .selectFrom('account')
    .select(['firstAnswer', 'firstAnswerUntil'])
    .execute();
  expect(rows.filter(({ firstAnswer }) => firstAnswer !== null)).toHaveLength(1);
});

test('another password, another body or another key get nothing', async () => {
  const key = newKey();
  const form = patientForm('hold.on');
  await send(key, form);
  const guessed = { ...form, password: 'another-harbour-41-quilt' };
  for (const body of [guessed, { ...form, phone: '+49 30 4321' }, { ...form, userName: 'else.where' }])
    expect(await send(key, body)).toMatchObject({ status: 422, body: { code: 'KEY_REUSED' } });
  expect(await send(newKey(), form)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  expect((await send(key, form)).body).toHaveProperty('recoveryCode');
});

test('guessing the password with the key is slowed down as at log-in', async () => {
  const key = newKey();
  const { personId } = (await send(key, patientForm('slow.down'))).body;
  for (let count = 0; count < 10; count++)
    await gateway.throttle.attempt({ account: String(personId), address: '127.0.0.1' });
  expect(await send(key, patientForm('slow.down'))).toMatchObject({
    status: 429,
    body: { code: 'TOO_MANY' },
  });
});

test('of two simultaneous repetitions, one gets the code', async () => {
  const key = newKey();
  await send(key, patientForm('two.at.once'));
  const answers = await Promise.all([1, 2].map(() => send(key, patientForm('two.at.once'))));
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers.filter(({ body }) => body.recoveryCode !== undefined)).toHaveLength(1);
});

test('a failed registration leaves the key free', async () => {
  const key = newKey();
  gateway.ca.reachable = false;
  expect((await send(key, patientForm('later.on'))).status).toBe(503);
  gateway.ca.reachable = true;
  expect(await send(key, patientForm('later.on'))).toMatchObject({ status: 201 });
});

test('a gateway that ended in between continues the registration, or begins again if the ledger does not have the person', async () => {
  const key = newKey();
  const first = (await send(key, patientForm('cut.off'))).body;
  const cutOff = async (): Promise<void> => {
    const account = gateway.database.updateTable('account').set({ stage: 'reserved' });
    await account.where('personId', '=', String(first.personId)).execute();
    await gateway.database.deleteFrom('idempotencyKey').execute();
  };
  await cutOff();
  const another = { ...patientForm('cut.off'), phone: '+49 30 4321' };
  for (const [otherKey, form] of [
    [newKey(), patientForm('cut.off')],
    [newKey(), another],
    [key, another],
    [key, { ...patientForm('cut.off'), password: 'another-harbour-41-quilt' }],
  ] as const)
    expect(await send(otherKey, form)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  expect(await send(key, patientForm('cut.off'))).toMatchObject({ status: 201, body: first });
  await cutOff();
  const account = await gateway.accounts.reservedBy('cut.off');
  gateway.ledger.persons.delete(account?.pseudonym ?? '');
  const again = await send(key, patientForm('cut.off'));
  expect(again).toMatchObject({ status: 201, body: { recoveryCode: expect.any(String) as unknown } });
  expect(again.body.personId).not.toBe(first.personId);
  await logIn(gateway, 'cut.off');
});

test('an outcome that was not known is looked up with the same key', async () => {
  const key = newKey();
  gateway.ledger.failNext = { failure: new Failure('OUTCOME_UNKNOWN', 'not seen'), after: false };
  expect((await send(key, patientForm('not.seen'))).status).toBe(202);
  expect(await send(newKey(), patientForm('not.seen'))).toMatchObject({ status: 409 });
  expect(await send(key, patientForm('not.seen'))).toMatchObject({ status: 201 });
  await logIn(gateway, 'not.seen');
});

test('the database contains neither code, key nor password, nor anything by which a guess of the password could be checked fast', async () => {
  const key = newKey();
  const { recoveryCode } = (await send(key, patientForm('not.here'))).body;
  const tables = ['account', 'idempotencyKey', 'attempt'] as const;
  const rows = await Promise.all(
    tables.map((table) => gateway.database.selectFrom(table).selectAll().execute()),
  );
  const text = JSON.stringify(rows.flat(), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const secret of [String(recoveryCode), String(recoveryCode).replaceAll('-', ''), key, goodPassword])
    expect(text).not.toContain(secret);
  const before = await gateway.database.selectFrom('idempotencyKey').select('body').execute();
  const other = { ...patientForm('not.here'), password: 'another-harbour-41-quilt' };
  expect((await send(newKey(), other)).status).toBe(409);
  const after = await gateway.database.selectFrom('idempotencyKey').select('body').execute();
  expect(after).toEqual(before);
});
