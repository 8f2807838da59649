import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'minio';

/** A user of a store, and the one bucket whose objects it may read, write, list and remove. */
export interface StoreUser {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
}

/**
 * Creates a user of a MinIO store, or restores the user's secret and rights (MinIO's admin API, RELEASE.2025-09-07).
 * The client is the store's root user; its secret seals the new one.
 */
export async function admitStoreUser(
  root: Client,
  rootSecret: string,
  { accessKey, secretKey, bucket }: StoreUser,
): Promise<void> {
  const put = async (path: string, query: Readonly<Record<string, string>>, body: string | Buffer) => {
    await root.makeRequestAsyncOmit(
      {
        method: 'PUT',
        bucketName: 'minio',
        objectName: `admin/v3/${path}`,
        query: new URLSearchParams(query).toString(),
      },
      body,
    );
  };
  const policy = `objects-of-${bucket}`;
  const user = Buffer.from(JSON.stringify({ secretKey, status: 'enabled' }));
  await put('add-canned-policy', { name: policy }, JSON.stringify(objectsOnly(bucket)));
  await put('add-user', { accessKey }, sealedForStore(rootSecret, user));
  const grant = { policyName: policy, userOrGroup: accessKey, isGroup: 'false' };
  await put('set-user-or-group-policy', grant, '');
}

/**
 * Objects of one bucket only. It also denies what MinIO lets every user do with its own account: new secrets, further
 * keys.
 */
function objectsOnly(bucket: string) {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [arn] },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: [`${arn}/*`],
      },
      { Effect: 'Deny', Action: ['admin:*'] },
    ],
  };
}

/** Iterations and marker of MinIO's format with PBKDF2; the secret is random, so few iterations are enough. */
const sealing = { iterations: 8192, id: 2, longest: 16_384 } as const;

/**
 * Seals data as MinIO's admin API requires: salt (32 bytes), format (1), nonce (8), then the data in AES-256-GCM as the
 * only and last fragment of a stream (github.com/secure-io/sio-go). Nonces end in the fragment's number, little endian;
 * fragment 0 is empty, and its tag is part of the additional data of the others.
 */
export function sealedForStore(secret: string, data: Buffer): Buffer {
  if (data.length > sealing.longest) throw new RangeError('more than one fragment');
  const [salt, nonce] = [randomBytes(32), randomBytes(8)];
  const key = pbkdf2Sync(secret, salt, sealing.iterations, 32, 'sha256');
  const fragment = (number: number, plain: Buffer, associated: Buffer): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32LE(number);
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.concat([nonce, counter]));
    cipher.setAAD(associated);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const none = Buffer.alloc(0);
  const last = Buffer.concat([Buffer.of(0x80), fragment(0, none, none)]);
  return Buffer.concat([salt, Buffer.of(sealing.id), nonce, fragment(1, data, last)]);
}
