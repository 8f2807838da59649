import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../src/domain/shared/failure.js';
import { StoreWatch } from '../../src/workers/store-watch.js';
import { fullStores, startStore } from '../support/s3-store.js';

const { signal } = new AbortController();
let s3: Awaited<ReturnType<typeof startStore>>;
let time: number;
let watch: StoreWatch;
/** Objects that were stored, including probes. */
let puts: string[];

beforeEach(async () => {
  s3 = await startStore();
  time = 0;
  puts = [];
  const { store } = s3;
  watch = new StoreWatch({
    store: {
      put: async (objectKey, ...content) => {
        puts.push(objectKey);
        await store.put(objectKey, ...content);
      },
      ready: (until) => store.ready(until),
      probe: async (until) => {
        puts.push('probe');
        await store.probe(until);
      },
    },
    now: () => time,
  });
});
afterEach(() => s3.close());

const upload = () => watch.put(`aa/${'0'.repeat(32)}`, 1, Readable.from([Buffer.from('x')]));
const fill = () => {
  s3.state.putting = fullStores['answers when it has all'];
};

test('a store that answers and takes uploads is well, and no probe is made', async () => {
  await upload();
  expect(await watch.finding(signal)).toMatchObject({ state: 'ok' });
  expect(puts).toHaveLength(1);
});

test('an upload that the store refuses is remembered until it takes a probe, which is made at most every ten seconds', async () => {
  fill();
  await expect(upload()).rejects.toMatchObject({ code: 'STORE_FULL' });
  for (time = 0; time < 20_000; time += 1_000)
    expect(await watch.finding(signal)).toMatchObject({
      state: 'fail',
      detail: 'Uploads fail: the store is full.',
      remedy: expect.stringContaining('room') as string,
      figures: { answers: 1 },
    });
  expect(puts.filter((each) => each === 'probe')).toHaveLength(2);
  s3.state.putting = undefined;
  expect(await watch.finding(signal)).toMatchObject({ state: 'ok' });
  expect(s3.objects.size).toBe(0);
});

test('a successful upload shows that the store takes uploads again', async () => {
  fill();
  await expect(upload()).rejects.toMatchObject({ code: 'STORE_FULL' });
  s3.state.putting = undefined;
  await upload();
  expect(await watch.finding(signal)).toMatchObject({ state: 'ok' });
  expect(puts).not.toContain('probe');
});

test('content that fails leaves the store well', async () => {
  const failing = new Readable({
    read() {
      this.destroy(new Failure('WRONG_TYPE', 'no PDF'));
    },
  });
  await expect(watch.put('aa/11', 1, failing)).rejects.toThrow();
  expect(await watch.finding(signal)).toMatchObject({ state: 'ok' });
});

test('a probe can be ended while it writes, and the next one removes what it left behind', async () => {
  const end = new AbortController();
  s3.state.putting = (request) => {
    request.once('data', () => {
      end.abort();
    });
  };
  await expect(s3.store.probe(end.signal)).rejects.toThrow();
  s3.objects.set('probe', Buffer.alloc(1));
  s3.state.putting = undefined;
  await s3.store.probe(signal);
  expect(s3.objects.size).toBe(0);
});
