/** A value that canonical JSON can carry: no floats, no `undefined`, no dates, no binary. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/** Thrown when a value has no canonical form, or bytes are not in canonical form. */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';
}

const maxDepth = 32;

/**
 * Writes a value as RFC 8785 canonical JSON (members sorted by UTF-16 code units, no white space).
 * Deliberately narrower than the RFC: numbers are safe integers, so every language prints them alike.
 * Members that are `undefined` are left out.
 * @throws {CanonicalError} for floats, lone surrogates, functions and other values without a canonical form.
 */
export function canonicalize(value: JsonValue): string {
  return write(value, 0);
}

/** The UTF-8 bytes of {@link canonicalize}. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return new TextEncoder().encode(canonicalize(value));
}

/**
 * Reads UTF-8 JSON and refuses every byte sequence that is not exactly the canonical form of its value
 * (duplicate members, white space, other escapes, floats, byte order mark, malformed UTF-8).
 * @throws {CanonicalError}
 */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  let text: string;
  let value: JsonValue;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw new CanonicalError('not JSON in UTF-8');
  }
  if (canonicalize(value) !== text) throw new CanonicalError('not in canonical form');
  return value;
}

function write(value: JsonValue, depth: number): string {
  if (depth > maxDepth) throw new CanonicalError('nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeInteger(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => write(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object')
    return writeObject(value as { readonly [name: string]: JsonValue | undefined }, depth);
  throw new CanonicalError(`a ${typeof value} has no canonical form`);
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new CanonicalError('lone surrogate');
  return JSON.stringify(text);
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new CanonicalError('not a safe integer');
  return String(value);
}

function writeObject(value: { readonly [name: string]: JsonValue | undefined }, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new CanonicalError('not a plain object');
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${writeString(name)}:${write(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}
