import { setTimeout as delay } from 'node:timers/promises';
import { newKemSeed } from '@medseal/sealing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Arrivals } from '../src/arrivals.js';
import { newAuthority } from './certificates.js';
import { disclosureId, FakeSource, mspIds, newVersion, notFound } from './releases.js';
import { runAgent, type RunningAgent } from './running-agent.js';

const ours = await newAuthority('tls.regulator');
const readers = await newAuthority('tls.hospital-b');
const others = await newAuthority('tls.hospital-a');
const reader = await readers.issue();
const { agentSeeds } = await newVersion();
const [, , seed = newKemSeed()] = agentSeeds;
const body = JSON.stringify({ disclosureId });
const members = [ours, readers, others].map(({ root }, index) => ({
  mspId: ['RegulatorMSP', 'HospitalBMSP', 'HospitalAMSP'][index] ?? '',
  tlsRoot: root,
}));
const running: RunningAgent[] = [];

async function start(source: FakeSource, patience: number): Promise<RunningAgent> {
  source.consortium = members;
  const arrivals = new Arrivals();
  const agent = await runAgent({ source, arrivals, mspId: mspIds[2], seed, patience }, ours);
  running.push(agent);
  return agent;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

describe('requests', () => {
  test('that are too many at once are told to come back', async () => {
    const agent = await start(new FakeSource([notFound]), 3_000);
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => agent.call({ identity: reader, body })),
    );
    const codes = answers.map(({ status }) => status);
    expect(codes.filter((status) => status === 503)).toHaveLength(6);
    expect(codes.filter((status) => status === 404)).toHaveLength(64);
  });

  test('of one member keep no other member waiting, however many they are', async () => {
    const source = new FakeSource([notFound]);
    const agent = await start(source, 2_000);
    const flood = Array.from({ length: 70 }, () => agent.call({ identity: reader, body }));
    await vi.waitUntil(() => source.asked.length >= 64, { timeout: 10_000, interval: 5 });
    const other = await others.issue();
    expect((await agent.call({ identity: other, body })).status).toBe(404);
    await Promise.all(flood);
  });
});

describe('questions to the peer', () => {
  test('about a disclosure that is not found become rarer, and the last one comes at the end', async () => {
    const source = new FakeSource([notFound]);
    const agent = await start(source, 3_000);
    const began = performance.now();
    expect((await agent.call({ identity: reader, body })).status).toBe(404);
    expect(performance.now() - began).toBeGreaterThan(2_950);
    expect(source.asked.length).toBeGreaterThanOrEqual(6);
    expect(source.asked.length).toBeLessThanOrEqual(9);
  });

  test('are four at once for one member, however many of its requests wait; other members have their own', async () => {
    const source = new FakeSource([notFound]);
    source.delay = 300;
    const agent = await start(source, 1_000);
    const flood = Array.from({ length: 64 }, () => agent.call({ identity: reader, body }));
    await vi.waitUntil(() => source.open >= 4, { timeout: 10_000, interval: 5 });
    const other = await others.issue();
    const began = performance.now();
    const answer = agent.call({ identity: other, body });
    const most = { now: 0 };
    const watch = setInterval(() => (most.now = Math.max(most.now, source.open)), 5);
    expect((await answer).status).toBe(404);
    // Four queries of 300 ms with pauses between them: it waited for no other member.
    expect(performance.now() - began).toBeLessThan(3_000);
    expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(Array(64).fill(404));
    clearInterval(watch);
    expect(most.now).toBeLessThanOrEqual(5);
  });

  test('are no longer asked for callers who left while waiting for their turn', async () => {
    const source = new FakeSource([notFound]);
    source.delay = 500;
    const agent = await start(source, 0);
    const gone = new AbortController();
    const flood = Array.from({ length: 40 }, () =>
      agent.call({ identity: reader, body, tls: { signal: gone.signal } }).catch(() => undefined),
    );
    await vi.waitUntil(() => source.open >= 4, { timeout: 10_000, interval: 5 });
    await delay(300);
    gone.abort();
    await Promise.all(flood);
    await delay(1_500);
    expect(source.asked.length).toBeLessThanOrEqual(8);
  });
});
