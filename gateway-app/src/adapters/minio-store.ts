import { createHash } from 'node:crypto';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { type Digest, digestSchema } from '@medseal/ledger-model';
import { Client } from 'minio';
import { Agent, request } from 'undici';
import { Failure } from '../domain/failure.js';
import type { StoreInventory } from '../domain/fsck.js';
import type { ReportStore, SealedObject } from '../domain/store.js';

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

/** Seconds that a presigned URL lives: it is used at once. */
const presignedSeconds = 60;

/**
 * A MinIO bucket (or any S3 store) by plain S3 calls: the minio client presigns, undici streams. The client's own PUT
 * would hash on the event loop and buffer streams.
 */
export class MinioStore implements ReportStore, StoreInventory {
  readonly #client: Client;
  readonly #bucket: string;
  readonly #dispatcher: Agent;

  constructor(options: StoreOptions) {
    const url = new URL(options.url);
    this.#bucket = options.bucket;
    this.#client = new Client({
      endPoint: url.hostname,
      port: Number(url.port),
      useSSL: url.protocol === 'https:',
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      // With a region the client asks the store nothing before it presigns.
      region: 'us-east-1',
      transportAgent: new HttpsAgent({ ca: options.tlsRoot, keepAlive: true }),
    });
    // Bodies may take as long as a slow reader takes; the request's own limits end abandoned ones.
    this.#dispatcher = new Agent({
      connect: { ca: options.tlsRoot, timeout: 3_000 },
      headersTimeout: 20_000,
      bodyTimeout: 60_000,
    });
  }

  async put(objectKey: string, size: number, content: Readable): Promise<void> {
    const url = await this.#client.presignedPutObject(this.#bucket, objectKey, presignedSeconds);
    // A connection of its own: the store answers 412 before it has read the body and closes.
    const response = await this.#request(url, {
      method: 'PUT',
      headers: { 'content-length': String(size), 'if-none-match': '*' },
      body: content,
      reset: true,
    });
    await response.body.dump();
    if (response.statusCode !== 200) throw refused(response.statusCode);
  }

  async get(objectKey: string, signal: AbortSignal): Promise<SealedObject> {
    const url = await this.#client.presignedGetObject(this.#bucket, objectKey, presignedSeconds);
    const response = await this.#request(url, { method: 'GET', signal });
    if (response.statusCode === 200)
      return { size: Number(response.headers['content-length']), content: response.body };
    await response.body.dump();
    throw refused(response.statusCode);
  }

  async remove(objectKey: string): Promise<void> {
    await this.#client.removeObject(this.#bucket, objectKey);
  }

  async *keys(): AsyncGenerator<string> {
    const objects = this.#client.listObjectsV2(this.#bucket, '', true) as AsyncIterable<{ name?: string }>;
    for await (const { name } of objects) if (name !== undefined) yield name;
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

  async ready(): Promise<boolean> {
    try {
      return await this.#client.bucketExists(this.#bucket);
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #request(url: string, options: Omit<NonNullable<Parameters<typeof request>[1]>, 'dispatcher'>) {
    try {
      return await request(url, { ...options, dispatcher: this.#dispatcher });
    } catch (error) {
      // A failure of the content is told as it is; one of the connection also destroys the content, with the same error.
      const content = options.body as Readable | undefined;
      if (content?.errored && content.errored !== error) throw content.errored;
      throw new Failure('UNAVAILABLE', 'the store cannot be reached', { retryAfter: 5 }, error);
    }
  }
}

function refused(status: number): Failure {
  const cause = `the store answered ${status}`;
  if (status === 404)
    return new Failure('INTEGRITY', 'the sealed report is not where the ledger says', {}, cause);
  if (status === 412) return new Failure('CONFLICT', 'the object name is taken', {}, cause);
  if (status === 507) return new Failure('STORE_FULL', 'the store is full', {}, cause);
  return new Failure('UNAVAILABLE', 'the store refused', { retryAfter: 5 }, cause);
}
