import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Identity, newAuthority } from '../../../key-agent/test/certificates.js';
import { objectsAtOnce } from '../../src/http/members/member.js';
import { kept, MemberPort, newAuthorities } from '../support/member-port.js';

const { address, asked, checked, disclosureId, foundAt, mspId, objectKey, sealed } = kept;
const authorities = await newAuthorities();
const { hospitalA, hospitalB, regulator, stranger } = authorities;
let port: MemberPort;
beforeEach(async () => {
  port = await MemberPort.start(authorities);
});
afterEach(() => port.close());

/** Sends requests for objects over one connection, all at once, and reads no answers. */
async function askUnread(identity: Identity, count: number): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    servername: 'localhost',
    port: port.number,
    ca: hospitalA.root,
    cert: identity.certificate,
    key: identity.key,
  });
  socket.on('error', () => undefined).pause();
  await once(socket, 'secureConnect');
  socket.write(`GET ${asked} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(count));
  return socket;
}

/** Timers of an hour and more that were set and not cleared. */
function watchLongTimers() {
  const timeouts = vi.spyOn(AbortSignal, 'timeout');
  const set = vi.spyOn(globalThis, 'setTimeout');
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  const isLong = (milliseconds: number | undefined) => (milliseconds ?? 0) >= 3_600_000;
  return {
    begun: () =>
      timeouts.mock.calls.filter(([milliseconds]) => isLong(milliseconds)).length +
      set.mock.calls.filter(([, milliseconds]) => isLong(milliseconds)).length,
    ended: () => {
      const long = set.mock.results.filter((_, at) => isLong(set.mock.calls[at]?.[1]));
      return long.filter(({ value }) => cleared.mock.calls.some(([timer]) => timer === value)).length;
    },
  };
}

test('a stranger, even under the name of a member, loses the connection and causes no question to a peer', async () => {
  for (const who of [stranger, await newAuthority('B')])
    for (const [path, method] of [
      ['/member/altered', 'GET'],
      [checked, 'POST'],
      [asked, 'GET'],
    ] as const)
      await expect(port.ask(who, path, method)).rejects.toThrow();
  expect(port).toMatchObject({ observed: [], checks: [], fetched: 0, logged: [] });
});

describe('a member', () => {
  test('learns what is altered here, whichever member it is', async () => {
    for (const member of [hospitalB, regulator]) {
      const { status, bytes } = await port.ask(member, '/member/altered');
      expect(status).toBe(200);
      expect(JSON.parse(bytes.toString())).toEqual({ items: [{ objectKey, foundAt }] });
    }
  });

  test('can have an object checked that one of its own readings names', async () => {
    expect((await port.ask(hospitalB, checked, 'POST')).status).toBe(200);
    expect(port.checks).toEqual([objectKey]);
  });

  test('can have nothing checked, and gets no bytes, with another member’s reading or of another object', async () => {
    expect((await port.ask(regulator, checked, 'POST')).status).toBe(403);
    expect((await port.ask(regulator, asked)).status).toBe(403);
    const other = `bb/${'0'.repeat(32)}`;
    expect((await port.ask(hospitalB, checked.replace(objectKey, other), 'POST')).status).toBe(403);
    expect((await port.ask(hospitalB, asked.replace(objectKey, other))).status).toBe(403);
    expect((await port.ask(hospitalB, `/member/objects/aa/..?disclosure=${disclosureId}`)).status).toBe(404);
    expect((await port.ask(hospitalB, address)).status).toBe(400);
    expect(port).toMatchObject({ observed: [], checks: [] });
    expect(port.logged.length).toBeGreaterThan(0);
  });
});

test('an answer leaves no timer behind', async () => {
  const timers = watchLongTimers();
  expect((await port.ask(hospitalB, asked)).status).toBe(200);
  port.stored = undefined;
  expect((await port.ask(hospitalB, asked)).status).toBe(502);
  expect(timers.begun()).toBe(2);
  await vi.waitUntil(() => timers.ended() === 2);
  vi.restoreAllMocks();
});

test('a caller who gives up waiting for the store leaves a line in the log', async () => {
  port.hangs = true;
  const connection = await port.connectionsOf(hospitalB);
  const question = { method: 'GET', within: 500, atMost: 1 << 20 } as const;
  await expect(
    connection.ask({ mspId, tlsRoot: hospitalA.root }, port.url(asked), question),
  ).rejects.toThrow();
  await vi.waitUntil(() => port.logged.length > 0, { timeout: 10_000 });
  expect(port.logged).toHaveLength(1);
});

test('a caller who closes a download leaves no line in the log', async () => {
  port.stored = Array<Buffer>(1 << 10).fill(Buffer.alloc(1 << 16));
  const socket = await askUnread(await hospitalB.issue(), 1);
  await vi.waitUntil(() => port.sent.length === 1, { timeout: 10_000, interval: 5 });
  await once(socket.resume(), 'data');
  socket.destroy();
  await vi.waitUntil(() => port.sent[0]?.destroyed, { timeout: 10_000, interval: 5 });
  await delay(100);
  expect(port.logged).toEqual([]);
});

test('connections under a root that an organization has left end', async () => {
  const connection = await port.connectionsOf(hospitalB);
  const question = { method: 'GET', within: 5_000, atMost: 1 << 20 } as const;
  const askUnder = (tlsRoot: string) =>
    connection.ask({ mspId, tlsRoot }, port.url('/member/altered'), question);
  expect((await askUnder(hospitalA.root)).status).toBe(200);
  expect(await port.open()).toBe(1);
  await expect(askUnder(hospitalB.root)).rejects.toThrow();
  // Otherwise idle connections are kept for four seconds.
  await vi.waitUntil(async () => (await port.open()) === 0, { timeout: 2_000, interval: 20 });
});

describe('a member that sends too many requests', () => {
  test('has at most four questions in work at once, and keeps no other member waiting', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    port.answering = promise;
    const flood = Array.from({ length: 40 }, () => port.ask(hospitalB, asked));
    await vi.waitUntil(() => port.fetched === 4, { timeout: 10_000, interval: 5 });
    expect((await port.ask(regulator, '/member/altered')).status).toBe(200);
    expect(port.fetched).toBe(4);
    resolve(undefined);
    expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(Array(40).fill(200));
  });
});

describe('a member that reads no answers', () => {
  test('has a limited number of objects in transit at once, and keeps no other member waiting', async () => {
    // More than the system buffers for a connection.
    port.stored = Array<Buffer>(1 << 10).fill(Buffer.alloc(1 << 16));
    const identity = await hospitalB.issue();
    const sockets = await Promise.all(Array.from({ length: 20 }, () => askUnread(identity, 15)));
    await vi.waitUntil(() => port.sent.length >= objectsAtOnce, { timeout: 10_000, interval: 5 });
    await delay(500);
    expect(port.sent.length).toBe(objectsAtOnce);
    expect((await port.ask(regulator, '/member/altered')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await vi.waitUntil(() => port.sent.every(({ destroyed }) => destroyed), { timeout: 10_000, interval: 5 });
    port.stored = [sealed];
    expect((await port.ask(hospitalB, asked)).status).toBe(200);
    expect(port.sent.length).toBe(objectsAtOnce + 1);
  });
});
