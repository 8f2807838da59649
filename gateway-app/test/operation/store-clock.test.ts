import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { MinioStore } from '../../src/adapters/store/minio-store.js';
import { selfSigned } from '../support/self-signed.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A store that refuses everything and whose clock is this many seconds ahead of this one. */
async function refusing(ahead: number): Promise<MinioStore> {
  const { certificate, key } = await selfSigned();
  const server = createServer({ cert: certificate, key }, (request, response) => {
    request.resume();
    response.setHeader('date', new Date(Date.now() + ahead * 1_000).toUTCString());
    response.writeHead(403).end();
  }).listen(0);
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const store = new MinioStore({
    ...{ url, tlsRoot: certificate, bucket: 'sealed-reports', accessKey: 'access', secretKey: 'secret' },
  });
  ends.push(
    () => server.close(),
    () => store.close(),
  );
  return store;
}

const objectKey = `aa/${'0'.repeat(32)}`;
const content = () => new PassThrough().end('x');

test.each([3_600, -3_600])(
  'a store that refuses a signature of another time (%i s) is reported as a wrong clock',
  async (ahead) => {
    const store = await refusing(ahead);
    const wrong = {
      code: 'CLOCK_WRONG',
      detail: expect.stringMatching(/clocks.*differ by 3[56]\d\d seconds/) as string,
    };
    await expect(store.put(objectKey, 1, content())).rejects.toMatchObject(wrong);
    await expect(store.get(objectKey, new AbortController().signal)).rejects.toMatchObject(wrong);
    await expect(store.remove(objectKey)).rejects.toMatchObject(wrong);
  },
);

test('a store that refuses for another reason is unavailable', async () => {
  const store = await refusing(0);
  await expect(store.put(objectKey, 1, content())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
