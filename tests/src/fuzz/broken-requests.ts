/** Bytes that are not a proper request, and what may come back. */
export interface BrokenRequest {
  readonly name: string;
  readonly pieces: readonly (string | Uint8Array)[];
  /** Statuses that are acceptable; without any answer the connection must be closed. */
  readonly statuses: readonly number[];
}

const host = 'Host: localhost\r\n';
const json = 'Content-Type: application/json\r\n';
const close = 'Connection: close\r\n';

function get(target: string, headers = ''): string {
  return `GET ${target} HTTP/1.1\r\n${host}${close}${headers}\r\n`;
}

function post(headers: string, body = '', target = '/api/v1/sessions'): string {
  return `POST ${target} HTTP/1.1\r\n${host}${close}${json}${headers}\r\n${body}`;
}

/** A log-in with this text as body, of the right length. */
function posted(body: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [post(`Content-Length: ${Buffer.byteLength(body)}\r\n`), body];
}

/** A log-in whose password is any JSON text; the rest is right. */
function withPassword(text: string): readonly (string | Uint8Array)[] {
  return posted(`{"user":"nobody","transport":"bearer","password":${text}}`);
}

const smuggled = 'GET /api/v1/about HTTP/1.1\r\nHost: x\r\n\r\n';
const login = '{"user":"a","password":"b","transport":"bearer"}';

/** Requests whose framing or header is wrong (RFC 9112). */
const framing: readonly BrokenRequest[] = [
  ['length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`)],
  ['chunks and length', post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${smuggled}`)],
  ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', '{}   ')],
  ['two equal lengths', post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}')],
  ['a list of lengths', post('Content-Length: 2, 2\r\n', '{}')],
  ['a negative length', post('Content-Length: -1\r\n', '{}')],
  ['a length with a sign', post('Content-Length: +2\r\n', '{}')],
  ['a hexadecimal length', post('Content-Length: 0x2\r\n', '{}')],
  ['a length beyond all bounds', post(`Content-Length: ${'9'.repeat(40)}\r\n`, '{}')],
  ['an unknown coding', post('Transfer-Encoding: xchunked\r\n', '{}')],
  ['chunks that are not last', post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n')],
  ['a chunk size that is none', post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')],
  ['a chunk size beyond all bounds', post('Transfer-Encoding: chunked\r\n', `${'f'.repeat(20)}\r\n{}\r\n`)],
  [
    'a chunk extension of 64 KiB',
    post('Transfer-Encoding: chunked\r\n', `2;${'x'.repeat(65_536)}\r\n{}\r\n`),
  ],
  ['trailers of 64 KiB', post('Transfer-Encoding: chunked\r\n', `0\r\nA: ${'x'.repeat(65_536)}\r\n\r\n`)],
  ['a folded header', get('/api/v1/about', 'X-A: b\r\n c\r\n')],
  ['a folded length', post('Content-Length:\r\n 2\r\n', '{}')],
  ['bare line feeds', `GET /api/v1/about HTTP/1.1\n${host.replace('\r', '')}\n`],
  ['a bare line feed in the header', get('/api/v1/about', 'X-A: b\nX-B: c\r\n')],
  ['a bare carriage return', get('/api/v1/about', 'X-A: b\rX-B: c\r\n')],
  ['a space before the colon', post('Content-Length : 2\r\n', '{}')],
  ['a NUL in a header', get('/api/v1/about', 'X-A: b\0c\r\n')],
  ['a NUL in a header’s name', get('/api/v1/about', 'X\0A: b\r\n')],
  ['a NUL in the address', get('/api/v1/about\0')],
  ['no host', 'GET /api/v1/about HTTP/1.1\r\n\r\n'],
  ['HTTP/2 without TLS', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', `GET / HTTP/9.9\r\n${host}\r\n`],
  ['a request without version', 'GET /api/v1/about\r\n\r\n'],
  ['a TLS greeting', Buffer.from('1603010200010001fc0303', 'hex')],
  ['zeros', Buffer.alloc(1_000)],
  ['an unknown method', `FUZZ /api/v1/about HTTP/1.1\r\n${host}\r\n`],
  ['a method of 64 KiB', `${'A'.repeat(65_536)} / HTTP/1.1\r\n${host}\r\n`],
  ['an address with a space', get('/api/v1/about x')],
].map(([name, bytes]) => ({
  name: String(name),
  pieces: [bytes as string | Uint8Array],
  statuses: [400, 404, 405, 413, 414, 431, 501, 505],
}));

const size: readonly BrokenRequest[] = [
  {
    name: 'headers of 64 KiB',
    pieces: [get('/api/v1/about', `X-A: ${'a'.repeat(65_536)}\r\n`)],
    statuses: [431],
  },
  { name: 'ten thousand headers', pieces: [get('/api/v1/about', 'a:b\r\n'.repeat(10_000))], statuses: [431] },
  { name: 'an address of 64 KiB', pieces: [get(`/${'a'.repeat(65_536)}`)], statuses: [414, 431] },
  { name: 'a query of 12 KiB', pieces: [get(`/api/v1/about?${'a&'.repeat(6_000)}`)], statuses: [400] },
  { name: 'a body of 64 KiB and one byte', pieces: posted(' '.repeat(65_537)), statuses: [413] },
  {
    name: 'a hundred thousand members',
    pieces: posted(`{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join()}}`),
    statuses: [413],
  },
  {
    name: 'as many members as fit',
    pieces: posted(`{${Array.from({ length: 7_000 }, (_, index) => `"${index}":1`).join()}}`),
    statuses: [400],
  },
];

const bodies: readonly BrokenRequest[] = (
  [
    ['ten thousand levels of lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['ten thousand levels of objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['a number beyond all bounds', '{"user":1e999}'],
    ['a number of ten thousand digits', `{"user":${'9'.repeat(10_000)}}`],
    ['a member twice', `{"user":"root",${login.slice(1)}`],
    ['__proto__', `{"__proto__":{"role":"auditor"},${login.slice(1)}`],
    ['constructor', `{"constructor":{"prototype":{"role":"auditor"}},${login.slice(1)}`],
    ['a list', `[${login}]`],
    ['null', 'null'],
    ['nothing', ''],
    ['a half', login.slice(0, 20)],
    ['two values', login + login],
    ['a comment', `/* a */${login}`],
    ['a byte order mark', `\uFEFF${login}`],
  ] as const
).map(([name, body]) => ({ name: `JSON: ${name}`, pieces: posted(body), statuses: [400] }));

const texts: readonly BrokenRequest[] = [
  { name: 'JSON: a lone surrogate', pieces: withPassword('"\\ud800"'), statuses: [400] },
  {
    name: 'JSON: a lone surrogate as name',
    pieces: posted(`{"\\ud800":1,${login.slice(1)}`),
    statuses: [400],
  },
  { name: 'JSON: surrogates the wrong way round', pieces: withPassword('"\\udc00\\ud800"'), statuses: [400] },
  {
    name: 'JSON: bytes that are not UTF-8',
    pieces: posted(
      Buffer.concat([Buffer.from('{"user":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
    ),
    statuses: [400],
  },
  { name: 'JSON: a password that is a list', pieces: withPassword('["a","b"]'), statuses: [400] },
  { name: 'JSON: a password that is an object', pieces: withPassword('{"$ne":""}'), statuses: [400] },
];

const addresses: readonly BrokenRequest[] = [
  '/api/v1/reports/%00',
  '/api/v1/reports/%2e%2e%2fabout',
  '/api/v1/reports/..%2f..%2f..%2fetc%2fpasswd',
  '/api/v1/reports/%',
  '/api/v1/reports/%zz',
  '/api/v1/reports/%ff%fe',
  '/api/v1/reports/%ED%A0%80',
  '/api/v1/%61bout%00',
  '/api/v1/../../etc/passwd',
  '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5c..%5cwindows',
  '/assets/%00',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%',
  '/favicon.ico%00.txt',
  '//api/v1/about',
  '/api//v1/about',
  '/api/v1/about/',
  '/API/v1/about',
  'http://elsewhere.example/api/v1/nothing',
  '*',
  '/api/v1/about?%00=%00',
  '/api/v1/about?person=a&person=b',
  '/api/v1/about?__proto__=1',
  '/api/v1/about?constructor=1',
].map((address) => ({
  name: `address ${address}`,
  pieces: [get(address)],
  statuses: [400, 401, 403, 404, 405],
}));

const meaning: readonly BrokenRequest[] = [
  { name: 'CONNECT', pieces: [`CONNECT a.example:443 HTTP/1.1\r\n${host}\r\n`], statuses: [400, 404, 405] },
  { name: 'TRACE', pieces: [`TRACE /api/v1/about HTTP/1.1\r\n${host}${close}\r\n`], statuses: [405] },
  { name: 'OPTIONS *', pieces: [`OPTIONS * HTTP/1.1\r\n${host}${close}\r\n`], statuses: [400, 404, 405] },
  {
    name: 'an unknown expectation',
    pieces: [post('Expect: wonders\r\nContent-Length: 2\r\n', '{}')],
    statuses: [400, 417],
  },
  {
    name: 'a compressed body',
    pieces: [post('Content-Encoding: gzip\r\nContent-Length: 2\r\n', '{}')],
    statuses: [415],
  },
  {
    name: 'another type of body',
    pieces: [
      `POST /api/v1/sessions HTTP/1.1\r\n${host}${close}Content-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    statuses: [415],
  },
  {
    name: 'a body with a GET',
    pieces: [get('/api/v1/about', `${json}Content-Length: 5\r\n`), '[1,2]'],
    statuses: [400],
  },
  {
    name: 'a token of 8 KiB',
    pieces: [get('/api/v1/reports', `Authorization: Bearer ${'a'.repeat(8_192)}\r\n`)],
    statuses: [401],
  },
  {
    name: 'a cookie of 8 KiB',
    pieces: [get('/api/v1/reports', `Cookie: ${'a=b; '.repeat(1_600)}\r\n`)],
    statuses: [401],
  },
  {
    name: 'an idempotency key of 8 KiB',
    pieces: [post(`Idempotency-Key: ${'a'.repeat(8_192)}\r\nContent-Length: 2\r\n`, '{}', '/api/v1/uploads')],
    statuses: [400, 401],
  },
  {
    name: 'an answer that no one can give',
    pieces: [get('/nowhere', 'Accept: ,,;q=x\r\nAccept-Language: \xff\r\n')],
    statuses: [400, 404],
  },
];

/** One fault each, sent to an address that is there. */
export const brokenRequests: readonly BrokenRequest[] = [
  ...framing,
  ...size,
  ...bodies,
  ...texts,
  ...addresses,
  ...meaning,
];
