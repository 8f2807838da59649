import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import { SqliteUploads } from '../../src/adapters/sqlite/uploads.js';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import { KeyedMutex } from '../../src/domain/shared/keyed-mutex.js';
import { uploadRoutes } from '../../src/http/routes/uploads.js';
import { announcedUpload, announceUpload } from '../../src/use-cases/reports/announce-upload.js';
import { type UploadLimits, UploadReport } from '../../src/use-cases/reports/upload-report.js';
import { logIn, patientForm, register, startTestGateway, type TestGateway } from './gateway.js';
import { RecordWorld } from './record-world.js';
import { startStore } from './s3-store.js';

/** Bytes of what is announced. */
export const size = 4 << 20;

export const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size - 9)]);
const announcement = {
  title: 'A test',
  fileName: 'test.pdf',
  mediaType: 'application/pdf',
  size,
  class: 'laboratory',
};

/** A gateway at which one patient uploads; world and store are new for each test. */
export class UploadWorld {
  world = new RecordWorld();
  store!: Awaited<ReturnType<typeof startStore>>;
  /** How often the recovery was woken. */
  woken = 0;
  logged: string[] = [];
  gateway!: TestGateway;
  token!: string;
  #acts!: ReturnType<UploadWorld['newActs']>;

  static async start(): Promise<UploadWorld> {
    const uploading = new UploadWorld();
    uploading.gateway = await startTestGateway({
      moreRoutes: uploadRoutes({
        announce: (wish, session) =>
          announceUpload(uploading.#acts.announcing, wish, uploading.#ofWorld(session)),
        announced: (uploadId, session) =>
          announcedUpload(uploading.#acts.announcing, uploadId, uploading.#ofWorld(session)),
        receive: (received, session) =>
          uploading.#acts.uploads.receive(received, uploading.#ofWorld(session)),
      }),
    });
    await register(uploading.gateway, patientForm('ada.example'));
    uploading.token = await uploading.logIn();
    return uploading;
  }

  /** Before each test. */
  async renew(): Promise<void> {
    [this.world, this.woken, this.logged] = [new RecordWorld(), 0, []];
    this.store = await startStore();
    this.limit({});
  }

  /** After each test. */
  async clear(): Promise<void> {
    await this.store.close();
    await sql`delete from upload`.execute(this.gateway.database);
  }

  /** A further session of the patient. */
  logIn(): Promise<string> {
    return logIn(this.gateway, 'ada.example');
  }

  limit(limits: Partial<UploadLimits>): void {
    this.#acts = this.newActs(limits);
  }

  async announce(by = this.token): Promise<string> {
    const answer = await this.callForUpload(by);
    expect(answer.status).toBe(201);
    return String(answer.body.uploadId);
  }

  callForUpload(by = this.token) {
    return this.gateway.call('POST', '/api/v1/uploads', { body: announcement, token: by });
  }

  /** Begins to send; `headers` without a length means chunks. */
  begin(
    uploadId: string,
    headers: Record<string, string | number> = { 'content-length': size },
    by = this.token,
  ) {
    const sent = request(`${this.gateway.base}/api/v1/uploads/${uploadId}/content`, {
      method: 'PUT',
      agent: false,
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/pdf', ...headers },
    });
    sent.on('error', () => undefined);
    const answer = once(sent, 'response').then(async ([response]) => {
      const { statusCode = 0 } = response as { statusCode?: number };
      const chunks: Buffer[] = [];
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
      return { status: statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) as { code?: string } };
    });
    answer.catch(() => undefined);
    return { sent, answer };
  }

  async send(uploadId: string, by = this.token) {
    const { sent, answer } = this.begin(uploadId, undefined, by);
    sent.end(content);
    return await answer;
  }

  /** How many uploads wait for their content. */
  async pending(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*) as n from upload`.execute(
      this.gateway.database,
    );
    return rows[0]?.n ?? 0;
  }

  /** A session of this gateway, whose person is known to the world's ledger. */
  #ofWorld({ id, person: { personId } }: OpenSession): OpenSession {
    const { session } = this.world;
    return { ...session, id, person: { ...session.person, personId } };
  }

  private newActs(limits: Partial<UploadLimits>) {
    const { ledger, projection, organizations } = this.world;
    const { database } = this.gateway;
    const journal = new SqliteJournal(database);
    const uploads = new SqliteUploads(database);
    const announcing = {
      uploads,
      projection,
      people: { byPersonId: () => Promise.resolve(undefined), byPseudonym: () => Promise.resolve(undefined) },
      caughtUp: () => Promise.resolve(),
      sweepClock: () => new Date(),
      maxSize: 2 ** 31,
      journal: journal.forObjects,
    };
    return {
      announcing,
      uploads: new UploadReport({
        ...{ ledger, projection, organizations, uploads, limits },
        reads: { preferences: () => Promise.resolve({ emergencyHalf: false }) } as never,
        channel: 'medseal',
        store: this.store.store,
        wraps: { recipientsOf: () => Promise.resolve([]) } as never,
        turns: new KeyedMutex(),
        sharing: { share: () => Promise.resolve(undefined) } as never,
        journal: journal.forObjects,
        recovery: {
          wake: () => {
            this.woken++;
          },
        },
        receipts: { find: () => Promise.reject(new Error('asked for a receipt')) } as never,
        log: (_facts, message) => this.logged.push(message),
      }),
    };
  }
}
