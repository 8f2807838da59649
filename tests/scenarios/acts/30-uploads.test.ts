import { beforeAll, describe, expect, test } from 'vitest';
import { Bucket } from '../../src/kit/network/bucket.js';
import { type Document, jpeg, pdf, png } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { type Person, problemOf, sha256 } from '../../src/kit/api/gateway-client.js';
import { identityOf, LedgerClient } from '../../src/kit/network/ledger.js';
import { Network } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';
import { type RawBody, sendRaw } from '../../src/kit/api/raw-upload.js';

const network = new Network();
const document = pdf('résumé of “tests” (1).pdf', ['Haemoglobin 13.1 g/dl']);
let patient: Person;
let bucket: Bucket;

beforeAll(async () => {
  patient = await newPatient(network, 'HospitalA', 'Upload Patient');
  bucket = await Bucket.of(network, 'HospitalA');
});

const announce = (changes: object = {}, person = patient) => person.announce(document, 'A test', changes);

/** What must be the same after a refused upload as before. */
async function footprint() {
  const ledger = await LedgerClient.of(network, 'HospitalA');
  try {
    const height = await ledger.height(await identityOf(network, 'HospitalA', 'gateway'));
    const { items } = await patient.call<{ items: unknown[] }>('GET', '/reports?filter=own');
    return { height, reports: items.length, objects: await bucket.names() };
  } finally {
    ledger.close();
  }
}

/** Runs an upload that must fail and leave no report, no object and no transaction. */
async function leavesNothing<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const before = await footprint();
  const result = await attempt();
  // A cut connection is noticed a moment later than the client sees its end.
  await eventually('nothing is left', async () => {
    expect(await footprint()).toEqual(before);
    return true;
  });
  return result;
}

describe('a report comes back byte for byte', () => {
  const led = {
    ...document,
    fileName: 'led.pdf',
    bytes: Buffer.concat([Buffer.from('\r\n\r\n'), document.bytes]),
  };
  test.each<Document>([document, png('scan.png'), jpeg('photo.jpg'), led])(
    '$mediaType $fileName',
    async (given) => {
      const receipt = await patient.upload(given, 'Round trip');
      expect(receipt).toMatchObject({
        plaintextSha256: sha256(given.bytes),
        size: given.bytes.length,
        state: 'accepted',
      });
      const { bytes, headers } = await patient.read(receipt.reportId, 'PATRQT');
      expect(bytes.equals(given.bytes)).toBe(true);
      expect(headers.get('content-type')).toBe(given.mediaType);
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="[ -~]+"; filename\*=UTF-8''/,
      );
      expect(headers.get('content-disposition')).toContain(`UTF-8''${encoded(given.fileName)}`);
      const digest = Buffer.from(sha256(given.bytes).slice('sha256:'.length), 'hex').toString('base64');
      expect(headers.get('repr-digest')).toBe(`sha-256=:${digest}:`);
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test('and lies in the store as nothing but ciphertext under a random name', async () => {
    const receipt = await patient.upload(document, 'At rest');
    const stored = await bucket.read(receipt.objectKey);
    expect(sha256(stored)).toBe(receipt.ciphertextSha256);
    expect(stored.includes(Buffer.from('%PDF'))).toBe(false);
    expect(receipt.objectKey).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
    const { disclosureId } = await patient.disclose(receipt.reportId);
    const sealed = await patient.fetch('GET', `/disclosures/${disclosureId}/sealed`);
    expect(sha256(Buffer.from(await sealed.arrayBuffer()))).toBe(receipt.ciphertextSha256);
  });

  test('two uploads of the same file have nothing in common', async () => {
    const [first, second] = [
      await patient.upload(document, 'Twice'),
      await patient.upload(document, 'Twice'),
    ];
    expect(first.plaintextSha256).toBe(second.plaintextSha256);
    expect(first.ciphertextSha256).not.toBe(second.ciphertextSha256);
    expect(first.objectKey).not.toBe(second.objectKey);
  });
});

describe('content of another type is refused and leaves nothing', () => {
  const html = Buffer.from(`<!doctype html><title>x</title><script>alert(1)</script>${' '.repeat(500)}`);
  test.each([
    ['HTML named .pdf', html, 'application/pdf'],
    ['a PNG declared as PDF', png('x.png').bytes, 'application/pdf'],
    ['a PDF declared as PNG', document.bytes, 'image/png'],
    ['zeros declared as JPEG', Buffer.alloc(2000), 'image/jpeg'],
  ])('%s', async (_what, bytes, mediaType) => {
    const problem = await leavesNothing(async () => {
      const uploadId = await announce({ size: bytes.length, mediaType });
      return await problemOf(patient.send(uploadId, bytes, mediaType));
    });
    expect(problem).toMatchObject({ status: 415, code: 'WRONG_TYPE' });
  });

  test('a type that is not shared at all cannot be announced', async () => {
    for (const mediaType of ['text/html', 'image/svg+xml', 'application/zip', ''])
      expect(await problemOf(announce({ mediaType }))).toMatchObject({
        status: 400,
        errors: [{ pointer: '/mediaType' }],
      });
  });
});

describe('a body that is not as announced is refused and leaves nothing', () => {
  const { bytes } = document;
  const wrong: readonly (readonly [string, RawBody])[] = [
    ['empty', { bytes: Buffer.alloc(0), contentLength: 0 }],
    ['shorter than announced', { bytes: bytes.subarray(10), contentLength: bytes.length - 10 }],
    ['longer than announced', { bytes: Buffer.concat([bytes, bytes]), contentLength: 2 * bytes.length }],
  ];
  test.each(wrong)('%s; the announcement stays', async (_what, body) => {
    const uploadId = await announce();
    const problem = await leavesNothing(async () => await sendRaw(patient, uploadId, body));
    expect(problem).toMatchObject({ status: 400, code: 'INVALID' });
    expect(await patient.send(uploadId, bytes, document.mediaType)).toMatchObject({ state: 'accepted' });
  });

  test('without Content-Length, with status 411; the announcement stays', async () => {
    const uploadId = await announce();
    const problem = await leavesNothing(async () => await sendRaw(patient, uploadId, { bytes }));
    expect(problem).toMatchObject({ status: 411, code: 'LENGTH_REQUIRED' });
    expect(await patient.send(uploadId, bytes, document.mediaType)).toMatchObject({ state: 'accepted' });
  });

  test('said to be compressed, with status 415; the announcement stays', async () => {
    const uploadId = await announce();
    const body = { bytes, contentLength: bytes.length, encoding: 'gzip' };
    const problem = await leavesNothing(async () => await sendRaw(patient, uploadId, body));
    expect(problem).toMatchObject({ status: 415, code: 'WRONG_TYPE' });
    expect(await patient.send(uploadId, bytes, document.mediaType)).toMatchObject({ state: 'accepted' });
  });

  test('aborted at the first byte, in the middle, and before the last byte', async () => {
    for (const length of [1, bytes.length >> 1, bytes.length - 1]) {
      const cut = { bytes: bytes.subarray(0, length), contentLength: bytes.length, cut: true };
      await leavesNothing(async () => await sendRaw(patient, await announce(), cut));
    }
  });

  test('aborted after several megabytes have gone to the store', async () => {
    const size = 8 << 20;
    const half = Buffer.concat([bytes, Buffer.alloc(size / 2)]);
    await leavesNothing(
      async () =>
        await sendRaw(patient, await announce({ size }), { bytes: half, contentLength: size, cut: true }),
    );
  });
});

describe('announcements', () => {
  test('larger than the limit are refused', async () => {
    const problem = await problemOf(announce({ size: 2 ** 31 + 1 }));
    expect(problem).toMatchObject({ status: 413, code: 'TOO_LARGE' });
  });

  test('of no bytes, of fractions and with unknown words are refused', async () => {
    for (const [change, pointer] of [
      [{ size: 0 }, '/size'],
      [{ size: 1.5 }, '/size'],
      [{ class: 'oncology' }, '/class'],
      [{ title: '' }, '/title'],
      [{ fileName: 'a\u0000b.pdf' }, '/fileName'],
      [{ objectKey: 'aa/bb' }, '/objectKey'],
    ] as const) {
      expect(await problemOf(announce(change))).toMatchObject({ status: 400, errors: [{ pointer }] });
    }
  });

  test('belong to their session, and serve once', async () => {
    const other = await newPatient(network, 'HospitalA', 'Other Uploader');
    const again = await patient.gateway.logIn(patient.login.userName, patient.login.password);
    const uploadId = await announce();
    for (const stranger of [other, again]) {
      const attempt = stranger.send(uploadId, document.bytes, document.mediaType);
      expect(await problemOf(attempt)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
    const { reportId, objectKey } = await patient.send(uploadId, document.bytes, document.mediaType);
    const repeated = await patient.send(uploadId, document.bytes, document.mediaType);
    expect(repeated).toMatchObject({ reportId, objectKey });
  });

  test('name a patient where a doctor makes them, and are not for officers', async () => {
    const doctor = await network.demoPerson('HospitalA', 'doctor');
    expect(await problemOf(announce({}, doctor))).toMatchObject({ status: 400, code: 'INVALID' });
    for (const role of ['registrar', 'auditor']) {
      const person = await network.demoPerson('HospitalA', role);
      expect(await problemOf(announce({}, person))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });
});

/** RFC 8187 as the gateway writes it. */
function encoded(fileName: string): string {
  return encodeURIComponent(fileName).replaceAll('(', '%28').replaceAll(')', '%29');
}
