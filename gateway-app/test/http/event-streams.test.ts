import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Response } from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import { type BlockListener, effectOf } from '../../src/domain/ledger/block-feed.js';
import { topics } from '../../src/domain/ledger/changes.js';
import { EventStream } from '../../src/http/messages/event-stream.js';
import { EventStreams } from '../../src/http/messages/event-streams.js';
import { eventRoutes } from '../../src/http/routes/events.js';
import { LiveChanges } from '../../src/workers/live-changes.js';
import { goodPassword, logIn, patientForm, startTestGateway, type TestGateway } from '../support/gateway.js';

const path = '/api/v1/events';
const current = '/api/v1/sessions/current';
const beat = 40;
let gateway: TestGateway;
let streams: EventStreams;
let tell: (block: LedgerBlock) => void;
let changes: LiveChanges;
let token: string;

beforeEach(async () => {
  const feed = {
    onBlock: (listener: BlockListener) => {
      tell = (block) => {
        listener(block, effectOf(block));
      };
      return () => undefined;
    },
  };
  changes = new LiveChanges({
    changes: { changesIn: () => Promise.resolve([]) },
    feed,
    onFailure: () => undefined,
  });
  const limits = { perPerson: 2, altogether: 3, beat };
  gateway = await startTestGateway({
    liveRoutes: (sessions) => {
      streams = new EventStreams({ changes, sessions, height: () => '7', limits });
      return eventRoutes(streams);
    },
  });
  await gateway.call('POST', '/api/v1/registrations', { body: patientForm('ada') });
  token = await logIn(gateway, 'ada');
});
afterEach(async () => {
  streams.close();
  await gateway.close();
});

/** A stream as a page reads it. */
async function listen(authorization = `Bearer ${token}`) {
  const response = await fetch(gateway.base + path, { headers: { authorization } });
  const text = { value: '', isOver: false };
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text.value += Buffer.from(chunk as Uint8Array).toString();
    text.isOver = true;
  };
  const reading = read().catch(() => {
    text.isOver = true;
  });
  return { response, text, reading };
}

function block(number: bigint): LedgerBlock {
  const hashes = { previousHash: '', dataHash: '', recomputedDataHash: '' };
  return { number, ...hashes, size: 0, transactions: [] };
}

async function holds(check: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    expect(check()).toBe(true);
  }, 3_000);
}

describe('a stream', () => {
  test('says when to reconnect, names everything first, then what changed, and sends heartbeats', async () => {
    const { response, text } = await listen();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await holds(() => text.value.includes('change'));
    expect(text.value).toMatch(
      /^retry: 1000\n\nevent: change\ndata: \{"block":"7","topics":\["reports",.*\]\}\n\n/,
    );
    tell(block(8n));
    await holds(() => text.value.includes('event: change\ndata: {"block":"8","topics":["ledger"]}\n\n'));
    await holds(() => text.value.includes('\n\n:\n\n'));
  });

  test('announces reports without a block when no block changed them', async () => {
    const { text } = await listen();
    await holds(() => text.value.includes('change'));
    changes.reportsChanged();
    await holds(() => text.value.includes('event: change\ndata: {"topics":["reports"]}\n\n'));
  });

  test('is refused to callers who are not signed in', async () => {
    expect((await gateway.call('GET', path)).status).toBe(401);
  });

  test('ends at logout, and says so', async () => {
    const { text } = await listen();
    await gateway.call('DELETE', current, { token });
    await holds(() => text.isOver);
    expect(text.value.endsWith('event: ended\ndata: {}\n\n')).toBe(true);
  });

  test('does not count as use of its session, and ends with it when no one does anything', async () => {
    const { text } = await listen();
    gateway.clock.time += 14 * 60_000;
    await listen();
    expect(text.isOver).toBe(false);
    gateway.clock.time += 60_000;
    await holds(() => text.isOver);
    expect(text.value.endsWith('event: ended\ndata: {}\n\n')).toBe(true);
  });

  test('is available to a session by cookie', async () => {
    const body = { user: 'ada', password: goodPassword, transport: 'cookie' };
    const { headers } = await gateway.call('POST', '/api/v1/sessions', { body });
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    const response = await fetch(gateway.base + path, { headers: { cookie } });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });
});

describe('streams', () => {
  test('are limited per person and in total, and make room when they end', async () => {
    await gateway.call('POST', '/api/v1/registrations', { body: patientForm('bob') });
    const other = await logIn(gateway, 'bob');
    await listen();
    await listen();
    expect(await gateway.call('GET', path, { token })).toMatchObject({ status: 503 });
    await listen(`Bearer ${other}`);
    expect(await gateway.call('GET', path, { token: other })).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE' },
    });
    await gateway.call('DELETE', current, { token });
    const { response } = await listen(`Bearer ${other}`);
    expect(response.status).toBe(200);
  });

  test('end when the gateway stops, so that it does not wait', async () => {
    const { reading } = await listen();
    streams.close();
    await reading;
    expect((await gateway.call('GET', path, { token })).status).toBe(503);
  });
});

describe('a page that reads nothing', () => {
  let server: Server;
  let stream: EventStream;
  let response: ServerResponse;

  beforeEach(async () => {
    server = createServer((_request, answer) => {
      response = answer;
      stream = new EventStream(answer as Response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await holds(() => response.headersSent);
    // Until the buffers of both sides are full: after that, nothing is written.
    for (let before = -1, told = 0; told < 300_000 && before !== response.writableLength; told += 1_000) {
      before = response.writableLength;
      for (let count = 0; count < 1_000; count++) stream.tell({ block: '1', topics });
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (response.writableLength === 0) before = -1;
    }
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('costs no more memory, however much there is to announce', () => {
    const held = response.writableLength;
    for (let count = 0; count < 10_000; count++) stream.tell({ block: String(count), topics: ['ledger'] });
    expect(response.writableLength).toBe(held);
  });

  test('is cut when it is behind at two heartbeats, not at one', () => {
    stream.beat();
    expect(response.destroyed).toBe(false);
    stream.beat();
    expect(response.destroyed).toBe(true);
    stream.tell({ topics });
  });

  test('is cut when its stream has to end', () => {
    stream.close();
    expect(response.destroyed).toBe(true);
  });
});
