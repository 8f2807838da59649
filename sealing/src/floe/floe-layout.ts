import { CannotOpenError } from '../primitives/errors.js';

/** Parameters of a FLOE instance; everything else in c2sp.org/FLOE has only one value. */
export type FloeShape = Readonly<{
  /** ENC_SEG_LEN: bytes of a full sealed segment, 33 or more. */
  segmentLength: number;
  /** AEAD_ROTATION_MASK: a segment key serves 2^this segments. It differs from 20 only in published test vectors. */
  rotationBits: number;
}>;

/** Bytes of a full sealed segment of suite `medseal-1`. */
export const defaultSegmentLength = 65_536;

/** Suite `medseal-1`. */
export const defaultShape: FloeShape = { segmentLength: defaultSegmentLength, rotationBits: 20 };

/** Byte counts of a FLOE message with AES-256-GCM and a 32-byte IV. */
export const floeSizes = {
  key: 32,
  parameters: 10,
  iv: 32,
  headerTag: 32,
  header: 74,
  lengthField: 4,
  nonce: 12,
  tag: 16,
} as const;

/** Bytes that a segment adds to its plaintext: length field, nonce, tag. */
export const segmentOverhead = floeSizes.lengthField + floeSizes.nonce + floeSizes.tag;

/** AEAD_MAX_SEGMENTS */
export const maxSegments = 2 ** 40;

/** PARAM_ENCODE: AEAD id 0, KDF id 0, segment length, IV length; big-endian. */
export function encodeParameters(shape: FloeShape): Uint8Array {
  const bytes = Buffer.alloc(floeSizes.parameters);
  bytes.writeUInt32BE(shape.segmentLength, 2);
  bytes.writeUInt32BE(floeSizes.iv, 6);
  return bytes;
}

/**
 * Bytes of the sealed message for a plaintext of `plaintextBytes`.
 * @throws {RangeError} when the number is not a valid size or the message would have too many segments.
 */
export function sealedLength(plaintextBytes: number, segmentLength = defaultSegmentLength): number {
  const segments = Math.max(1, Math.ceil(plaintextBytes / (segmentLength - segmentOverhead)));
  const total = floeSizes.header + plaintextBytes + segments * segmentOverhead;
  if (!Number.isSafeInteger(total) || plaintextBytes < 0 || segments > maxSegments) {
    throw new RangeError('not a size that can be sealed');
  }
  return total;
}

/**
 * Bytes of plaintext in a sealed message of `sealedBytes`.
 * @throws {CannotOpenError} when no message has that length.
 */
export function openedLength(sealedBytes: number, segmentLength = defaultSegmentLength): number {
  const body = sealedBytes - floeSizes.header;
  const segments = Math.ceil(body / segmentLength);
  const plaintextBytes = body - segments * segmentOverhead;
  const lastSegment = body - (segments - 1) * segmentLength;
  if (!Number.isSafeInteger(body) || body <= 0 || lastSegment < segmentOverhead || segments > maxSegments) {
    throw new CannotOpenError('length');
  }
  return plaintextBytes;
}
