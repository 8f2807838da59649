import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from './gateway-client.js';

/** Bytes that a slow reader takes in a second, as long as the download runs. */
const bytesPerSecond = 8 << 20;
const pause = 50;

/** How a download ended: complete, or cut before its announced end. */
export interface DownloadEnd {
  readonly isCut: boolean;
  readonly bytes: number;
  /** Of `performance.now()`. */
  readonly at: number;
}

/** Begins to download what a disclosure permits, slowly; resolves when the first bytes are here. */
export async function slowDownload(
  reader: Person,
  disclosureId: string,
): Promise<{ readonly end: Promise<DownloadEnd> }> {
  const { body } = await reader.fetch('GET', `/disclosures/${disclosureId}/content`);
  if (body === null) throw new Error('a download without content');
  const stream = body.getReader();
  const first = await stream.read();
  return { end: drain(stream, first.value?.length ?? 0) };
}

async function drain(stream: ReadableStreamDefaultReader<Uint8Array>, before: number): Promise<DownloadEnd> {
  const began = performance.now();
  let bytes = before;
  try {
    for (;;) {
      while (bytes > ((performance.now() - began) / 1000) * bytesPerSecond) await delay(pause);
      const { done, value } = await stream.read();
      if (done) return { isCut: false, bytes, at: performance.now() };
      bytes += value.length;
    }
  } catch {
    return { isCut: true, bytes, at: performance.now() };
  }
}
