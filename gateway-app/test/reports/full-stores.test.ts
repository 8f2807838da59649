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
import { UploadWorld } from '../support/upload-world.js';

let uploading: UploadWorld;
beforeAll(async () => {
  uploading = await UploadWorld.start();
});
beforeEach(() => uploading.renew());
afterEach(() => uploading.clear());
afterAll(() => uploading.gateway.close());

describe('a store without room', () => {
  test.each(Object.entries(fullStores))(
    'that %s: 507, and the same upload is taken later',
    async (_how, putting) => {
      uploading.store.state.putting = putting;
      const uploadId = await uploading.announce();
      for (let times = 0; times < 2; times++)
        expect(await uploading.send(uploadId)).toMatchObject({ status: 507, body: { code: 'STORE_FULL' } });
      expect(uploading.world.ledger.acts).toEqual([]);
      expect(uploading.woken).toBe(2);
      uploading.store.state.putting = undefined;
      expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
      expect(uploading.world.ledger.functions()).toEqual(['ProposeReport']);
      expect(uploading.store.objects.size).toBe(1);
    },
  );

  test('that breaks off after it has everything counts as unreachable', async () => {
    uploading.store.state.putting = Object.assign(
      (message: IncomingMessage) => {
        message.resume().once('end', () => message.socket.destroy());
      },
      // When tried again, it has the object: that a second one may not be put there says nothing about the first.
      { refuses: (asked: number) => (asked % 2 === 0 ? 412 : undefined) },
    );
    const uploadId = await uploading.announce();
    expect(await uploading.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  });

  test('that breaks off without an answer counts as unreachable; the upload stays', async () => {
    uploading.store.state.putting = (message) => {
      message.once('data', () => message.destroy());
    };
    const uploadId = await uploading.announce();
    expect(await uploading.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    uploading.store.state.putting = undefined;
    expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
  });
});

describe('an upload that is returned', () => {
  test('makes room for one that is announced again; an upload that was never sent does not', async () => {
    uploading.store.state.putting = fullStores['answers before it reads anything'];
    const first = await uploading.announce();
    for (let times = 0; times < 25; times++)
      expect((await uploading.send(await uploading.announce())).status).toBe(507);
    uploading.store.state.putting = undefined;
    expect(await uploading.send(first)).toMatchObject({ status: 201 });
    for (let waits = 0; waits < 20; waits++) await uploading.announce();
    expect(await uploading.callForUpload()).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY' },
    });
  });

  const waiting = () =>
    sql<{ expiresAt: string }>`select expiresAt from upload`.execute(uploading.gateway.database);

  test('waits as long as was left when its content began to arrive, however often that fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);
    uploading.store.state.putting = (request, response) => {
      pass(60);
      fullStores['answers before it reads anything'](request, response);
    };
    const uploadId = await uploading.announce();
    const [announced] = (await waiting()).rows;
    for (let times = 0; times < 3; times++) {
      pass(30);
      expect(await uploading.send(uploadId)).toMatchObject({ status: 507 });
    }
    const [left] = (await waiting()).rows;
    const longer = Date.parse(left?.expiresAt ?? '') - Date.parse(announced?.expiresAt ?? '');
    expect(longer).toBe(180_000);
  });

  test('but cannot be: the sender learns the first reason', async () => {
    uploading.store.state.putting = (message) => {
      message.once('data', () => message.destroy());
    };
    const uploadId = await uploading.announce();
    await sql`create trigger no_room before insert on upload begin select raise(abort, 'full'); end`.execute(
      uploading.gateway.database,
    );
    try {
      expect(await uploading.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    } finally {
      await sql`drop trigger no_room`.execute(uploading.gateway.database);
    }
    expect(uploading.logged).toEqual(['an upload could not be announced again']);
  });
});

test('with a full database, every request is answered with 507', async () => {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(uploading.gateway.database);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(uploading.gateway.database);
  let answer = await uploading.gateway.call('POST', '/api/v1/registrations', { body: patientForm('one.0') });
  for (let at = 1; answer.status === 201 && at < 20; at++)
    answer = await uploading.gateway.call('POST', '/api/v1/registrations', {
      body: patientForm(`one.${at}`),
    });
  expect(answer).toMatchObject({ status: 507, body: { code: 'STORE_FULL' } });
});
