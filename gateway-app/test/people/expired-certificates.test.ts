import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { encodeId } from '@medseal/ledger-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FabricCa } from '@medseal/ledger-client';
import { MemberConnections } from '../../src/adapters/members/member-connections.js';
import { MinioStore } from '../../src/adapters/store/minio-store.js';
import { PeopleCa } from '../../src/adapters/ca/people-ca.js';
import { LocatedSource } from '../../src/adapters/members/sealed-source.js';
import { foreignNotReached, notReached } from '../../src/adapters/answers/not-reached.js';
import { selfSigned } from '../support/self-signed.js';

let server: Server;
let url: string;
let tlsRoot: string;

beforeAll(async () => {
  const { certificate, key } = await selfSigned(new Date(Date.now() - 60_000));
  server = createServer({ cert: certificate, key }, (_, response) => response.end()).listen(0);
  await once(server, 'listening');
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
  tlsRoot = certificate;
});
afterAll(() => {
  server.close();
});

const named = (detail: RegExp) => ({
  code: 'UNAVAILABLE',
  detail: expect.stringMatching(detail) as string,
});

test('a store whose certificate has expired is named, whatever was in transit', async () => {
  const store = new MinioStore({
    ...{ url, tlsRoot, bucket: 'sealed-reports', accessKey: 'access', secretKey: 'secret' },
  });
  const objectKey = `aa/${'0'.repeat(32)}`;
  try {
    for (const size of [10, 1 << 20]) {
      const content = new PassThrough();
      pipeline(Readable.from([randomBytes(size)]), content, () => undefined);
      await expect(store.put(objectKey, size, content)).rejects.toMatchObject(
        named(/of the store has expired/),
      );
    }
    await expect(store.get(objectKey, new AbortController().signal)).rejects.toMatchObject(
      named(/of the store has expired/),
    );
  } finally {
    await store.close();
  }
});

test('another hospital’s gateway whose certificate has expired is named', async () => {
  const connections = new MemberConnections(
    await selfSigned().then(({ certificate, key }) => ({ certificate, key })),
  );
  const urls = { memberUrl: url, keyAgentUrl: url };
  const organization = { mspId: 'OtherMSP', name: 'Other', kind: 'hospital', keys: [], tlsRoot, ...urls };
  const organizations = {
    all: () => Promise.resolve([organization]),
    byMspId: () => Promise.resolve(organization),
    settings: () => expect.fail('not asked for'),
  };
  const source = new LocatedSource({
    own: { mspId: 'OwnMSP', store: undefined },
    organizations,
    connections,
  });
  const locations = [{ mspId: 'OtherMSP', objectKey: `aa/${'0'.repeat(32)}` }];
  const disclosureId = encodeId('disclosure', Buffer.alloc(16));
  try {
    const opened = source.open({ locations, disclosureId, size: 1 }, new AbortController().signal);
    await expect(opened).rejects.toMatchObject(named(/owner's gateway has expired/));
  } finally {
    await connections.close();
  }
});

test('a certification authority whose certificate has expired is named', async () => {
  const ca = new FabricCa({ url, name: 'ca', tlsRoot });
  const people = new PeopleCa({ ca, registrar: { id: 'registrar', secret: '' } });
  try {
    await expect(people.enrol(encodeId('pseudonym', Buffer.alloc(16)), 'secret')).rejects.toMatchObject(
      named(/certification authority has expired/),
    );
  } finally {
    ca.close();
  }
});

test('a certificate that is not valid yet points to a wrong clock; which clock is said only if the part is ours', () => {
  const cause = Object.assign(new Error('certificate is not yet valid'), { code: 'CERT_NOT_YET_VALID' });
  const error = new Error('fetch failed', { cause });
  expect(notReached('the store', error)).toMatchObject({
    code: 'CLOCK_WRONG',
    detail: expect.stringMatching(
      /of the store is not valid yet: the clock of this gateway is behind/,
    ) as string,
  });
  expect(foreignNotReached("the owner's gateway", error)).toMatchObject(
    named(/its clock or the clock of this gateway is wrong/),
  );
});
