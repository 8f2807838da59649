import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import { Failure } from '../../src/domain/shared/failure.js';
import { route } from '../../src/http/api/route.js';
import { logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

/** Things that were created, with how often each was requested again. */
let things: Map<string, { name: string; rendered: number }>;
/** What else creating does, in the current test. */
let meanwhile: (request: string | undefined) => Promise<void>;
let gateway: TestGateway;
let token: string;

const thing = z.strictObject({ thingId: z.string(), name: z.string() });

const creating = route({
  method: 'post',
  path: '/things',
  summary: 'Create a thing',
  auth: 'session',
  body: z.strictObject({ name: z.string() }),
  responses: { 201: { description: 'Created', body: thing } },
  idempotent: {
    id: 'thingId',
    render: (thingId) => {
      const found = things.get(thingId);
      if (found === undefined) throw new Failure('NOT_FOUND', 'no such thing');
      found.rendered++;
      return Promise.resolve({ status: 201 as const, body: { thingId, name: found.name } });
    },
  },
  handle: async ({ body, session }) => {
    const thingId = `thing-${things.size + 1}`;
    await meanwhile(session.actor.request);
    things.set(thingId, { name: body.name, rendered: 0 });
    return { status: 201, body: { thingId, name: body.name } };
  },
});

beforeAll(async () => {
  gateway = await startTestGateway({ moreRoutes: [creating] });
  await gateway.call('POST', '/api/v1/registrations', { body: patientForm('once.only') });
  token = await logIn(gateway, 'once.only');
});
afterAll(async () => {
  await gateway.close();
});
beforeEach(() => {
  things = new Map();
  meanwhile = () => Promise.resolve();
});

let keys = 0;
const newKey = (): string => `key-${++keys}`;

async function create(key: string | undefined, name = 'first') {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return await gateway.call('POST', '/api/v1/things', { body: { name }, token, headers });
}

/** Lets the database take writes, or refuse them as a full one does. */
async function writable(is: boolean): Promise<void> {
  await sql.raw(`pragma query_only = ${is ? 'off' : 'on'}`).execute(gateway.database);
}

describe('a request whose end the database could not note', () => {
  afterEach(() => writable(true));

  test('may be sent again once there is room, and its first failure is what was answered', async () => {
    const key = newKey();
    meanwhile = async () => {
      await writable(false);
      throw new Failure('UNAVAILABLE', 'no orderer answers');
    };
    expect(await create(key)).toMatchObject({ status: 503, body: { detail: 'no orderer answers' } });
    await writable(true);
    meanwhile = () => Promise.resolve();
    expect(await create(key)).toMatchObject({ status: 201 });
  });

  test('is settled by its transaction when it is sent again: nothing is created twice', async () => {
    const key = newKey();
    const transactionId = 'd4'.repeat(32);
    meanwhile = async (request) => {
      await sign(request, transactionId);
      await writable(false);
    };
    expect((await create(key)).status).toBeGreaterThanOrEqual(500);
    await writable(true);
    gateway.ledger.transactions.set(transactionId, { state: 'valid', block: '9' });
    expect(await create(key)).toMatchObject({ status: 201, body: { thingId: 'thing-1' } });
    expect(things.size).toBe(1);
  });

  test('begins once more if it wrote no transaction, as after a crash', async () => {
    const key = newKey();
    meanwhile = () => writable(false);
    expect((await create(key)).status).toBeGreaterThanOrEqual(500);
    await writable(true);
    meanwhile = () => Promise.resolve();
    expect(await create(key)).toMatchObject({ status: 201, body: { thingId: 'thing-2' } });
  });
});

/** Notes a transaction that the running request signs. */
async function sign(request: string | undefined, transactionId: string): Promise<void> {
  const act = {
    transactionId,
    function: 'GrantConsent',
    actor: 'nym_x',
    bytes: Buffer.from('signed'),
  } as const;
  const bounds = { height: 7, certificateUntil: '2026-11-24T18:00:00.000Z' };
  const journal = new SqliteJournal(gateway.database);
  await journal.forActs.signed({
    ...act,
    ...bounds,
    fact: 'thing-1',
    ...(request !== undefined && { request }),
  });
}

/** The same, and its outcome is lost. */
async function signAndLose(request: string | undefined, transactionId: string): Promise<never> {
  await sign(request, transactionId);
  throw new Failure('OUTCOME_UNKNOWN', 'not known', { transactionId });
}

describe('a request with a key', () => {
  test('creates once; a repetition is rendered again', async () => {
    const key = newKey();
    const first = await create(key);
    things.set('thing-1', { name: 'renamed since', rendered: 0 });
    const second = await create(key);
    expect(first).toMatchObject({ status: 201, body: { thingId: 'thing-1', name: 'first' } });
    expect(second).toMatchObject({ status: 201, body: { thingId: 'thing-1', name: 'renamed since' } });
    expect(things.size).toBe(1);
  });

  test('is refused when the caller may no longer see what was created', async () => {
    const key = newKey();
    await create(key);
    things.clear();
    expect(await create(key)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  test('with another body is refused with 422', async () => {
    const key = newKey();
    await create(key);
    expect(await create(key, 'other')).toMatchObject({ status: 422, body: { code: 'KEY_REUSED' } });
    expect(things.size).toBe(1);
  });

  test('is refused with 409 and Retry-After while the first one runs', async () => {
    const key = newKey();
    const gate = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<undefined>();
    meanwhile = async () => {
      reached.resolve(undefined);
      await gate.promise;
    };
    const first = create(key);
    await reached.promise;
    const second = await create(key);
    expect(second).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    gate.resolve(undefined);
    expect(await first).toMatchObject({ status: 201 });
    expect(things.size).toBe(1);
  });

  test('that failed before anything was submitted may be tried again', async () => {
    const key = newKey();
    meanwhile = () => Promise.reject(new Failure('UNAVAILABLE', 'not now'));
    expect(await create(key)).toMatchObject({ status: 503 });
    meanwhile = () => Promise.resolve();
    expect(await create(key)).toMatchObject({ status: 201, body: { thingId: 'thing-1' } });
  });

  test('must be well formed', async () => {
    for (const key of ['two words', 'x'.repeat(201)])
      expect(await create(key)).toMatchObject({ status: 400, body: { code: 'INVALID' } });
  });

  test('is not needed: without a key, each request creates', async () => {
    await create(undefined);
    await create(undefined);
    expect(things.size).toBe(2);
  });

  test('leaves nothing of its body or answer in the database', async () => {
    const key = newKey();
    await create(key, 'Planted Secret');
    const rows = JSON.stringify(await gateway.database.selectFrom('idempotencyKey').selectAll().execute());
    for (const text of ['Planted Secret', key, 'once.only']) expect(rows).not.toContain(text);
  });
});

describe('a request whose outcome is not known', () => {
  test('waits while its transaction may still be committed, and is rendered when it was', async () => {
    const key = newKey();
    const transactionId = 'a1'.repeat(32);
    meanwhile = (request) => signAndLose(request, transactionId);
    expect(await create(key)).toMatchObject({ status: 202, body: { transactionId } });
    expect(await create(key)).toMatchObject({ status: 202, body: { transactionId } });
    things.set('thing-1', { name: 'committed', rendered: 0 });
    gateway.ledger.transactions.set(transactionId, { state: 'valid', block: '9' });
    expect(await create(key)).toMatchObject({ status: 201, body: { thingId: 'thing-1', name: 'committed' } });
    expect(things.size).toBe(1);
  });

  test.each([{ state: 'invalid', code: 11 } as const, { state: 'absent' } as const])(
    'is done again when its transaction is $state for good',
    async (outcome) => {
      const key = newKey();
      const transactionId = (outcome.state === 'absent' ? 'b2' : 'c3').repeat(32);
      meanwhile = (request) => signAndLose(request, transactionId);
      await create(key);
      gateway.ledger.transactions.set(transactionId, outcome);
      await new SqliteJournal(gateway.database).undo(transactionId);
      meanwhile = () => Promise.resolve();
      expect(await create(key)).toMatchObject({ status: 201 });
      expect(things.size).toBe(1);
    },
  );
});
