import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from './gateway-client.js';
import { tlsRootOf } from '../network/ledger.js';
import { memberPortOf } from './member-port.js';
import type { Network } from '../network/network.js';
import { partCertificate } from './tls.js';

/** Bytes that a slow reader takes in a second, as long as the download runs. */
const bytesPerSecond = 4 << 20;
const pause = 50;

/** How a download ended: complete, or cut before its announced end. */
interface DownloadEnd {
  readonly isCut: boolean;
  readonly bytes: number;
  /** Of `performance.now()`. */
  readonly at: number;
}

/** A download that has begun. */
export interface SlowDownload {
  readonly end: Promise<DownloadEnd>;
}

/** Begins to download what a disclosure permits, slowly. */
export async function slowDownload(reader: Person, disclosureId: string): Promise<SlowDownload> {
  const { body } = await reader.fetch('GET', `/disclosures/${disclosureId}/content`);
  if (body === null) throw new Error('a download without content');
  return { end: drain(body as AsyncIterable<Uint8Array>) };
}

/**
 * The same one step further back: the sealed bytes from the owner's port, as the gateway of the reader's
 * hospital takes them.
 */
export async function slowFetch(
  network: Network,
  asked: Readonly<{ owner: string; reader: string; objectKey: string; disclosureId: string }>,
): Promise<SlowDownload> {
  const { owner, reader, objectKey, disclosureId } = asked;
  const sent = request({
    host: 'localhost',
    port: await memberPortOf(network, owner),
    path: `/member/objects/${objectKey}?disclosure=${disclosureId}`,
    ca: tlsRootOf(network, owner),
    ...partCertificate(network, reader, 'gateway'),
    agent: false,
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`the port answered ${response.statusCode ?? 0}`);
  return { end: drain(response) };
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<DownloadEnd> {
  const began = performance.now();
  let bytes = 0;
  try {
    for await (const { length } of chunks) {
      bytes += length;
      while (bytes > ((performance.now() - began) / 1000) * bytesPerSecond) await delay(pause);
    }
    return { isCut: false, bytes, at: performance.now() };
  } catch {
    return { isCut: true, bytes, at: performance.now() };
  }
}
