import { createHash } from 'node:crypto';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { type Digest, digestSchema } from '@medseal/ledger-model';
import type { ByteRange } from '@medseal/sealing';
import { Client } from 'minio';
import { Agent, request } from 'undici';
import { thresholds } from '../../domain/health/checks.js';
import { Failure } from '../../domain/shared/failure.js';
import type { StoreInventory } from '../../domain/integrity/fsck.js';
import type { ReportStore, SealedObject } from '../../domain/reports/store.js';
import { notReached } from '../answers/not-reached.js';
import { rangeHeader, wholeSize } from '../answers/ranged-answer.js';
import { beginningWithin, discard } from '../answers/outside-answers.js';
import { BrokenPutError, type PutAnswer, StreamedPuts } from './streamed-put.js';

/** Where the store is and who the gateway is there. */
export interface StoreOptions {
  /** `https://localhost:9000` */
  readonly url: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** PEM of the TLS root that the store's certificate chains to. */
  readonly tlsRoot: string;
}

/** Seconds for which a presigned URL is valid; it is used at once. */
const presignedSeconds = 60;
/** Milliseconds within which an object must begin to arrive. */
const beginWithin = 20_000;
/**
 * What a probe writes: a name that no report has, and so many bytes that it fails if other objects would not fit.
 */
const probed = { key: 'probe', size: 1 << 20 } as const;
/** Milliseconds for calls whose answer is their status. */
const statusTime = 5_000;

/**
 * A MinIO bucket (or any S3 store) through plain S3 calls: the minio client presigns, undici and Node stream. The
 * client's own PUT would hash on the event loop and buffer streams.
 */
export class MinioStore implements ReportStore, StoreInventory {
  readonly #client: Client;
  readonly #bucket: string;
  readonly #dispatcher: Agent;
  readonly #puts: StreamedPuts;

  constructor(options: StoreOptions) {
    const url = new URL(options.url);
    this.#bucket = options.bucket;
    this.#client = new Client({
      endPoint: url.hostname,
      port: Number(url.port),
      useSSL: url.protocol === 'https:',
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      // With a region, the client presigns without asking the store first.
      region: 'us-east-1',
      transportAgent: new HttpsAgent({ ca: options.tlsRoot, keepAlive: true }),
    });
    this.#puts = new StreamedPuts(options.tlsRoot);
    // Bodies may take as long as a slow reader takes; the request's own limits end abandoned ones.
    this.#dispatcher = new Agent({
      connect: { ca: options.tlsRoot, timeout: 3_000 },
      headersTimeout: beginWithin,
      bodyTimeout: 60_000,
    });
  }

  put(objectKey: string, size: number, content: Readable): Promise<void> {
    return this.#put(objectKey, size, content);
  }

  async get(objectKey: string, signal: AbortSignal, range?: ByteRange): Promise<SealedObject> {
    const url = await this.#client.presignedGetObject(this.#bucket, objectKey, presignedSeconds);
    const response = await beginningWithin(beginWithin, signal, (limits) =>
      this.#request(url, { method: 'GET', headers: rangeHeader(range), ...limits }),
    );
    const { statusCode: status, headers, body: content } = response;
    const size = wholeSize({ status, headers }, range);
    if (size !== undefined) return { size, content };
    await discard(content);
    throw refused(response.statusCode);
  }

  async remove(objectKey: string): Promise<void> {
    const status = await this.#statusOf('DELETE', objectKey);
    if (status !== 204 && status !== 404) throw refused(status);
  }

  async *keys(): AsyncGenerator<string> {
    const objects = this.#client.listObjectsV2(this.#bucket, '', true) as AsyncIterable<{ name?: string }>;
    for await (const { name } of objects) if (name !== undefined && name !== probed.key) yield name;
  }

  async digest(objectKey: string): Promise<Readonly<{ sha256: Digest; size: number }> | undefined> {
    try {
      const { content } = await this.get(objectKey, new AbortController().signal);
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of content as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { sha256: digestSchema.parse(`sha256:${hash.digest('hex')}`), size };
    } catch (error) {
      if (error instanceof Failure && error.code === 'INTEGRITY') return undefined;
      throw error;
    }
  }

  async ready(signal: AbortSignal): Promise<boolean> {
    try {
      return (await this.#statusOf('HEAD', '', signal)) === 200;
    } catch {
      return false;
    }
  }

  async probe(signal: AbortSignal): Promise<void> {
    // A probe that was cut off leaves its object behind.
    await this.remove(probed.key);
    await this.#put(probed.key, probed.size, Readable.from([Buffer.alloc(probed.size)]), signal);
    await this.remove(probed.key);
  }

  async close(): Promise<void> {
    this.#puts.close();
    await this.#dispatcher.destroy();
  }

  async #put(objectKey: string, size: number, content: Readable, signal?: AbortSignal): Promise<void> {
    const put = async () => ({
      url: await this.#client.presignedPutObject(this.#bucket, objectKey, presignedSeconds),
      size,
      headers: { 'if-none-match': '*' },
      ...(signal && { signal }),
    });
    const answer = await this.#puts.send(await put(), content).catch(async (error: unknown) => {
      if (!(error instanceof BrokenPutError)) throw error;
      // A store that has filled up breaks the connection, too, and its answer is lost.
      const asked = await this.#puts.ask(await put()).catch(() => undefined);
      const refusal = asked && failureIn(asked);
      throw refusal?.code === 'STORE_FULL' ? refusal : notReached('the store', error.cause);
    });
    if (answer.statusCode !== 200) throw failureIn(answer);
  }

  /** Status of a call that has no other answer; an empty name means the bucket. */
  async #statusOf(method: 'DELETE' | 'HEAD', objectKey: string, ...ends: AbortSignal[]): Promise<number> {
    const url = await this.#client.presignedUrl(method, this.#bucket, objectKey, presignedSeconds);
    const signal = AbortSignal.any([AbortSignal.timeout(statusTime), ...ends]);
    const response = await beginningWithin(statusTime, signal, (limits) =>
      this.#request(url, { method, ...limits }),
    );
    await discard(response.body);
    return response.statusCode;
  }

  async #request(url: string, options: Omit<NonNullable<Parameters<typeof request>[1]>, 'dispatcher'>) {
    const response = await request(url, { ...options, dispatcher: this.#dispatcher }).catch(
      (error: unknown) => {
        throw notReached('the store', error);
      },
    );
    const failure = wrongTimeIn(response);
    if (failure === undefined) return response;
    await discard(response.body);
    throw failure;
  }
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

function failureIn(answer: PutAnswer): Failure {
  return wrongTimeIn(answer) ?? refused(answer.statusCode, answer.document);
}

/** A signature has a time; if it is wrong, the store says only that it refuses. */
function wrongTimeIn({ statusCode, headers }: Answer): Failure | undefined {
  const off = statusCode === 403 ? secondsOff(headers['date']) : 0;
  if (off <= thresholds.clockSeconds.warn) return undefined;
  return new Failure(
    'CLOCK_WRONG',
    `the clocks of this gateway and of the store differ by ${off} seconds; their operators must set them`,
  );
}

/** How far this clock is from the one that wrote a `Date` header; 0 without a time. */
function secondsOff(date: string | string[] | undefined): number {
  const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? 0 : Math.round(Math.abs(Date.now() - time) / 1000);
}

/** Codes by which S3 stores say that they are full, or that our quota is used up. */
const fullCodes = ['XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded', 'QuotaExceeded'];

/** How systems say it in the message of another code before the store has noticed: ENOSPC and EDQUOT (errno(3)). */
const fullWords = /no space left on device|disk quota exceeded/i;

function refused(status: number, document = ''): Failure {
  const code = /<Code>(\w{1,64})<\/Code>/.exec(document)?.[1] ?? '';
  const cause = `the store answered ${status} ${code}`;
  if (status === 507 || fullCodes.includes(code) || fullWords.test(document))
    return new Failure('STORE_FULL', 'the store is full', {}, cause);
  if (status === 404 || status === 416)
    return new Failure('INTEGRITY', 'the sealed report is not where the ledger says', {}, cause);
  if (status === 412) return new Failure('CONFLICT', 'the object name is taken', {}, cause);
  return new Failure('UNAVAILABLE', 'the store refused', { retryAfter: 5 }, cause);
}
