import { CannotOpenError } from '../primitives/errors.js';

/**
 * Pads bytes that contain no zero byte (canonical JSON never does) with zero bytes to the next of the lengths, so that
 * the sealed length reveals almost nothing.
 * @throws {RangeError} when the bytes are longer than the longest length.
 */
export function pad(bytes: Uint8Array, lengths: readonly number[]): Uint8Array {
  const length = lengths.find((size) => size >= bytes.length);
  if (length === undefined) throw new RangeError('the text is too long');
  const padded = Buffer.alloc(length);
  padded.set(bytes);
  return padded;
}

/**
 * Removes the padding.
 * @throws {CannotOpenError} for any other length or padding.
 */
export function unpad(padded: Uint8Array, lengths: readonly number[]): Uint8Array {
  if (!lengths.includes(padded.length)) throw new CannotOpenError('content');
  const end = padded.indexOf(0);
  const bytes = end < 0 ? padded : padded.subarray(0, end);
  if (padded.subarray(bytes.length).some((byte) => byte !== 0)) throw new CannotOpenError('content');
  return bytes;
}
