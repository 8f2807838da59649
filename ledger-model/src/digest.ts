import { createHash } from 'node:crypto';
import { canonicalize, type JsonValue } from './canonical.js';

/** A digest as statements and records hold it: `sha256:` and 64 lower-case hex digits. */
export type Digest = string & { readonly __brand: 'Digest' };

/** SHA-256 of bytes, or of a text's UTF-8 bytes (FIPS 180-4). */
export function sha256(data: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** SHA-256 written as `sha256:<hex>`. */
export function digestOf(data: Uint8Array | string): Digest {
  return `sha256:${Buffer.from(sha256(data)).toString('hex')}` as Digest;
}

/** {@link digestOf} of a value's canonical JSON. */
export function digestOfJson(value: JsonValue): Digest {
  return digestOf(canonicalize(value));
}
