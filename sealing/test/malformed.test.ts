import { digestOf, type Envelope, type Manifest, type Wrap } from '@medseal/ledger-model';
import { describe, expect, test } from 'vitest';
import { openEnvelope, sealEnvelope } from '../src/report/envelope.js';
import type { CannotOpenReason } from '../src/primitives/errors.js';
import { floeSizes, segmentOverhead } from '../src/floe/floe-layout.js';
import { dataKey, newHalves } from '../src/halves/report-key.js';
import { openReport, sealReport } from '../src/report/report-stream.js';
import { countingBytes, flipBit, idOf, ids } from './fixtures.js';
import { newKeyHolder, newOrganizations, newPatient } from './recipients.js';
import { through } from './streams.js';

/** Bytes of a full sealed segment, and of the plaintext in it. */
const segment = 65_536;
const perSegment = segment - segmentOverhead;

const plaintext = countingBytes(2 * perSegment + 100);
const plaintextSha256 = digestOf(plaintext);
const patient = newPatient();
const halves = newHalves();
const key = dataKey({ ...halves, ids });

async function sealAll(content = plaintext) {
  const sealing = sealReport({ ids, halves });
  const { output } = await through(content, sealing.stream);
  const report = await sealing.result;
  const description = { title: 'Blood count', fileName: 'blood.pdf', mediaType: 'application/pdf' };
  const recipients = { ledgerHolders: newOrganizations(3), wraps: [patient] };
  const { envelope, wraps } = await sealEnvelope({ ids, halves, report, description, ...recipients });
  const [wrap] = wraps;
  if (wrap === undefined) throw new Error('no wrap');
  return { output, envelope, wrap };
}

const { output: sealed, envelope, wrap } = await sealAll();
const other = await sealAll();
const { manifest } = envelope;
const header = floeSizes.header;
const segments = [0, 1, 2].map((index) =>
  sealed.subarray(header + index * segment, header + (index + 1) * segment),
);
const [first = expect.fail(), second = expect.fail(), last = expect.fail()] = segments;
const head = sealed.subarray(0, header);

/** Bytes from a store, with a manifest made to match them: only the segments themselves reveal the fault. */
const fitted = (bytes: Uint8Array): Partial<Manifest> => ({
  size: bytes.length,
  ciphertextSha256: digestOf(bytes),
});

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}

function written(at: number, value: number): Uint8Array {
  const copy = Buffer.from(sealed);
  copy.writeUInt32BE(value, at);
  return copy;
}

interface WrongReport {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly reason: CannotOpenReason;
  readonly manifest?: Partial<Manifest>;
  readonly dataKey?: Uint8Array;
}

const lengthOf = (index: number): number => header + index * segment;

/** One fault in the bytes; if the manifest is made to match it, the author is the forger. */
const wrongBytes: readonly (readonly [name: string, bytes: Uint8Array, reason: CannotOpenReason])[] = [
  ['another algorithm', flipBit(sealed, 7), 'parameters'],
  ['another derivation', flipBit(sealed, 15), 'parameters'],
  ['another length of segments', written(2, segment / 2), 'parameters'],
  ['segments of no length', written(2, 0), 'parameters'],
  ['segments of 4 GiB', written(2, 0xffffffff), 'parameters'],
  ['another length of the IV', written(6, 12), 'parameters'],
  ['an IV of 4 GiB', written(6, 0xffffffff), 'parameters'],
  ['another IV', flipBit(sealed, 10 * 8), 'header'],
  ['another end of the IV', flipBit(sealed, 41 * 8), 'header'],
  ['another tag of the header', flipBit(sealed, 42 * 8), 'header'],
  ['another end of the header', flipBit(sealed, 73 * 8), 'header'],
  [
    'the header of another report',
    joined(other.output.subarray(0, header), sealed.subarray(header)),
    'segment',
  ],
  ['no header', sealed.subarray(header), 'parameters'],
  ['the header twice', joined(head, sealed), 'length'],
  ...segments.flatMap((_, index) => {
    const start = lengthOf(index);
    const end = Math.min(start + segment, sealed.length);
    return [
      [`another length in segment ${index}`, flipBit(sealed, start * 8), 'length'],
      [`another end of the length in segment ${index}`, flipBit(sealed, (start + 3) * 8 + 7), 'length'],
      [`another nonce in segment ${index}`, flipBit(sealed, (start + 4) * 8), 'segment'],
      [`another first byte in segment ${index}`, flipBit(sealed, (start + 16) * 8), 'segment'],
      [`another middle of segment ${index}`, flipBit(sealed, Math.floor((start + end) / 2) * 8), 'segment'],
      [`another tag of segment ${index}`, flipBit(sealed, (end - 1) * 8), 'segment'],
    ] as const;
  }),
  ['a segment that is marked as last but is not', written(lengthOf(0), segment), 'length'],
  ['a last segment that is not marked as last', written(lengthOf(2), 0xffffffff), 'length'],
  ['segments in another order', joined(head, second, first, last), 'segment'],
  ['a segment twice', joined(head, first, first, second, last), 'segment'],
  ['one segment less', joined(head, second, last), 'segment'],
  ['without the last segment', joined(head, first, second), 'length'],
  ['the last segment twice', joined(sealed, last), 'length'],
  ['the last segment alone', joined(head, last), 'segment'],
  ['one byte less', sealed.subarray(0, -1), 'length'],
  ['one byte more', joined(sealed, Uint8Array.of(0)), 'length'],
  ['another report after it', joined(sealed, other.output), 'length'],
  [
    'a segment of another report',
    joined(head, other.output.subarray(header, header + segment), second, last),
    'segment',
  ],
  ['its header alone', head, 'length'],
  ['half its header', sealed.subarray(0, 40), 'header'],
  ['nothing', new Uint8Array(0), 'header'],
  ['zeros', new Uint8Array(sealed.length), 'parameters'],
  ['its plaintext', plaintext, 'parameters'],
];

const wrongReports: readonly WrongReport[] = [
  ...wrongBytes.map(([name, bytes, reason]) => ({
    name: `a forged ${name}`,
    bytes,
    reason,
    manifest: fitted(bytes),
  })),
  { name: 'a byte less than the manifest says', bytes: sealed.subarray(0, -1), reason: 'length' },
  { name: 'a byte more than the manifest says', bytes: joined(sealed, Uint8Array.of(0)), reason: 'length' },
  { name: 'other bytes of the same length', bytes: other.output, reason: 'header' },
  {
    name: 'another size in the manifest',
    bytes: sealed,
    reason: 'length',
    manifest: { size: sealed.length + 1 },
  },
  {
    name: 'another digest in the manifest',
    bytes: sealed,
    reason: 'digest',
    manifest: { ciphertextSha256: digestOf('') },
  },
  {
    name: 'another header in the manifest',
    bytes: sealed,
    reason: 'header',
    manifest: { floeHeader: other.envelope.manifest.floeHeader },
  },
  { name: 'a short header in the manifest', bytes: sealed, reason: 'header', manifest: { floeHeader: '' } },
  { name: 'another key', bytes: sealed, reason: 'header', dataKey: dataKey({ ...newHalves(), ids }) },
  {
    name: 'the key of another version',
    bytes: sealed,
    reason: 'header',
    dataKey: dataKey({ ...halves, ids: { ...ids, versionId: idOf('version', 7) } }),
  },
];

describe('a sealed report with one fault', () => {
  test('opens without it', async () => {
    const { output, error } = await through(
      sealed,
      openReport({ ids, dataKey: key, manifest, plaintextSha256 }),
    );
    expect(error).toBeUndefined();
    expect(output.equals(plaintext)).toBe(true);
  });

  test.each(wrongReports)('$name', async (wrong) => {
    const opening = openReport({
      ids,
      dataKey: wrong.dataKey ?? key,
      manifest: { ...manifest, ...wrong.manifest },
      plaintextSha256,
    });
    const { output, error } = await through(wrong.bytes, opening);
    expect(error).toMatchObject({ kind: 'CANNOT_OPEN', reason: wrong.reason });
    expect(output.equals(plaintext.subarray(0, output.length))).toBe(true);
    expect(output.length).toBeLessThan(plaintext.length);
  });
});

interface WrongEnvelope {
  readonly name: string;
  readonly reason: CannotOpenReason;
  readonly manifest?: Partial<Manifest>;
  readonly sealedMetadata?: Uint8Array;
  readonly wrap?: Partial<Wrap>;
  readonly seed?: Uint8Array;
}

const metadata = Buffer.from(envelope.sealedMetadata, 'base64');
const capsule = Buffer.from(wrap.sealed, 'base64');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Metadata that its author forged: the manifest names its digest. */
const forged = (sealedMetadata: Uint8Array) => ({
  sealedMetadata,
  manifest: { sealedMetadataSha256: digestOf(sealedMetadata) },
});

const wrongEnvelopes: readonly WrongEnvelope[] = [
  { name: 'another suite', reason: 'ids', manifest: { suite: 'medseal-2' as Manifest['suite'] } },
  { name: 'another channel', reason: 'ids', manifest: { channel: 'other' } },
  { name: 'another report', reason: 'ids', manifest: { reportId: idOf('report', 7) } },
  { name: 'another version', reason: 'ids', manifest: { versionId: idOf('version', 7) } },
  { name: 'another patient', reason: 'ids', manifest: { patient: idOf('pseudonym', 7) } },
  {
    name: 'another digest of the metadata',
    reason: 'digest',
    manifest: { sealedMetadataSha256: digestOf('') },
  },
  {
    name: 'another commitment to the patient half',
    reason: 'commitment',
    manifest: { patientHalfCommitment: digestOf('') },
  },
  {
    name: 'the commitments exchanged',
    reason: 'commitment',
    manifest: { patientHalfCommitment: manifest.ledgerHalfCommitment },
  },
  {
    name: 'other metadata',
    reason: 'digest',
    sealedMetadata: Buffer.from(other.envelope.sealedMetadata, 'base64'),
  },
  { name: 'no metadata', reason: 'length', ...forged(new Uint8Array(0)) },
  { name: 'metadata of a header alone', reason: 'length', ...forged(metadata.subarray(0, header)) },
  { name: 'metadata that were cut', reason: 'length', ...forged(metadata.subarray(0, -1)) },
  { name: 'metadata with a byte more', reason: 'length', ...forged(joined(metadata, Uint8Array.of(0))) },
  { name: 'metadata with another parameter', reason: 'parameters', ...forged(flipBit(metadata, 7)) },
  { name: 'metadata with another header', reason: 'header', ...forged(flipBit(metadata, 80)) },
  { name: 'metadata with another byte', reason: 'segment', ...forged(flipBit(metadata, (header + 20) * 8)) },
  { name: 'a wrap of another version', reason: 'ids', wrap: { versionId: idOf('version', 7) } },
  { name: 'a wrap for another holder', reason: 'key', wrap: { holder: idOf('pseudonym', 7) } },
  { name: 'a wrap for an organization', reason: 'key', wrap: { holder: 'HospitalAMSP' } },
  { name: 'a wrap under another right', reason: 'key', wrap: { basis: 'author' } },
  { name: 'a wrap under a consent', reason: 'key', wrap: { basis: idOf('consent', 7) } },
  { name: 'a wrap to another version of the key', reason: 'key', wrap: { keyVersion: 2 } },
  { name: 'a wrap with another encapsulation', reason: 'key', wrap: { sealed: base64(flipBit(capsule, 8)) } },
  {
    name: 'a wrap with another tag',
    reason: 'key',
    wrap: { sealed: base64(flipBit(capsule, capsule.length * 8 - 1)) },
  },
  { name: 'a wrap that was cut', reason: 'key', wrap: { sealed: base64(capsule.subarray(0, -1)) } },
  { name: 'an empty wrap', reason: 'length', wrap: { sealed: '' } },
  { name: 'someone else’s key', reason: 'key', seed: newKeyHolder().seed },
];

describe('an envelope with one fault', () => {
  test('opens without it', async () => {
    const opened = await openEnvelope({ ids, envelope, wrap, seed: patient.seed });
    expect(opened.metadata.title).toBe('Blood count');
  });

  test.each(wrongEnvelopes)('$name', async (wrong) => {
    const changed: Envelope = {
      manifest: { ...manifest, ...wrong.manifest },
      sealedMetadata: base64(wrong.sealedMetadata ?? metadata),
    };
    const opening = openEnvelope({
      ids,
      envelope: changed,
      wrap: { ...wrap, ...wrong.wrap },
      seed: wrong.seed ?? patient.seed,
    });
    await expect(opening).rejects.toMatchObject({ kind: 'CANNOT_OPEN', reason: wrong.reason });
  });
});
