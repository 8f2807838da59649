import { randomBytes } from 'node:crypto';
import type { Client } from 'minio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealedForStore } from '../../../network/src/lifecycle/store-administration.js';
import { Bucket, bucketName, storeClient } from '../../src/kit/network/bucket.js';
import { Network } from '../../src/kit/network/network.js';

describe('the gateway’s credential at the store', () => {
  const other = 'not-of-the-gateway';
  const network = new Network();
  let bucket: Bucket;
  let gateway: Client;
  let root: Client;

  beforeAll(async () => {
    bucket = await Bucket.of(network, 'HospitalA');
    gateway = await storeClient(network, 'HospitalA', 'store');
    root = await storeClient(network, 'HospitalA', 'store-root');
    await root.makeBucket(other);
    await root.putObject(other, 'object', 'of another program');
  });
  afterAll(async () => {
    await root.removeObject(other, 'object');
    await root.removeBucket(other);
  });

  const listed = async (bucket: string) =>
    (await gateway.listObjectsV2(bucket, '', true).toArray()) as unknown[];
  const expiry = {
    Rule: [{ ID: 'all', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }],
  };
  const publicReading = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: ['*'] },
        Action: ['s3:GetObject'],
        Resource: [`arn:aws:s3:::${bucketName}/*`],
      },
    ],
  });
  test.each<[string, () => Promise<unknown>]>([
    ['makes no bucket', () => gateway.makeBucket('made-by-the-gateway')],
    ['removes no bucket', () => gateway.removeBucket(other)],
    ['does not remove its own', () => gateway.removeBucket(bucketName)],
    ['lists no other bucket', () => listed(other)],
    ['reads no other bucket', () => gateway.getObject(other, 'object')],
    ['looks at nothing there', () => gateway.statObject(other, 'object')],
    ['writes nothing there', () => gateway.putObject(other, 'object', 'changed')],
    ['removes nothing there', () => gateway.removeObject(other, 'object')],
    ['opens its bucket to nobody', () => gateway.setBucketPolicy(bucketName, publicReading)],
    ['reads no policy', () => gateway.getBucketPolicy(bucketName)],
    ['sets no expiry', () => gateway.setBucketLifecycle(bucketName, expiry)],
    ['switches on no versions', () => gateway.setBucketVersioning(bucketName, { Status: 'Enabled' })],
  ])('%s', async (_what, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test.each([
    ['lists no users', 'GET', 'list-users', ''],
    ['makes no user', 'PUT', 'add-user', 'accessKey=another'],
    ['adds no policy', 'PUT', 'add-canned-policy', 'name=all'],
    ['sees no policies', 'GET', 'list-canned-policies', ''],
    ['stops no store', 'POST', 'service', 'action=stop'],
  ])('%s', async (_what, method, path, query) => {
    const call = { method, bucketName: 'minio', objectName: `admin/v3/${path}`, query };
    // Resolves when the store answers 403, and nothing else.
    await expect(gateway.makeRequestAsyncOmit(call, '', [403])).resolves.toBeDefined();
  });

  test('makes no further key of its own, and gives itself no other secret', async () => {
    const { accessKey, secretKey } = gateway as unknown as Readonly<
      Record<'accessKey' | 'secretKey', string>
    >;
    const sealed = (content: object) => sealedForStore(secretKey, Buffer.from(JSON.stringify(content)));
    const put = (path: string, query: string, body: Buffer) =>
      gateway.makeRequestAsyncOmit(
        { method: 'PUT', bucketName: 'minio', objectName: `admin/v3/${path}`, query },
        body,
        [403],
      );
    const key = { accessKey: 'furtherkey', secretKey: 'another-secret-of-it' };
    await expect(put('add-service-account', '', sealed(key))).resolves.toBeDefined();
    const account = sealed({ secretKey: 'another-secret-of-it', status: 'enabled' });
    await expect(put('add-user', `accessKey=${accessKey}`, account)).resolves.toBeDefined();
  });

  test('sees the name of no other bucket', async () => {
    expect((await gateway.listBuckets()).map(({ name }) => name)).toEqual([bucketName]);
  });

  test('puts, gets, looks at, lists and removes in its own', async () => {
    const objectKey = `00/${randomBytes(16).toString('hex')}`;
    await gateway.putObject(bucketName, objectKey, 'content');
    expect(await gateway.statObject(bucketName, objectKey)).toMatchObject({ size: 7 });
    expect(await bucket.read(objectKey)).toEqual(Buffer.from('content'));
    expect(await bucket.names()).toContain(objectKey);
    await gateway.removeObject(bucketName, objectKey);
    expect(await bucket.names()).not.toContain(objectKey);
  });
});
