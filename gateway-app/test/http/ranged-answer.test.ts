import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wholeSize } from '../../src/adapters/answers/ranged-answer.js';
import { LocatedSource } from '../../src/adapters/members/sealed-source.js';
import { startStore } from '../support/s3-store.js';

const mspId = 'HospitalAMSP';
const objectKey = `aa/${'0'.repeat(32)}`;
const range = { start: 100, end: 200 };

describe('the size of the whole object in an answer to a range request', () => {
  const answer = (contentRange: string, length: number, status = 206) => ({
    status,
    headers: { 'content-range': contentRange, 'content-length': String(length) },
  });

  test.each([
    ['of everything that was requested', answer('bytes 100-199/300', 100), 300],
    ['of an object that ends within the range', answer('bytes 100-149/150', 50), 150],
    ['that a part names which ended even earlier', answer('bytes 0-49/50', 50), 50],
    ['of another part although the object has the requested one', answer('bytes 0-99/300', 100), undefined],
    ['of a part of another length than it says', answer('bytes 100-199/300', 99), undefined],
    ['with the whole instead', answer('bytes 100-199/300', 300, 200), undefined],
  ])('%s', (_of, answered, size) => {
    expect(wholeSize(answered, range)).toBe(size);
  });
});

describe('an object that was cut in the store', () => {
  let s3: Awaited<ReturnType<typeof startStore>>;
  beforeEach(async () => {
    s3 = await startStore();
  });
  afterEach(() => s3.close());

  const open = (size: number) => {
    const organizations = { byMspId: () => expect.fail('asked another organization') } as never;
    const source = new LocatedSource({
      own: { mspId, store: s3.store },
      organizations,
      connections: undefined as never,
    });
    const disclosureId = encodeId('disclosure', randomBytes(16));
    const wanted = { locations: [{ mspId, objectKey }], disclosureId, size } as never;
    return source.open(wanted, new AbortController().signal, range);
  };

  test.each([150, 100, 50, 199])('to %i bytes does not fit the ledger, not even in a range', async (left) => {
    s3.objects.set(objectKey, randomBytes(left));
    await expect(open(300)).rejects.toMatchObject({ code: 'INTEGRITY' });
  });

  test('never gives the range', async () => {
    s3.objects.set(objectKey, randomBytes(300));
    const { size, content } = await open(300);
    expect(size).toBe(300);
    expect(await content.toArray().then((pieces) => Buffer.concat(pieces as Buffer[]).length)).toBe(100);
  });
});
