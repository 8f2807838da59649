import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BodyError, readJsonBody } from '../src/json-body.js';

let server: Server;

/** Answers what a body of at most 64 bytes means, or why it is not accepted. */
beforeAll(async () => {
  server = createServer((incoming, response) => {
    void readJsonBody(incoming, 64)
      .catch((error: unknown) => (error instanceof BodyError ? error.code : 'other'))
      .then((value) => response.end(JSON.stringify(value)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

async function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  return await new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/json' };
    request({ port, host: '127.0.0.1', method: 'POST', agent: false, headers: { ...type, ...headers } })
      .once('response', (answer) => {
        resolve(json(answer));
      })
      .once('error', reject)
      .end(body);
  });
}

test('a body that ends early is refused', async () => {
  const broken = createServer();
  const read = once(broken, 'request').then(([incoming]) => readJsonBody(incoming as IncomingMessage, 64));
  read.catch(() => undefined);
  broken.listen(0, '127.0.0.1');
  await once(broken, 'listening');
  const { port } = broken.address() as AddressInfo;
  const headers = { 'content-type': 'application/json', 'content-length': 10 };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', agent: false, headers });
  sent.on('error', () => undefined).write('{');
  await once(broken, 'request');
  sent.destroy();
  await expect(read).rejects.toMatchObject({ code: 'INVALID', message: 'The body ended early.' });
  broken.close();
});

describe('a body that programs read in different ways is refused', () => {
  test.each([
    ['a duplicate member', '{"a":1,"a":2}'],
    ['a duplicate member, once with an escaped letter', '{"user":1,"us\\u0065r":2}'],
    ['a duplicate member, deep inside', '{"x":[{"y":{"z":1,"z":1}}]}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a name with a lone surrogate', '{"\\udc00":1}'],
    ['a byte order mark', '\uFEFF{}'],
    ['bytes that are not UTF-8', Buffer.of(0x22, 0xff, 0x22)],
    ['no JSON', '{'],
    ['nothing', ''],
  ])('%s', async (_, body) => {
    expect(await post(body)).toBe('INVALID');
  });

  test.each([
    ['quotes, colons, braces and emoji in texts', { user: 'a":"b\\', password: '{"x":1,"x":2}😀:' }],
    ['the same member of several objects', [{ a: 1 }, { a: { a: 1 } }]],
  ])('but not one with %s', async (_, value) => {
    expect(await post(JSON.stringify(value))).toEqual(value);
  });
});

test.each([
  [{ 'content-type': 'text/plain' }],
  [{ 'content-type': 'application/json; charset=utf-16' }],
  [{ 'content-encoding': 'gzip' }],
])('a body with %j is of the wrong type', async (headers) => {
  expect(await post('{}', headers)).toBe('WRONG_TYPE');
});

test.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  '%s is accepted',
  async (type) => {
    expect(await post('{}', { 'content-type': type })).toEqual({});
  },
);

test.each([{}, { 'transfer-encoding': 'chunked' }])(
  'a longer body is too large, with %j',
  async (headers) => {
    expect(await post(JSON.stringify('x'.repeat(64)), headers)).toBe('TOO_LARGE');
  },
);
