import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { CannotOpenError } from '../primitives/errors.js';
import { encodeParameters, floeSizes, type FloeShape } from './floe-layout.js';

/** What both directions need to start: a 32-byte key, the associated data, the instance's parameters. */
export type FloeBinding = Readonly<{ key: Uint8Array; aad: Uint8Array; shape: FloeShape }>;

const messageKeyLength = 48;

/**
 * Keys of one message: everything derived from the key, the parameters, the IV and the associated data.
 * Only the current segment key is kept, because segments are visited in order.
 */
export class FloeKeys {
  readonly header: Uint8Array;
  readonly shape: FloeShape;
  readonly #aad: Uint8Array;
  readonly #messageKey: Uint8Array;
  #current: Readonly<{ first: number; key: KeyObject }> | undefined;

  private constructor({ key, aad, shape }: FloeBinding, iv: Uint8Array) {
    if (key.length !== floeSizes.key) throw new RangeError('a FLOE key has 32 bytes');
    const start = Buffer.concat([encodeParameters(shape), iv]);
    this.shape = shape;
    this.#aad = aad;
    const headerTag = expand(key, [start, Buffer.from('HEADER_TAG:'), aad], floeSizes.headerTag);
    this.header = Buffer.concat([start, headerTag]);
    this.#messageKey = expand(key, [start, Buffer.from('MESSAGE_KEY:'), aad], messageKeyLength);
  }

  /** startEncryption: keys of a new message under a random IV. */
  static forSealing(binding: FloeBinding): FloeKeys {
    return new FloeKeys(binding, randomBytes(floeSizes.iv));
  }

  /**
   * startDecryption: the keys to which a message's 74-byte header commits.
   * @throws {CannotOpenError} for other parameters, another key or other associated data.
   */
  static forOpening(binding: FloeBinding, header: Uint8Array): FloeKeys {
    if (header.length !== floeSizes.header) throw new CannotOpenError('length');
    const parameters = encodeParameters(binding.shape);
    if (!Buffer.from(parameters).equals(header.subarray(0, parameters.length)))
      throw new CannotOpenError('parameters');
    const keys = new FloeKeys(binding, header.subarray(parameters.length, parameters.length + floeSizes.iv));
    if (!timingSafeEqual(keys.header, header)) throw new CannotOpenError('header');
    return keys;
  }

  /** DERIVE_KEY: the AES key of the segment at this position, counted from 0. */
  segmentKey(position: number): KeyObject {
    const first = position - (position % 2 ** this.shape.rotationBits);
    if (this.#current?.first !== first) this.#current = { first, key: this.#derive(first) };
    return this.#current.key;
  }

  #derive(first: number): KeyObject {
    const start = this.header.subarray(0, floeSizes.parameters + floeSizes.iv);
    const purpose = Buffer.concat([Buffer.from('DEK:'), bigEndian8(first)]);
    return createSecretKey(expand(this.#messageKey, [start, purpose, this.#aad], floeSizes.key));
  }
}

/** I2BE(number, 8) for numbers below 2^48. */
export function bigEndian8(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUIntBE(number, 2, 6);
  return bytes;
}

/** HKDF-Expand with SHA-384 (RFC 5869, section 2.3) of at most one block, which is all that FLOE needs. */
function expand(key: Uint8Array, info: readonly Uint8Array[], length: number): Buffer {
  const block = createHmac('sha384', key);
  for (const part of info) block.update(part);
  return block.update(Uint8Array.of(1)).digest().subarray(0, length);
}
