import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { CannotOpenError } from '../primitives/errors.js';
import { bigEndian8, type FloeKeys } from './floe-keys.js';
import { floeSizes, maxSegments, segmentOverhead } from './floe-layout.js';

/** A segment's place: its position, counted from 0, and whether the message ends with it. */
export type SegmentPlace = Readonly<{ position: number; last: boolean }>;

const { lengthField, nonce: nonceLength, tag: tagLength } = floeSizes;
const notLast = 0xffff_ffff;

/**
 * encryptSegment of the specification. Not exported from the package, because it is easy to misuse out of order.
 * @throws {RangeError} when the message is longer than FLOE allows.
 */
export function encryptSegment(keys: FloeKeys, plaintext: Uint8Array, place: SegmentPlace): Buffer {
  if (place.position >= maxSegments) throw new RangeError('too many segments');
  const segment = Buffer.allocUnsafe(plaintext.length + segmentOverhead);
  segment.writeUInt32BE(place.last ? segment.length : notLast, 0);
  randomFillSync(segment, lengthField, nonceLength);
  const nonce = segment.subarray(lengthField, lengthField + nonceLength);
  const cipher = createCipheriv('aes-256-gcm', keys.segmentKey(place.position), nonce);
  cipher.setAAD(associatedData(place));
  const ciphertext = cipher.update(plaintext);
  segment.set(ciphertext, lengthField + nonceLength);
  giveBack(ciphertext);
  cipher.final();
  segment.set(cipher.getAuthTag(), segment.length - tagLength);
  return segment;
}

/**
 * decryptSegment of the specification. Not exported from the package.
 * @throws {CannotOpenError} unless the segment was sealed for this place under these keys.
 */
export function decryptSegment(keys: FloeKeys, segment: Uint8Array, place: SegmentPlace): Buffer {
  const bytes = Buffer.from(segment.buffer, segment.byteOffset, segment.length);
  checkLengths(bytes, keys.shape.segmentLength, place);
  const body = lengthField + nonceLength;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keys.segmentKey(place.position),
    bytes.subarray(lengthField, body),
    {
      authTagLength: tagLength,
    },
  );
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
  const plaintext = decipher.update(bytes.subarray(body, bytes.length - tagLength));
  try {
    decipher.final();
  } catch {
    throw new CannotOpenError('segment');
  }
  return plaintext;
}

/** Frees a buffer that owns its memory: left to the garbage collector, a long upload holds about 50 MiB more. */
function giveBack({ buffer, length }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}

function checkLengths(segment: Buffer, segmentLength: number, { position, last }: SegmentPlace): void {
  const shortest = last ? segmentOverhead : segmentLength;
  if (segment.length < shortest || segment.length > segmentLength || position >= maxSegments) {
    throw new CannotOpenError('length');
  }
  if (segment.readUInt32BE(0) !== (last ? segment.length : notLast)) throw new CannotOpenError('length');
}

function associatedData({ position, last }: SegmentPlace): Uint8Array {
  return Buffer.concat([bigEndian8(position), Uint8Array.of(last ? 1 : 0)]);
}
