import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** A request whose events the test triggers. */
class Request {
  static last: Request;
  readonly upload: {
    onprogress?: (progress: Readonly<{ loaded: number; total: number }>) => void;
    onload?: () => void;
  } = {};
  status = 0;
  responseText = '';
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  readonly open = vi.fn();
  readonly setRequestHeader = vi.fn();
  readonly send = vi.fn();

  constructor() {
    Request.last = this;
  }

  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }

  /** The gateway answers with the receipt. */
  answer(): void {
    this.status = 201;
    this.responseText = 'receipt';
    this.onload?.();
    this.onloadend?.();
  }

  /** The connection breaks. */
  breakOff(): void {
    this.onerror?.();
    this.onloadend?.();
  }
}

/** A file that was changed on the device; its checks end when the test says so. */
function changedFile() {
  const told: (() => void)[] = [];
  const look = () =>
    new Promise<never>((_, reject) => {
      told.push(() => {
        reject(new Error('changed'));
      });
    });
  const file = { slice: () => ({ arrayBuffer: look }) } as unknown as File;
  const tell = (): void => {
    for (const each of told) each();
  };
  return { file, tell };
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Request);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function sending() {
  const { belongTo } = await import('../src/api/page-person.js');
  const { sendFile } = await import('../src/api/send-file.js');
  belongTo({ personId: 'per_1', fullName: 'Asha Rao' });
  const { file, tell } = changedFile();
  const signal = new AbortController().signal;
  const sent = sendFile({ path: '/content', file, signal, onProgress: () => undefined }).catch(
    (error: unknown) => (error as { code: string }).code,
  );
  vi.advanceTimersByTime(2_000);
  Request.last.upload.onprogress?.({ loaded: 1, total: 2 });
  return { request: Request.last, tell, sent };
}

describe('a file that changes on the device', () => {
  test('ends the upload while bytes are being sent', async () => {
    const { tell, sent } = await sending();
    tell();
    expect(await sent).toBe('FILE_CHANGED');
  });

  test('does not end the upload once all bytes are sent: the gateway records them', async () => {
    const { request, tell, sent } = await sending();
    request.upload.onload?.();
    tell();
    await vi.advanceTimersByTimeAsync(0);
    request.answer();
    expect(await sent).toBe('receipt');
  });

  test('is not blamed for an answer that is lost afterwards', async () => {
    const { request, tell, sent } = await sending();
    request.upload.onload?.();
    request.breakOff();
    tell();
    expect(await sent).toBe('UNREACHABLE');
  });
});

test('while the gateway records, there is a sign of activity every five seconds, for ten minutes', async () => {
  const { request, sent } = await sending();
  const { onBytes } = await import('../src/api/bytes.js');
  const sign = vi.fn();
  const unheard = onBytes(sign);
  request.upload.onload?.();
  vi.advanceTimersByTime(15_000);
  expect(sign).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(10 * 60_000);
  const inTime = sign.mock.calls.length;
  expect(inTime).toBeLessThanOrEqual(120);
  expect(inTime).toBeGreaterThanOrEqual(118);
  vi.advanceTimersByTime(60_000);
  expect(sign).toHaveBeenCalledTimes(inTime);
  request.answer();
  expect(await sent).toBe('receipt');
  unheard();
});

test('an answer ends the signs', async () => {
  const { request, sent } = await sending();
  const { onBytes } = await import('../src/api/bytes.js');
  const sign = vi.fn();
  onBytes(sign);
  request.upload.onload?.();
  request.answer();
  await sent;
  vi.advanceTimersByTime(60_000);
  expect(sign).not.toHaveBeenCalled();
});
