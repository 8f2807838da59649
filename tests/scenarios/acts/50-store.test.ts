import { randomBytes } from 'node:crypto';
import { defaultSegmentLength, floeSizes } from '@medseal/sealing';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import { type Document, flipped, pdf } from '../../src/kit/files/documents.js';
import {
  inSeconds,
  type Person,
  ProblemError,
  type Receipt,
  sha256,
} from '../../src/kit/api/gateway-client.js';
import { Network } from '../../src/kit/network/network.js';
import { newDoctor, newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let bucket: Bucket;
let patient: Person;
/** Of the other hospital: the bytes reach them through the owner's gateway. */
let doctor: Person;

/** A report with its document and its stored bytes. */
interface Stored {
  readonly document: Document;
  readonly receipt: Receipt;
  readonly object: Buffer;
}

let small: Stored;
/** Of several segments. */
let large: Stored;
let other: Stored;

beforeAll(async () => {
  bucket = await Bucket.of(network, 'HospitalA');
  patient = await newPatient(network, 'HospitalA', 'Store Patient');
  doctor = await newDoctor(network, 'HospitalB', 'Store Doctor');
  small = await store(pdf('small.pdf', ['small']));
  large = await store(padded(pdf('large.pdf', ['large']), (1 << 20) + 4321));
  other = await store(padded(pdf('other.pdf', ['other']), (1 << 20) + 4321));
});

afterEach(async () => {
  for (const { receipt, object } of [small, large, other]) await bucket.write(receipt.objectKey, object);
});

async function store(document: Document): Promise<Stored> {
  const receipt = await patient.upload(document, document.fileName);
  await patient.share(receipt.reportId, doctor, { until: inSeconds(3600) });
  return { document, receipt, object: await bucket.read(receipt.objectKey) };
}

/** A PDF may have anything after its end; random bytes show every exchange. */
function padded(document: Document, size: number): Document {
  const { bytes } = document;
  return { ...document, bytes: Buffer.concat([bytes, randomBytes(size - bytes.length)]) };
}

/** How a download ended, and what had been delivered by then. */
interface Ending {
  readonly how: 'complete' | 'cut' | number;
  readonly bytes: Buffer;
}

/** Downloads and says how it ended: complete, cut off in the middle, or with a problem's status. */
async function download(reader: Person, reportId: string): Promise<Ending> {
  const { disclosureId } = await reader.disclose(reportId);
  const chunks: Uint8Array[] = [];
  try {
    const { body } = await reader.fetch('GET', `/disclosures/${disclosureId}/content`);
    for await (const chunk of body ?? []) chunks.push(chunk as Uint8Array);
    return { how: 'complete', bytes: Buffer.concat(chunks) };
  } catch (error) {
    if (error instanceof ProblemError) expect(error.problem.code).toBe('INTEGRITY');
    return {
      how: error instanceof ProblemError ? error.problem.status : 'cut',
      bytes: Buffer.concat(chunks),
    };
  }
}

/**
 * Puts bytes in the place of a report's object and expects that neither reader is given a complete or a wrong
 * download.
 */
async function neverCleanEnd({ receipt, document }: Stored, bytes: Buffer | undefined): Promise<Ending[]> {
  if (bytes === undefined) await bucket.remove(receipt.objectKey);
  else await bucket.write(receipt.objectKey, bytes);
  const endings = [await download(patient, receipt.reportId), await download(doctor, receipt.reportId)];
  for (const { how, bytes: delivered } of endings) {
    expect(how).not.toBe('complete');
    expect(delivered.length).toBeLessThan(document.bytes.length);
    // What left before the alteration was reached is the true beginning of the report.
    expect(document.bytes.subarray(0, delivered.length).equals(delivered)).toBe(true);
  }
  return endings;
}

test('untouched, both hospitals deliver the whole', async () => {
  for (const { receipt, document, object } of [small, large]) {
    expect(sha256(object)).toBe(receipt.ciphertextSha256);
    for (const reader of [patient, doctor]) {
      const { how, bytes } = await download(reader, receipt.reportId);
      expect({ how, digest: sha256(bytes) }).toEqual({ how: 'complete', digest: sha256(document.bytes) });
    }
  }
});

describe('a range', () => {
  /** One range of what a disclosure opens, by its path. */
  const part = async (path: string, reader: Person, range: string, more: Record<string, string> = {}) =>
    await reader.gateway.fetch('GET', path, { token: reader.token, headers: { range, ...more } });
  const bytesIn = async (response: Response) => Buffer.from(await response.arrayBuffer());

  test('of the report and of the stored bytes goes on with the same disclosure, at both hospitals', async () => {
    const { receipt, document, object } = large;
    for (const reader of [patient, doctor]) {
      const { disclosureId } = await reader.disclose(receipt.reportId);
      for (const [path, whole, digest] of [
        ['content', document.bytes, receipt.plaintextSha256],
        ['sealed', object, receipt.ciphertextSha256],
      ] as const) {
        const address = `/disclosures/${disclosureId}/${path}`;
        const first = await part(address, reader, 'bytes=0-99999');
        const etag = first.headers.get('etag') ?? '';
        expect([first.status, etag]).toEqual([206, `"${digest.slice('sha256:'.length)}"`]);
        expect(first.headers.get('content-range')).toBe(`bytes 0-99999/${whole.length}`);
        const rest = await part(address, reader, 'bytes=100000-', { 'if-range': etag });
        const assembled = Buffer.concat([await bytesIn(first), await bytesIn(rest)]);
        expect([rest.status, sha256(assembled)]).toEqual([206, digest]);
        const other = await part(address, reader, 'bytes=5-', { 'if-range': '"other"' });
        expect([other.status, sha256(await bytesIn(other))]).toEqual([200, digest]);
        const outside = await fetch(`${reader.gateway.url}/api/v1${address}`, {
          headers: { authorization: `Bearer ${reader.token ?? ''}`, range: `bytes=${whole.length}-` },
        });
        expect([outside.status, outside.headers.get('content-range')]).toEqual([
          416,
          `bytes */${whole.length}`,
        ]);
      }
    }
  });

  test('is served where only other segments are altered, and refused where one of its own is', async () => {
    const { receipt, document, object } = large;
    await bucket.write(receipt.objectKey, flipped(object, object.length >> 1));
    for (const reader of [patient, doctor]) {
      const { disclosureId } = await reader.disclose(receipt.reportId);
      const address = `/disclosures/${disclosureId}/content`;
      const sound = await bytesIn(await part(address, reader, 'bytes=10-1000'));
      expect(sound.equals(document.bytes.subarray(10, 1001))).toBe(true);
      const middle = document.bytes.length >> 1;
      await expect(part(address, reader, `bytes=${middle}-${middle}`)).rejects.toMatchObject({
        problem: { status: 502, code: 'INTEGRITY' },
      });
    }
  });
});

describe('one bit turned over', () => {
  test.each([
    ['in the header', 5],
    ['in the first segment', 200],
    ['in the last byte', -1],
  ])('%s of a small report', async (_where, position) => {
    const endings = await neverCleanEnd(small, flipped(small.object, position));
    expect(endings.map(({ how }) => how)).toEqual([502, 502]);
  });

  test('at the beginning of a large report: nothing is delivered', async () => {
    const endings = await neverCleanEnd(large, flipped(large.object, 300));
    expect(endings.map(({ how }) => how)).toEqual([502, 502]);
  });

  test('in the middle and in the last segment of a large report: the download is cut off', async () => {
    for (const position of [large.object.length >> 1, -100, -1]) {
      const endings = await neverCleanEnd(large, flipped(large.object, position));
      expect(endings.map(({ how }) => how)).toEqual(['cut', 'cut']);
    }
  });
});

describe('another length', () => {
  test('truncated at a segment’s boundary, inside a segment, by one byte, and to nothing', async () => {
    const boundary = floeSizes.header + 3 * defaultSegmentLength;
    for (const length of [large.object.length - 1, boundary, boundary + 1000, 10, 0])
      await neverCleanEnd(large, large.object.subarray(0, length));
    await neverCleanEnd(small, small.object.subarray(0, small.object.length - 1));
  });

  test('with bytes after its end', async () => {
    for (const stored of [small, large])
      await neverCleanEnd(stored, Buffer.concat([stored.object, Buffer.from('x')]));
  });
});

describe('another object in its place', () => {
  test('that of another report, also of the same length', async () => {
    expect(other.object.length).toBe(large.object.length);
    await neverCleanEnd(large, other.object);
    await neverCleanEnd(small, other.object);
  });

  test('an older object of the same file', async () => {
    const older = await store(small.document);
    await neverCleanEnd(small, older.object);
  });

  test('with the last segments of another report', async () => {
    const half = large.object.length >> 1;
    await neverCleanEnd(large, Buffer.concat([large.object.subarray(0, half), other.object.subarray(half)]));
  });

  test('with two segments exchanged', async () => {
    const { object } = large;
    const cut = (from: number, to: number) => object.subarray(from, to);
    const length = defaultSegmentLength;
    const start = floeSizes.header;
    const swapped = [cut(0, start), cut(start + length, start + 2 * length), cut(start, start + length)];
    await neverCleanEnd(large, Buffer.concat([...swapped, cut(start + 2 * length, object.length)]));
  });

  test('none at all', async () => {
    const endings = await neverCleanEnd(small, undefined);
    expect(endings.map(({ how }) => how)).toEqual([502, 502]);
  });

  test('the file in clear', async () => {
    const endings = await neverCleanEnd(small, small.document.bytes);
    expect(endings.map(({ how }) => how)).toEqual([502, 502]);
  });
});
