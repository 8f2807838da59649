import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  await gateway.close();
});

/** Logs in with these bytes as the body. */
async function post(body: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.base}/api/v1/sessions`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a body that different programs read differently is refused', async () => {
  const body = '{"user":"a","user":"b","password":"c","transport":"bearer"}';
  expect(await post(body)).toMatchObject({ status: 400, body: { code: 'INVALID' } });
});

test('a body with quotes, colons, braces and emoji in its texts is accepted', async () => {
  const body = JSON.stringify({ user: 'a":"b\\', password: '{"x":1,"x":2}😀:', transport: 'bearer' });
  expect(await post(body)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
});

test('a body in which several objects have the same member is accepted', async () => {
  const body = '{"user":{"a":1},"password":{"a":1},"transport":[{"a":1},{"a":1}]}';
  expect(await post(body)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/user' }, { pointer: '/password' }, { pointer: '/transport' }] },
  });
});

test('a request without an HTTP version is refused', async () => {
  const socket = connect(Number(new URL(gateway.base).port), '127.0.0.1');
  socket.write('GET /api/v1/about\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
});
