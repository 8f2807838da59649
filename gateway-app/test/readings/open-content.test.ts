import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type Digest, digestOf, encodeId } from '@medseal/ledger-model';
import { newHalves, sealReport } from '@medseal/sealing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenSession } from '../../src/domain/people/sessions.js';
import type { SealedSource } from '../../src/domain/reports/store.js';
import { disclosureRoutes } from '../../src/http/routes/disclosures.js';
import { type DownloadLimits, OpenContent } from '../../src/use-cases/readings/open-content.js';
import { honestAgents } from '../support/agents.js';
import { logIn, patientForm, register, startTestGateway, type TestGateway } from '../support/gateway.js';
import { answerOf, RecordWorld } from '../support/record-world.js';

const disclosureId = encodeId('disclosure', randomBytes(16));
const address = `/api/v1/disclosures/${disclosureId}`;
const document = randomBytes(150_000);

let gateway: TestGateway;
let token: string;
let world: RecordWorld;
let openContent: OpenContent;
let seen: string[];
/** Readings that have begun and not ended. */
let readings: number;

beforeAll(async () => {
  const nothing = undefined as never;
  const opening = {
    open: (reading: Parameters<OpenContent['open']>[0]) =>
      openContent.open({ ...reading, session: ofWorld(reading.session) }),
    openSealed: (reading: Parameters<OpenContent['open']>[0]) =>
      openContent.openSealed({ ...reading, session: ofWorld(reading.session) }),
  };
  gateway = await startTestGateway({
    moreRoutes: disclosureRoutes({
      discloseReport: nothing,
      openContent: opening as never,
      listDisclosures: nothing,
      showDisclosure: nothing,
      projection: nothing,
    }),
  });
  await register(gateway, patientForm('ada.example'));
  token = await logIn(gateway, 'ada.example');
});
afterAll(() => gateway.close());
beforeEach(() => {
  world = new RecordWorld();
  [seen, readings] = [[], 0];
});

/** A session of this gateway, whose person is the world's. */
function ofWorld({ id }: OpenSession): OpenSession {
  return { ...world.session, id };
}

type Lie = Readonly<{ plaintextSize?: number; plaintextSha256?: Digest }>;
type Coming = (sealed: Buffer) => Readable;

/** A report that its author describes falsely, permitted to its patient. */
async function permit(
  lie: Lie = {},
  limits: Partial<DownloadLimits> = {},
  coming: Coming = (sealed) => Readable.from([sealed]),
): Promise<void> {
  const ids = world.newIds();
  const halves = newHalves();
  const sealing = sealReport({ ids, halves });
  const sealed = await buffer(Readable.from([document]).pipe(sealing.stream));
  const report = { ...(await sealing.result), ...lie };
  const version = answerOf(ids, await world.seal(ids, { halves, report }));
  const { versionId, reportId, patient } = ids;
  const { size, ciphertextSha256 } = report;
  const reads = {
    disclosure: () =>
      Promise.resolve({ reader: patient, basis: { kind: 'own' }, versionId, reportId, disclosureId }),
    fetch: () =>
      Promise.resolve({ disclosureId, size, ciphertextSha256, locations: [{ mspId: 'HospitalAMSP' }] }),
    version: () => Promise.resolve(version),
  };
  const source: SealedSource = {
    open: (_wanted, _signal, range) => {
      const part = range === undefined ? sealed : sealed.subarray(range.start, range.end);
      return Promise.resolve({ size, content: coming(part) });
    },
  };
  openContent = new OpenContent({
    reads: reads as never,
    agents: { release: () => honestAgents(world, { ids, set: version.set, disclosureId }) } as never,
    source,
    readings: {
      begin: () => {
        readings++;
        return { signal: new AbortController().signal, end: () => readings-- };
      },
    } as never,
    observer: { intact: () => seen.push('intact'), suspect: () => seen.push('suspect') },
    onSpoiled: () => undefined,
    limits,
  });
}

async function get(range?: string, what = 'content', signal?: AbortSignal, by = token) {
  const headers = { authorization: `Bearer ${by}`, ...(range !== undefined && { range }) };
  const response = await fetch(`${gateway.base}${address}/${what}`, { headers, signal: signal ?? null });
  const body = response.arrayBuffer().then((bytes) => Buffer.from(bytes));
  // Callers who wait for it see the failure.
  body.catch(() => undefined);
  return { response, body };
}

test('a truthfully described report is served whole and in ranges', async () => {
  await permit();
  const whole = await get();
  expect(whole.response.status).toBe(200);
  expect(document.equals(await whole.body)).toBe(true);
  const part = await get('bytes=70000-');
  expect(part.response.status).toBe(206);
  expect(document.subarray(70_000).equals(await part.body)).toBe(true);
  expect(seen).toEqual(['intact']);
  await vi.waitUntil(() => readings === 0);
});

describe('an author who lies', () => {
  test.each([document.length - 1, document.length + 1, 10, 2 ** 50])(
    'about the size (%i): nothing is announced, neither the whole nor a range',
    async (plaintextSize) => {
      await permit({ plaintextSize });
      for (const range of [undefined, 'bytes=0-', 'bytes=0-5', 'bytes=-5']) {
        const { response, body } = await get(range);
        expect(response.status).toBe(502);
        expect(JSON.parse(String(await body))).toMatchObject({ code: 'INTEGRITY' });
      }
      await vi.waitUntil(() => readings === 0);
    },
  );

  test('about the digest: the whole download breaks off, and the store is not blamed', async () => {
    await permit({ plaintextSha256: digestOf('something else') });
    await expect(get().then(({ body }) => body)).rejects.toThrow();
    expect(seen).toEqual(['intact']);
  });
});

test.each([-1, 1])('what is sent is as long as announced, or the answer breaks off (%i)', async (more) => {
  await permit();
  const openSealed = openContent.openSealed.bind(openContent);
  openContent.openSealed = async (reading) => {
    const { size, ...content } = await openSealed(reading);
    return { ...content, size: size + more };
  };
  await expect(get(undefined, 'sealed').then(({ body }) => body)).rejects.toThrow();
  expect(await gateway.call('GET', '/livez')).toMatchObject({ status: 200 });
});

describe('downloads', () => {
  /** Gives some bytes and waits. */
  const stuck: Coming = (sealed) => {
    const stream = new PassThrough();
    stream.write(sealed.subarray(0, 70_000));
    return stream;
  };

  test.each(['content', 'sealed'])(
    'of one person are limited in number, across all sessions (%s)',
    async (what) => {
      await permit({}, { atOnce: 2 }, stuck);
      const stop = new AbortController();
      const running = [1, 2].map(() => get(undefined, what, stop.signal));
      for (const answer of running) expect((await answer).response.status).toBe(200);
      const refused = await get(undefined, what, undefined, await logIn(gateway, 'ada.example'));
      expect(refused.response.status).toBe(429);
      expect(JSON.parse(String(await refused.body))).toMatchObject({ code: 'TOO_MANY' });
      expect(refused.response.headers.get('retry-after')).toBe('60');
      stop.abort();
      await vi.waitUntil(() => readings === 0);
      const again = new AbortController();
      expect((await get(undefined, what, again.signal)).response.status).toBe(200);
      again.abort();
      await vi.waitUntil(() => readings === 0);
    },
  );

  test.each(['content', 'sealed'])('end after the longest time (%s)', async (what) => {
    await permit({}, { longest: 300 }, stuck);
    const { response, body } = await get(undefined, what);
    expect(response.status).toBe(200);
    const ended = body.then(
      () => 'whole',
      () => 'broken off',
    );
    expect(await Promise.race([ended, delay(5_000, 'still open')])).toBe('broken off');
    await vi.waitUntil(() => readings === 0);
  });
});
