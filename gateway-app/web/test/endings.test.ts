import { getEventListeners, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** A minimal gateway for these tests: each request waits for its answer. */
let asked: { readonly request: string; readonly answer: (status: number) => void }[] = [];
const gateway = createServer(({ method = '', url = '' }, response: ServerResponse) => {
  asked.push({
    request: `${method} ${url}`,
    answer: (status) => {
      response.writeHead(status).end();
    },
  });
});
gateway.listen(0, '127.0.0.1');
await once(gateway, 'listening');
// The client takes the gateway's address from the page.
vi.stubGlobal('location', new URL(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`));

const { sendFile } = await import('../src/api/send-file.js');
const { belongTo, belongToNobody, pageSignal, stopPage } = await import('../src/api/page-person.js');
const { endSession } = await import('../src/session/end-session.js');

beforeEach(() => {
  asked = [];
  belongTo({ personId: 'per_1', fullName: 'Ada Example' });
});
afterEach(belongToNobody);
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

describe('logging out', () => {
  test('calls the gateway once, however often it is requested, and all callers learn the outcome', async () => {
    const endings = [endSession(), endSession(), endSession()];
    await vi.waitUntil(() => asked.length > 0, { timeout: 5_000, interval: 5 });
    asked[0]?.answer(204);
    expect(await Promise.all(endings)).toEqual(['logged-out', 'logged-out', 'logged-out']);
    expect(asked.map(({ request }) => request)).toEqual(['DELETE /api/v1/sessions/current']);
  });

  test('can be tried again when the gateway did not answer', async () => {
    const first = endSession();
    await vi.waitUntil(() => asked.length > 0, { timeout: 5_000, interval: 5 });
    gateway.closeAllConnections();
    expect(await first).toBe('unreachable');
    const second = endSession();
    await vi.waitUntil(() => asked.length > 1, { timeout: 5_000, interval: 5 });
    asked[1]?.answer(204);
    expect(await second).toBe('logged-out');
  });
});

describe('a file that was sent', () => {
  /** As much of a browser's XMLHttpRequest as sending a file requires. */
  class Sending {
    readonly upload = {};
    readonly status = 201;
    readonly responseText = 'receipt';
    onload?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    open = vi.fn();
    setRequestHeader = vi.fn();
    send(): void {
      queueMicrotask(() => {
        this.end(this.onload);
      });
    }
    abort(): void {
      this.end(this.onabort);
    }
    end(how: (() => void) | undefined): void {
      how?.();
      this.onloadend?.();
    }
  }
  const listeners = (signals: readonly AbortSignal[]) =>
    signals.map((signal) => getEventListeners(signal, 'abort').length);
  const sent = (signal: AbortSignal) =>
    sendFile({ path: '/upload', file: {} as File, signal, onProgress: () => undefined });

  test('is no longer held by the page', async () => {
    vi.stubGlobal('XMLHttpRequest', Sending);
    const { signal } = new AbortController();
    const before = listeners([signal, pageSignal()]);
    for (let count = 0; count < 3; count++) expect(await sent(signal)).toBe('receipt');
    expect(listeners([signal, pageSignal()])).toEqual(before);
  });

  test('ends with the page', async () => {
    vi.stubGlobal(
      'XMLHttpRequest',
      class extends Sending {
        override send = vi.fn();
      },
    );
    const ended = sent(new AbortController().signal);
    belongToNobody();
    await expect(ended).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

// A stopped page stays stopped: this comes last.
test('logging out of a page that another tab stops meanwhile says so', async () => {
  const ending = endSession();
  stopPage('unknown');
  expect(await ending).toBe('stopped');
});
