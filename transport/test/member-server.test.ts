import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { member, own, RunningServer, stranger, type Terms } from './running-server.js';

let server: RunningServer;

async function start(terms: Terms = {}): Promise<void> {
  server = await RunningServer.start(terms);
}

afterEach(async () => {
  await server.end();
});

const open = (all: readonly Socket[]) => all.filter(({ destroyed }) => !destroyed).length;
const closed = (all: readonly Socket[], count: number) =>
  vi.waitUntil(() => open(all) === all.length - count, { timeout: 5_000, interval: 10 });

describe('a connection', () => {
  test('of a member is served under the member’s name', async () => {
    await start();
    expect([await server.ask(member), await server.ask(own)]).toEqual(['B', 'A']);
  });

  test('of a stranger or without a certificate ends before a request is parsed', async () => {
    await start();
    await expect(server.ask(stranger)).rejects.toThrow();
    await expect(server.ask()).rejects.toThrow();
    expect(server.requests).toEqual([]);
  });

  test('without a certificate, from this machine, may ask for health and ends soon', async () => {
    await start({ limits: { patience: 300 }, healthOnLoopback: true });
    expect(await server.ask()).toBe('health');
    await expect(server.ask(stranger)).rejects.toThrow();
    const idle = await server.secure();
    await closed([idle], 1);
  });
});

describe('connections that do not show whose they are', () => {
  test('end when their time is over, however they keep silent', async () => {
    await start({ limits: { patience: 300 } });
    const silent = server.plain();
    const halting = server.plain();
    halting.write(Buffer.from('160301', 'hex'));
    await closed([silent, halting], 2);
  });

  test('are refused when too many from one network wait, and do not lock others out', async () => {
    await start({ limits: { waiting: 10, ofUnknown: { size: 4, perSecond: 10 } } });
    const silent = Array.from({ length: 40 }, () => server.plain('127.0.0.9'));
    await closed(silent, 26);
    // The first ones keep their places.
    expect(open(silent.slice(0, 14))).toBe(14);
    expect(await server.ask(member)).toBe('B');
    expect(await server.ask(member, '127.0.0.9')).toBe('B');
  });

  test('end, the oldest first, when too many from one network are in a handshake', async () => {
    await start({
      limits: {
        handshakes: 3,
        ofUnknown: { size: 20, perSecond: 20 },
        ofAllUnknown: { size: 20, perSecond: 20 },
      },
    });
    const silent = Array.from({ length: 10 }, () => server.plain('127.0.0.9'));
    await closed(silent, 7);
    expect(open(silent.slice(7))).toBe(3);
    expect(await server.ask(member, '127.0.0.9')).toBe('B');
  });

  test('end in the network where most of them wait, when there are too many in all', async () => {
    await start({ limits: { inAll: 10, ofAllUnknown: { size: 2, perSecond: 10 } } });
    const few = [server.plain('127.0.1.1'), server.plain('127.0.1.2'), server.plain('127.0.1.3')];
    const many = Array.from({ length: 30 }, () => server.plain('127.0.1.9'));
    await closed(many, 23);
    expect(open(few)).toBe(3);
    expect(await server.ask(member)).toBe('B');
  });

  test('are forgotten when they end by themselves', async () => {
    const many = { size: 100, perSecond: 100 };
    await start({ limits: { inAll: 10, ofUnknown: many, ofAllUnknown: many } });
    await Promise.all(
      Array.from({ length: 30 }, () => server.ask(stranger, '127.0.0.9').catch(() => undefined)),
    );
    for (let count = 0; count < 30; count++) {
      const hasty = server.plain('127.0.0.10');
      await once(hasty, 'connect');
      hasty.destroy();
    }
    await delay(100);
    const silent = Array.from({ length: 5 }, () => server.plain('127.0.0.11'));
    await delay(200);
    expect(open(silent)).toBe(5);
  });

  test('of a member come in, however many arrive at once from where no member has come before', async () => {
    await start();
    const all = await Promise.all(Array.from({ length: 200 }, () => server.ask(member, '127.0.0.33')));
    expect(all).toEqual(Array(200).fill('B'));
  });

  test('of a member come in among strangers from the same network that keep coming back', async () => {
    await start();
    expect(await server.ask(member, '127.0.0.34')).toBe('B');
    const end = performance.now() + 3_000;
    const crowd = Array.from({ length: 200 }, async () => {
      while (performance.now() < end) await server.ask(stranger, '127.0.0.34').catch(() => undefined);
    });
    await delay(500);
    expect(await server.ask(member, '127.0.0.34')).toBe('B');
    await Promise.all(crowd);
  });

  test('shake hands at the pace of their network, and of all unknown networks together', async () => {
    await start({
      limits: { ofUnknown: { size: 5, perSecond: 10 }, ofAllUnknown: { size: 12, perSecond: 10 } },
    });
    const began = performance.now();
    const attempts = ['127.0.0.8', '127.0.0.9', '127.0.0.10'].flatMap((address) =>
      Array.from({ length: 20 }, () => server.ask(stranger, address).catch(() => undefined)),
    );
    await vi.waitUntil(() => server.looks >= 12, { timeout: 5_000, interval: 10 });
    // First a burst, and then ten per second: the attempts began before the first check.
    expect(server.looks).toBeLessThanOrEqual(12 + Math.ceil((performance.now() - began) / 100));
    server.hangUp();
    await Promise.all(attempts);
  });

  test('make only members from the same network wait for their turn', async () => {
    await start({ limits: { ofUnknown: { size: 1, perSecond: 1 }, ofMember: { size: 1, perSecond: 100 } } });
    expect(await server.ask(member, '127.0.0.9')).toBe('B');
    const attempts = Array.from({ length: 50 }, () =>
      server.ask(stranger, '127.0.0.9').catch(() => undefined),
    );
    await delay(50);
    const began = performance.now();
    expect(await server.ask(member, '127.0.0.7')).toBe('B');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await server.ask(member, '127.0.0.9')).toBe('B');
    await Promise.all(attempts);
    expect(server.requests).toEqual(['B', 'B', 'B']);
  });
});
