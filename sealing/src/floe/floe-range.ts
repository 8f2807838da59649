import { CannotOpenError } from '../primitives/errors.js';
import type { FloeSecret } from './floe.js';
import { FloeKeys } from './floe-keys.js';
import { defaultShape, floeSizes, openedLength, segmentOverhead, type FloeShape } from './floe-layout.js';
import { decryptSegment } from './floe-segment.js';

/** Bytes from `start` up to, not including, `end`. */
export type ByteRange = Readonly<{ start: number; end: number }>;

/**
 * Opens parts of a FLOE message whose total length is known from a trusted source (a manifest, not the store):
 * without it, a message cut after a segment would look like a whole one.
 */
export class FloeRangeOpener {
  /** Bytes of the whole plaintext. */
  readonly plaintextBytes: number;
  readonly #keys: FloeKeys;
  readonly #lastPosition: number;

  /**
   * @throws {CannotOpenError} when no message has that length or the header was made under another key.
   */
  constructor(
    message: FloeSecret & Readonly<{ header: Uint8Array; sealedBytes: number }>,
    shape: FloeShape = defaultShape,
  ) {
    this.plaintextBytes = openedLength(message.sealedBytes, shape.segmentLength);
    this.#keys = FloeKeys.forOpening({ key: message.key, aad: message.aad, shape }, message.header);
    this.#lastPosition = Math.ceil((message.sealedBytes - floeSizes.header) / shape.segmentLength) - 1;
  }

  /**
   * The sealed bytes needed for a range of plaintext: whole segments.
   * @throws {RangeError} when the range is empty or exceeds the plaintext.
   */
  sealedRange(range: ByteRange): ByteRange {
    this.#check(range);
    const { segmentLength } = this.#keys.shape;
    const offset = floeSizes.header;
    const end = offset + (this.#positionOf(range.end - 1) + 1) * segmentLength;
    const sealedBytes = offset + this.plaintextBytes + (this.#lastPosition + 1) * segmentOverhead;
    return { start: offset + this.#positionOf(range.start) * segmentLength, end: Math.min(end, sealedBytes) };
  }

  /**
   * Opens a range of plaintext from exactly the bytes that {@link sealedRange} named.
   * @throws {RangeError} as {@link sealedRange}
   * @throws {CannotOpenError}
   */
  open(range: ByteRange, sealed: Uint8Array): Buffer {
    const needed = this.sealedRange(range);
    if (sealed.length !== needed.end - needed.start) throw new CannotOpenError('length');
    const { segmentLength } = this.#keys.shape;
    const first = this.#positionOf(range.start);
    const parts: Buffer[] = [];
    for (let position = first; position <= this.#positionOf(range.end - 1); position++) {
      const start = (position - first) * segmentLength;
      const segment = sealed.subarray(start, start + segmentLength);
      parts.push(decryptSegment(this.#keys, segment, { position, last: position === this.#lastPosition }));
    }
    const skipped = first * (segmentLength - segmentOverhead);
    return Buffer.concat(parts).subarray(range.start - skipped, range.end - skipped);
  }

  #positionOf(offset: number): number {
    return Math.floor(offset / (this.#keys.shape.segmentLength - segmentOverhead));
  }

  #check({ start, end }: ByteRange): void {
    const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
    if (!whole || start < 0 || end <= start || end > this.plaintextBytes)
      throw new RangeError('not a range of the plaintext');
  }
}
