import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import type { Identity } from '../../key-agent/test/certificates.js';
import { MemberNetworks } from '../src/member-networks.js';
import { connectionsPerMember } from '../src/member-server.js';
import { member, own, RunningServer, stranger, type Terms } from './running-server.js';

let server: RunningServer;

async function start(terms: Terms = {}): Promise<void> {
  server = await RunningServer.start(terms);
}

afterEach(async () => {
  await server.end();
});

describe('a member’s handshakes', () => {
  /** A member opens connections as fast as it can until the end; returns the number of handshakes. */
  async function handshakes(
    addresses: readonly string[],
    isOver: () => boolean,
  ): Promise<Readonly<{ count: number; seconds: number }>> {
    const began = performance.now();
    const crowd = Array.from({ length: 20 }, async (_, index) => {
      for (let turn = index; !isOver(); turn += 20)
        await server.ask(member, addresses[turn % addresses.length]).catch(() => undefined);
    });
    await Promise.all(crowd);
    return { count: server.looks, seconds: (performance.now() - began) / 1_000 };
  }

  /** Milliseconds for ten consecutive handshakes. */
  async function timeOfTen(identity: Identity, address: string, answer: string): Promise<number> {
    const began = performance.now();
    for (let count = 0; count < 10; count++) expect(await server.ask(identity, address)).toBe(answer);
    return performance.now() - began;
  }

  /** Milliseconds for ten handshakes that do not wait for others; with waiting they would take many seconds. */
  const bearable = (atRest: number) => Math.max(10 * atRest, 2_000);

  test.each([
    ['one network', 1],
    ['many networks', 200],
  ])('have their pace, from %s', async (_, count) => {
    const ofMember = { size: 10, perSecond: 20 };
    const ofAllUnknown = { size: 2, perSecond: 5 };
    await start({ limits: { ofMember, ofAllUnknown } });
    const addresses = Array.from({ length: count }, (_, index) => `127.0.2.${index + 1}`);
    const end = performance.now() + 2_000;
    const { count: done, seconds } = await handshakes(addresses, () => performance.now() >= end);
    const permitted = [ofMember, ofAllUnknown].map(({ size, perSecond }) => size + perSecond * seconds);
    expect(done).toBeGreaterThan(20);
    expect(done).toBeLessThanOrEqual(Math.ceil(permitted.reduce((sum, each) => sum + each)));
  });

  test('do not affect those of another member', async () => {
    await start({ limits: { ofMember: { size: 10, perSecond: 20 } } });
    expect(await server.ask(own, '127.0.3.1')).toBe('A');
    await delay(1_000);
    const atRest = await timeOfTen(own, '127.0.3.1', 'A');
    const before = server.looks;
    let isOver = false;
    const flood = handshakes(['127.0.2.1', '127.0.2.2'], () => isOver);
    // The first ten go through at once; then the flood waits.
    await vi.waitUntil(() => server.looks > before + 10, { timeout: 20_000 });
    await delay(1_000);
    const amidFlood = await timeOfTen(own, '127.0.3.1', 'A');
    isOver = true;
    await flood;
    expect(amidFlood).toBeLessThan(bearable(atRest));
  });

  test('begin before those of a crowd of strangers, even just after a restart', async () => {
    const path = join(testFolder(), 'networks.json');
    const keep = () => new MemberNetworks({ path, onFailure: (error) => expect.unreachable(String(error)) });
    const before = keep();
    await start({ networks: before });
    expect(await server.ask(member, '127.0.0.5')).toBe('B');
    const atRest = await timeOfTen(member, '127.0.0.5', 'B');
    await before.close();
    await server.end();
    await start({
      networks: keep(),
      limits: { ofUnknown: { size: 1, perSecond: 1 }, ofAllUnknown: { size: 1, perSecond: 1 } },
    });
    const crowd = Array.from({ length: 100 }, (_, index) =>
      server.ask(stranger, `127.0.4.${index + 1}`).catch(() => undefined),
    );
    // Some are answered or refused immediately.
    await vi.waitUntil(async () => (await server.connections()) > crowd.length / 2, { timeout: 20_000 });
    const besideCrowd = await timeOfTen(member, '127.0.0.5', 'B');
    server.hangUp();
    await Promise.all(crowd);
    expect(besideCrowd).toBeLessThan(bearable(atRest));
  });
});

describe('a member’s connections', () => {
  test('are limited in number, and another member still has all of its own', async () => {
    await start();
    const idle = await Promise.all(Array.from({ length: connectionsPerMember }, () => server.secure(member)));
    await expect(server.ask(member)).rejects.toThrow();
    expect(await server.ask(own)).toBe('A');
    expect(idle.filter(({ destroyed }) => !destroyed)).toHaveLength(connectionsPerMember);
    idle.pop()?.destroy();
    await vi.waitUntil(async () => (await server.ask(member).catch(() => undefined)) === 'B', {
      timeout: 5_000,
    });
  });

  test('end when they send a request too slowly', async () => {
    await start();
    const slow = await server.secure(member);
    slow.resume().write('GET / HTTP/1.1\r\nhost: localhost\r\n');
    const began = performance.now();
    await vi.waitUntil(() => slow.destroyed, { timeout: 10_000, interval: 50 });
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(server.requests).toEqual([]);
  });
});
