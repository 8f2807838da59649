import type { IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { patientForm } from '../support/gateway.js';
import { fullStores } from '../support/s3-store.js';
import { UploadGround } from '../support/upload-ground.js';

let ground: UploadGround;
beforeAll(async () => {
  ground = await UploadGround.start();
});
beforeEach(() => ground.renew());
afterEach(() => ground.clear());
afterAll(() => ground.gateway.close());

describe('a store without room', () => {
  test.each(Object.entries(fullStores))(
    'that %s: 507, and the same upload is taken later',
    async (_how, putting) => {
      ground.store.state.putting = putting;
      const uploadId = await ground.announce();
      for (let times = 0; times < 2; times++)
        expect(await ground.send(uploadId)).toMatchObject({ status: 507, body: { code: 'STORE_FULL' } });
      expect(ground.world.ledger.acts).toEqual([]);
      expect(ground.woken).toBe(2);
      ground.store.state.putting = undefined;
      expect(await ground.send(uploadId)).toMatchObject({ status: 201 });
      expect(ground.world.ledger.functions()).toEqual(['ProposeReport']);
      expect(ground.store.objects.size).toBe(1);
    },
  );

  test('that breaks off after it has all is one that cannot be reached', async () => {
    ground.store.state.putting = Object.assign(
      (message: IncomingMessage) => {
        message.resume().once('end', () => message.socket.destroy());
      },
      // Asked again, it has the object: that another one may not be put there says nothing of this one.
      { refuses: (asked: number) => (asked % 2 === 0 ? 412 : undefined) },
    );
    const uploadId = await ground.announce();
    expect(await ground.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  });

  test('that breaks off without a word is one that cannot be reached; the upload stays', async () => {
    ground.store.state.putting = (message) => {
      message.once('data', () => message.destroy());
    };
    const uploadId = await ground.announce();
    expect(await ground.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    ground.store.state.putting = undefined;
    expect(await ground.send(uploadId)).toMatchObject({ status: 201 });
  });
});

describe('an upload that is given back', () => {
  test('makes room for one that is announced again; what was never sent does not', async () => {
    ground.store.state.putting = fullStores['answers before it reads anything'];
    const first = await ground.announce();
    for (let times = 0; times < 25; times++)
      expect((await ground.send(await ground.announce())).status).toBe(507);
    ground.store.state.putting = undefined;
    expect(await ground.send(first)).toMatchObject({ status: 201 });
    for (let waits = 0; waits < 20; waits++) await ground.announce();
    expect(await ground.callForUpload()).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY' },
    });
  });

  const waiting = () =>
    sql<{ expiresAt: string }>`select expiresAt from upload`.execute(ground.gateway.database);

  test('waits as long as was left when its content began to come, however often that fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);
    ground.store.state.putting = (request, response) => {
      pass(60);
      fullStores['answers before it reads anything'](request, response);
    };
    const uploadId = await ground.announce();
    const [announced] = (await waiting()).rows;
    for (let times = 0; times < 3; times++) {
      pass(30);
      expect(await ground.send(uploadId)).toMatchObject({ status: 507 });
    }
    const [left] = (await waiting()).rows;
    const longer = Date.parse(left?.expiresAt ?? '') - Date.parse(announced?.expiresAt ?? '');
    expect(longer).toBe(180_000);
  });

  test('and cannot be: the sender hears the first reason', async () => {
    ground.store.state.putting = (message) => {
      message.once('data', () => message.destroy());
    };
    const uploadId = await ground.announce();
    await sql`create trigger no_room before insert on upload begin select raise(abort, 'full'); end`.execute(
      ground.gateway.database,
    );
    try {
      expect(await ground.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    } finally {
      await sql`drop trigger no_room`.execute(ground.gateway.database);
    }
    expect(ground.logged).toEqual(['an upload could not be announced again']);
  });
});

test('a database without room answers 507, whatever is asked for', async () => {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ground.gateway.database);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(ground.gateway.database);
  let answer = await ground.gateway.call('POST', '/api/v1/registrations', { body: patientForm('one.0') });
  for (let at = 1; answer.status === 201 && at < 20; at++)
    answer = await ground.gateway.call('POST', '/api/v1/registrations', { body: patientForm(`one.${at}`) });
  expect(answer).toMatchObject({ status: 507, body: { code: 'STORE_FULL' } });
});
