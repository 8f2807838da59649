import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../src/domain/shared/failure.js';
import { describeError } from '../../src/http/messages/describe-error.js';
import { route, streamed } from '../../src/http/api/route.js';
import { type Answer, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

const problemFields = ['type', 'title', 'status', 'code', 'detail', 'requestId'];

const strange = [
  route({
    method: 'get',
    path: '/broken',
    summary: 'Throws what nobody expected',
    auth: 'public',
    responses: { 200: { description: 'Never' } },
    handle: () => Promise.reject(new TypeError('cannot read Ada Example')),
  }),
  route({
    method: 'get',
    path: '/cut',
    summary: 'Fails in the middle of its answer',
    auth: 'public',
    responses: { 200: { description: 'Bytes', mediaTypes: ['application/octet-stream'] } },
    handle: async ({ response }) => {
      response.writeHead(200, { 'content-length': '1000' });
      await new Promise((written) => response.write('half', written));
      throw new Failure('INTEGRITY', 'a segment does not verify');
    },
  }),
  route({
    method: 'get',
    path: '/endless',
    summary: 'Sends until the caller leaves, or until its source breaks',
    auth: 'public',
    query: z.strictObject({ breaks: z.stringbool() }),
    responses: { 200: { description: 'Bytes', mediaTypes: ['application/octet-stream'] } },
    handle: async ({ query, response }) => {
      const source = async function* (): AsyncGenerator<string> {
        for (;;) {
          yield 'more';
          await delay(10);
          if (query.breaks) throw new Error('a bug');
        }
      };
      response.writeHead(200);
      await pipeline(source(), response);
      return streamed;
    },
  }),
  route({
    method: 'get',
    path: '/leaky',
    summary: 'Answers more than it declares',
    auth: 'public',
    responses: { 200: { description: 'One field', body: z.strictObject({ shown: z.string() }) } },
    handle: () => Promise.resolve({ status: 200, body: { shown: 'yes', secret: 'no' } } as never),
  }),
  route({
    method: 'put',
    path: '/raw/{name}',
    summary: 'Reads its own body',
    auth: 'public',
    params: z.strictObject({ name: z.string() }),
    rawBody: ['application/pdf'],
    responses: { 200: { description: 'Echo', mediaTypes: ['text/plain'] } },
    handle: async ({ request, response, params }) => {
      response.end(JSON.stringify(`${params.name} ${await text(request)}`));
      return streamed;
    },
  }),
  route({
    method: 'get',
    path: '/unknown-outcome',
    summary: 'Submitted, commit not seen',
    auth: 'public',
    responses: { 200: { description: 'Never' } },
    handle: () => Promise.reject(new Failure('OUTCOME_UNKNOWN', 'not seen', { transactionId: 'abc' })),
  }),
];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ moreRoutes: strange });
});
afterAll(async () => {
  await gateway.close();
});

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, code, requestId: answer.headers.get('x-request-id') });
  for (const field of problemFields) expect(answer.body).toHaveProperty(field);
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

describe('problems', () => {
  test('an unknown address is 404', async () => {
    expectProblem(await gateway.call('GET', '/api/v1/nowhere'), 404, 'NOT_FOUND');
    expectProblem(await gateway.call('GET', '/nowhere'), 404, 'NOT_FOUND');
    expectProblem(await gateway.call('POST', '/'), 404, 'NOT_FOUND');
    expectProblem(await gateway.call('GET', '/api/v1/people/%E0%A4%A/suspension'), 400, 'INVALID');
  });

  test('a method that the address does not serve is 405', async () => {
    const answer = await gateway.call('PUT', '/api/v1/sessions/current');
    expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('GET, DELETE');
  });

  test('an unexpected error reveals nothing about itself', async () => {
    const answer = await gateway.call('GET', '/api/v1/broken');
    expectProblem(answer, 500, 'INTERNAL');
    expect(JSON.stringify(answer.body)).not.toContain('Ada');
    expect(gateway.logged.join('')).not.toContain('Ada');
  });

  test('an answer with an undeclared field is not sent', async () => {
    expectProblem(await gateway.call('GET', '/api/v1/leaky'), 500, 'INTERNAL');
  });

  test('an answer that fails in the middle never looks complete', async () => {
    await expect(gateway.call('GET', '/api/v1/cut')).rejects.toThrow();
  });

  test('an unexpected error in the middle is logged as a failure, a caller who leaves is not', async () => {
    const failures = (): string[] => gateway.logged.filter((line) => line.includes('request failed'));
    const before = failures().length;
    const leaving = new AbortController();
    const answer = await fetch(`${gateway.base}/api/v1/endless?breaks=no`, { signal: leaving.signal });
    leaving.abort();
    await expect(answer.text()).rejects.toThrow();
    const refused = () =>
      gateway.logged.some((line) => line.includes('request refused') && line.includes('/endless'));
    await vi.waitUntil(refused, { timeout: 10_000 });
    expect(failures()).toHaveLength(before);
    await expect(gateway.call('GET', '/api/v1/endless?breaks=yes')).rejects.toThrow();
    await vi.waitUntil(() => failures().length === before + 1, { timeout: 10_000 });
  });

  test('an outcome that is not known yet is 202 with the transaction', async () => {
    const answer = await gateway.call('GET', '/api/v1/unknown-outcome');
    expect(answer).toMatchObject({ status: 202, body: { transactionId: 'abc' } });
  });
});

test('the log contains what peers said, without ids and without messages of strangers', () => {
  const peers = [
    { mspId: 'HospitalBMSP', address: 'x', message: 'no record of nym_01234567890123456789012345A' },
  ];
  const foreign = Object.assign(new Error('value Ada is wrong'), { code: 9, details: peers });
  const described = describeError(new Failure('UNAVAILABLE', 'no quorum', {}, foreign));
  expect(described).toMatchObject({
    code: 'UNAVAILABLE',
    detail: 'no quorum',
    cause: { code: '9', peers: ['HospitalBMSP: no record of (id)'] },
  });
  expect(JSON.stringify(described)).not.toContain('Ada');
});

describe('bodies', () => {
  const path = '/api/v1/sessions';
  const login = { user: 'ada', password: 'some password', transport: 'bearer' };

  test.each(['utf-8', 'UTF-8', 'UTF8', '"utf-8"', '"UTF8"'])('JSON in %s is read', async (charset) => {
    const headers = { 'content-type': `Application/JSON; charset=${charset}` };
    expect((await gateway.call('POST', path, { body: login, headers })).status).toBe(401);
  });

  test.each([
    ['another type', 'text/plain', JSON.stringify(login)],
    ['a form', 'application/x-www-form-urlencoded', 'user=ada'],
    ['another charset', 'application/json; charset=utf-16', JSON.stringify(login)],
    ['a suffix', 'application/json5', JSON.stringify(login)],
  ])('%s is 415', async (_what, type, body) => {
    expectProblem(
      await gateway.call('POST', path, { body, headers: { 'content-type': type } }),
      415,
      'WRONG_TYPE',
    );
  });

  test('a compressed one is 415', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expectProblem(await gateway.call('POST', path, { body: login, headers }), 415, 'WRONG_TYPE');
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"user":1}'])('%j is 400', async (body) => {
    expectProblem(await gateway.call('POST', path, { body }), 400, 'INVALID');
  });

  test('unknown fields are named by pointer, even nested ones and odd names, but values never are', async () => {
    const form = { ...patientForm('ada'), 'a/b~c': 'planted value', __proto__: undefined, role: 'doctor' };
    const body = {
      ...form,
      office: { address: 'a', designation: 'b', specialty: 'c', floor: 'planted value' },
    };
    const answer = await gateway.call('POST', '/api/v1/registrations', { body });
    expectProblem(answer, 400, 'INVALID');
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/a~1b~0c', '/office/floor']);
    expect(JSON.stringify(answer.body)).not.toContain('planted value');
  });

  test('a large one is 413, even when its length is not given', async () => {
    const body = JSON.stringify({ ...login, user: 'x'.repeat(70_000) });
    expectProblem(await gateway.call('POST', path, { body }), 413, 'TOO_LARGE');
    const head = `POST ${path} HTTP/1.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked`;
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;
    expect(await raw(head, [chunk, '0\r\n\r\n'])).toMatch(/^HTTP\/1.1 413 /);
    expect(await raw(head, [chunk, chunk.slice(0, -100)])).toMatch(/^HTTP\/1.1 413 /);
  });

  test('a body is refused before all of it was sent, and the answer arrives', async () => {
    const head = 'PUT /api/v1/sessions/current HTTP/1.1\r\ncontent-length: 100000000';
    expect(await raw(head, ['x'.repeat(1_000_000)])).toMatch(/^HTTP\/1.1 405 /);
  });

  test('invalid UTF-8 is 400', async () => {
    const answer = await raw(`POST ${path} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 9`, [
      Buffer.from('7b2261223a22ff227d', 'hex'),
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  test('a route that reads its own body gets it unread', async () => {
    const headers = { 'content-type': 'application/pdf' };
    const answer = await gateway.call('PUT', '/api/v1/raw/x', { body: 'bytes', headers });
    expect(answer.body).toBe('x bytes');
  });
});

describe('queries', () => {
  test.each([
    '?state=pending&sort=name',
    '?state=everything',
    '?state=pending&state=active',
    '?state[a]=pending',
  ])('%s is refused after the log-in was checked', async (query) => {
    expect((await gateway.call('GET', `/api/v1/registrations${query}`)).status).toBe(401);
    await gateway.addRegistrar().catch(() => undefined);
    const body = { user: 'front.desk', password: 'velvet-harbour-41-quilt', transport: 'bearer' };
    const { body: session } = await gateway.call('POST', '/api/v1/sessions', { body });
    const answer = await gateway.call('GET', `/api/v1/registrations${query}`, {
      token: String(session.token),
    });
    expectProblem(answer, 400, 'INVALID');
  });

  test('a route without a query accepts none', async () => {
    expectProblem(await gateway.call('GET', '/livez?verbose=1'), 400, 'INVALID');
  });
});

describe('headers', () => {
  test('security headers are on every answer', async () => {
    for (const path of ['/livez', '/openapi.json', '/nowhere']) {
      const { headers } = await gateway.call('GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('etag')).toBeNull();
    }
  });

  test.each(['cross-site', 'same-site'])('pages of another site (%s) are refused', async (site) => {
    const answer = await gateway.call('GET', '/livez', { headers: { 'sec-fetch-site': site } });
    expectProblem(answer, 403, 'FORBIDDEN');
  });

  test('the rate of one address is limited and reported', async () => {
    const narrow = await startTestGateway({ requestsPerMinute: 2 });
    const first = await narrow.call('GET', '/livez');
    expect(first.headers.get('ratelimit')).toMatch(/r=1/);
    await narrow.call('GET', '/livez');
    const refused = await narrow.call('GET', '/livez');
    expectProblem(refused, 429, 'TOO_MANY');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await narrow.close();
  });
});

/** Sends a request as given, complete or not, and reads the beginning of the answer. */
async function raw(head: string, body: readonly (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(gateway.base);
  const socket = connect(Number(port), hostname);
  socket.write(`${head}\r\nhost: ${hostname}\r\n\r\n`);
  for (const piece of body) socket.write(piece);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}
