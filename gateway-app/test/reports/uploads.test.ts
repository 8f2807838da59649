import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { content, size, UploadWorld } from '../support/upload-world.js';

let uploading: UploadWorld;
beforeAll(async () => {
  uploading = await UploadWorld.start();
});
beforeEach(() => uploading.renew());
afterEach(() => uploading.clear());
afterAll(() => uploading.gateway.close());

describe('a body', () => {
  test('without a length is refused with 411, with a wrong length with 400; the announcement stays', async () => {
    const uploadId = await uploading.announce();
    const chunked = uploading.begin(uploadId, {});
    chunked.sent.write(content);
    chunked.sent.end();
    expect(await chunked.answer).toMatchObject({ status: 411, body: { code: 'LENGTH_REQUIRED' } });
    const shorter = uploading.begin(uploadId, { 'content-length': size - 1 });
    shorter.sent.end(content.subarray(1));
    expect(await shorter.answer).toMatchObject({ status: 400, body: { code: 'INVALID' } });
    expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
  });

  test('of another type is answered before it has fully arrived, and uses up the announcement', async () => {
    const uploadId = await uploading.announce();
    const { sent, answer } = uploading.begin(uploadId);
    sent.write(Buffer.from('<!doctype html>'.padEnd(4_000)));
    expect(await answer).toMatchObject({ status: 415, body: { code: 'WRONG_TYPE' } });
    sent.destroy();
    expect(await uploading.pending()).toBe(0);
  });

  test('that is refused and then breaks off does no harm', async () => {
    const uploadId = await uploading.announce();
    for (const [id, headers] of [
      [uploadId, {}],
      [uploadId, { 'content-length': size + 1 }],
      ['0'.repeat(32), { 'content-length': size }],
    ] as const) {
      const { sent, answer } = uploading.begin(id, headers);
      sent.write(content.subarray(0, size / 2));
      expect((await answer).status).toBeGreaterThanOrEqual(400);
      sent.destroy();
    }
    expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
  });

  test('that cannot be recorded now may be sent again, and is recorded once', async () => {
    const uploadId = await uploading.announce();
    uploading.world.ledger.refuse = 'ProposeReport';
    expect(await uploading.send(uploadId)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    uploading.world.ledger.refuse = undefined;
    expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
    expect(uploading.world.ledger.functions()).toEqual(['ProposeReport']);
    expect(await uploading.pending()).toBe(0);
  });

  test('that breaks off may be sent again', async () => {
    const uploadId = await uploading.announce();
    const { sent } = uploading.begin(uploadId);
    sent.write(content.subarray(0, size / 2));
    await vi.waitUntil(async () => (await uploading.pending()) === 0);
    sent.destroy();
    await vi.waitUntil(async () => (await uploading.pending()) === 1);
    expect(await uploading.send(uploadId)).toMatchObject({ status: 201 });
  });

  test('that arrives too slowly is refused with 408; one that is slow but fast enough is taken', async () => {
    uploading.limit({ grace: 0, slowest: size, longest: 60_000 });
    const uploadId = await uploading.announce();
    const slow = uploading.begin(uploadId);
    slow.sent.write(content.subarray(0, 2_000));
    expect(await slow.answer).toMatchObject({ status: 408, body: { code: 'TOO_SLOW' } });
    slow.sent.destroy();
    const steady = uploading.begin(uploadId);
    for (let at = 0; at < size; at += size / 4) {
      steady.sent.write(content.subarray(at, at + size / 4));
      await delay(100);
    }
    steady.sent.end();
    expect(await steady.answer).toMatchObject({ status: 201 });
  });
});

test('one person may send a limited number of contents at once; one more is refused in every session and stays announced', async () => {
  uploading.limit({ atOnce: 2 });
  const other = await uploading.logIn();
  const ids = [
    await uploading.announce(),
    await uploading.announce(),
    await uploading.announce(other),
  ] as const;
  const running = ids.slice(0, 2).map((uploadId) => uploading.begin(uploadId));
  for (const { sent } of running) sent.write(content.subarray(0, 100_000));
  await vi.waitUntil(async () => (await uploading.pending()) === 1);
  expect(await uploading.send(ids[2], other)).toMatchObject({ status: 429, body: { code: 'TOO_MANY' } });
  for (const { sent } of running) sent.end(content.subarray(100_000));
  for (const { answer } of running) expect(await answer).toMatchObject({ status: 201 });
  expect(await uploading.send(ids[2], other)).toMatchObject({ status: 201 });
});

test('one person may have 20 announced uploads across all sessions; those of a session end with it', async () => {
  const other = await uploading.logIn();
  for (let waits = 0; waits < 20; waits++) await uploading.announce(waits < 15 ? other : uploading.token);
  const refused = await uploading.callForUpload();
  expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY' } });
  await uploading.gateway.call('DELETE', '/api/v1/sessions/current', { token: other });
  await uploading.announce();
  expect(await uploading.pending()).toBe(6);
});
