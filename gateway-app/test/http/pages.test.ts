import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const script = 'export const answer = 42;\n';
const document = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__" /><title>medseal</title>\n';
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let folder: string;
let gateway: TestGateway;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'medseal-pages-'));
  const dist = path.join(folder, 'dist');
  await mkdir(path.join(dist, 'assets', 'fonts'), { recursive: true });
  await mkdir(path.join(dist, '.vite'));
  const files = {
    'secret.txt': 'outside of the pages',
    'dist/index.html': document,
    'dist/seal.svg': '<svg xmlns="http://www.w3.org/2000/svg" />',
    'dist/site.webmanifest': '{}',
    'dist/.vite/manifest.json': '{"hidden":true}',
    'dist/assets/main-1a2b3c.js': script,
    'dist/assets/main-1a2b3c.js.br': brotliCompressSync(script),
    'dist/assets/main-1a2b3c.js.gz': gzipSync(script),
    'dist/assets/worker-1a2b3c.mjs': script,
    'dist/assets/openjpeg-1a2b3c.wasm': 'bytes',
    'dist/assets/main-1a2b3c.css': 'body{}',
    'dist/assets/fonts/sans-1a2b3c.woff2': 'bytes',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  gateway = await startTestGateway({ webRoot: dist });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

interface Page {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Requests a path exactly as written: `fetch` would normalize it and choose headers of its own. */
async function load(
  address: string,
  headers: Record<string, string> = browser,
  method = 'GET',
): Promise<Page> {
  const { hostname, port } = new URL(gateway.base);
  const sent = request({ hostname, port, path: address, headers, method }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

function policyOf({ headers }: Page): string {
  return String(headers['content-security-policy']);
}

describe('the document', () => {
  test.each(['/', '/login', '/record/rep_0123', '/patients/per_0123', '/ledger/blocks/7', '/apiary'])(
    'is what %s shows',
    async (address) => {
      const page = await load(address);
      expect(page).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      });
      expect(page.body).toContain('<title>medseal</title>');
    },
  );

  test('has a nonce that its policy permits, a new one in each answer', async () => {
    const pages = [await load('/'), await load('/')];
    const nonces = pages.map(({ body }) => /content="([^"]+)"/.exec(body)?.[1] ?? '');
    for (const [index, page] of pages.entries()) {
      expect(policyOf(page)).toContain(`style-src 'self' 'nonce-${nonces[index] ?? ''}'`);
      expect(page.body).not.toContain('__CSP_NONCE__');
    }
    expect(nonces[0]).toMatch(/^[\w+/]{22}==$/);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('may load from this origin only, not be framed, and use the camera', async () => {
    const page = await load('/login');
    expect(policyOf(page).replace(/'nonce-[^']+'/, "'nonce-…'")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-…'; img-src 'self' blob: data:; " +
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(page.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const permissions = String(page.headers['permissions-policy']);
    expect(permissions).toContain('camera=(self)');
    for (const off of ['microphone', 'geolocation', 'payment', 'usb'])
      expect(permissions).toContain(`${off}=()`);
  });

  test('answers HEAD without a body', async () => {
    const page = await load('/consents', browser, 'HEAD');
    expect(page).toMatchObject({ status: 200, body: '' });
    expect(policyOf(page)).toContain("'nonce-");
  });

  test('is only for callers who accept HTML: programs learn that an address is wrong', async () => {
    expect((await load('/', { accept: '*/*' })).status).toBe(200);
    for (const accept of ['*/*', 'application/json', 'text/html;q=0'])
      expect(await load('/v1/reports', { accept })).toMatchObject({
        status: 404,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      });
  });

  test.each(['/api', '/api/v1/nowhere', '/API/v1/nowhere', '/readyz/x'])('is not at %s', async (address) => {
    const page = await load(address);
    expect(page).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
    expect(policyOf(page)).toMatch(/^default-src 'none';frame-ancestors 'none'/);
    expect(page.headers['permissions-policy']).toBeUndefined();
  });

  test.each(['POST', 'PUT', 'DELETE'])('does not answer %s', async (method) => {
    expect((await load('/login', browser, method)).status).toBe(404);
  });
});

describe('files', () => {
  test.each([
    ['main-1a2b3c.js', 'text/javascript; charset=utf-8'],
    ['worker-1a2b3c.mjs', 'text/javascript; charset=utf-8'],
    ['openjpeg-1a2b3c.wasm', 'application/wasm'],
    ['main-1a2b3c.css', 'text/css; charset=utf-8'],
    ['fonts/sans-1a2b3c.woff2', 'font/woff2'],
  ])('%s has its type and is kept for ever', async (name, type) => {
    const file = await load(`/assets/${name}`, {});
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(String(file.headers.vary)).toMatch(/accept-encoding/i);
    expect(file.headers['content-encoding']).toBeUndefined();
    expect(policyOf(file)).toMatch(/script-src 'self'; style-src 'self';/);
  });

  test.each([
    ['/seal.svg', 'image/svg+xml'],
    ['/site.webmanifest', 'application/manifest+json'],
  ])('%s, whose name has no hash, is requested again', async (address, type) => {
    const file = await load(address, {});
    expect(file.status).toBe(200);
    expect(file.headers['cache-control']).toBe('no-cache');
    expect(String(file.headers['content-type']).split(';')[0]).toBe(type);
    const again = await load(address, { 'if-modified-since': String(file.headers['last-modified']) });
    expect(again.status).toBe(304);
  });

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliCompressSync(script)],
    ['gzip', 'gzip', gzipSync(script)],
    ['br;q=0, gzip', 'gzip', gzipSync(script)],
    ['identity', undefined, Buffer.from(script)],
  ])('for "%s" a script comes as %s', async (accepted, encoding, bytes) => {
    const file = await load('/assets/main-1a2b3c.js', { 'accept-encoding': accepted });
    expect(file.status).toBe(200);
    expect(file.headers['content-encoding']).toBe(encoding);
    expect(file.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(file.headers['content-length']).toBe(String(bytes.length));
  });

  test('what was not compressed comes plain', async () => {
    const file = await load('/assets/main-1a2b3c.css', { 'accept-encoding': 'br, gzip' });
    expect(file).toMatchObject({ status: 200, body: 'body{}' });
    expect(file.headers['content-encoding']).toBeUndefined();
  });

  test.each([
    '/assets/main-0.js',
    '/assets/main',
    '/assets/',
    '/assets/fonts',
    '/favicon.ico',
    '/index.html',
    '/%69ndex.html',
    '/assets/../index.html',
    '/.vite/manifest.json',
    '/%2evite/manifest.json',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets//../../secret.txt',
    '/secret.txt%00.js',
    '//etc/passwd.js',
  ])('%s is not served, not even to a browser', async (address) => {
    const answer = await load(address);
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.body).not.toMatch(/hidden|outside|medseal<|root:/);
  });

  test.each([
    ['/%.js', 400],
    ['/%ff.js', 400],
    ['/assets/%E0%A4%A.js', 400],
    ['/assets/%E0%A4%A', 400],
    ['/assets/%', 400],
    ['/api/v1/people/%ff/suspension', 400],
    ['/api/v1/%00', 404],
    ['/%00.js', 404],
    ['/assets/%00', 404],
    ['/assets/main-1a2b3c.js%00', 404],
    ['/index.html%00.js', 404],
  ])('%s is malformed or unknown, and causes no failure', async (address, status) => {
    const answer = await load(address);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test.each(['/%', '/login%ff', '/record/%00'])('%s is left to the pages', async (address) => {
    expect((await load(address)).status).toBe(200);
  });
});

describe('other sites', () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  test.each(['cross-site', 'same-site'])('may link to pages (%s)', async (site) => {
    for (const address of ['/', '/record/rep_0123'])
      expect((await load(address, { ...browser, ...link, 'sec-fetch-site': site })).status).toBe(200);
  });

  test.each([
    ['a link to the API', '/api/v1/sessions/current', link],
    ['a link to the health of its parts', '/readyz', link],
    ['a link to a file', '/assets/main-1a2b3c.js', link],
    [
      'a script of ours',
      '/assets/main-1a2b3c.js',
      { ...link, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    ],
    ['a page in a frame', '/login', { ...link, 'sec-fetch-dest': 'iframe' }],
    ['a page fetched', '/login', { ...link, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ])('get nothing by %s', async (_what, address, headers) => {
    const answer = await load(address, { ...browser, ...headers });
    expect(answer).toMatchObject({ status: 403 });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('get nothing by sending a form', async () => {
    expect((await load('/login', { ...browser, ...link }, 'POST')).status).toBe(403);
  });
});

test('the log contains templates, never the address of a page', async () => {
  await load('/patients/per_planted');
  await load('/assets/planted-1.js');
  await load('/planted.txt');
  const lines = gateway.logged.join('');
  expect(lines).not.toContain('planted');
  for (const route of ['/*', '/assets/*', '/{file}']) expect(lines).toContain(`"route":"${route}"`);
});

test('the request rate of one address is limited for pages too', async () => {
  const narrow = await startTestGateway({ webRoot: path.join(folder, 'dist'), requestsPerMinute: 1 });
  await fetch(narrow.base);
  expect((await fetch(narrow.base)).status).toBe(429);
  await narrow.close();
});

test('without built pages the gateway works and says how to build them', async () => {
  const bare = await startTestGateway();
  const answer = await fetch(bare.base, { headers: browser });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await answer.text()).toContain('npm run build -w @medseal/web');
  expect((await bare.call('GET', '/livez')).status).toBe(200);
  await bare.close();
});
