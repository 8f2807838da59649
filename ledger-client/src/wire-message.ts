/** The bytes are not a Protocol Buffers message. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** The result of reading bytes; undefined if they cannot be read. */
export function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Wire types (https://protobuf.dev/programming-guides/encoding/#structure). */
const varintType = 0;
const fixed64Type = 1;
const bytesType = 2;
const groupStart = 3;
const groupEnd = 4;
const fixed32Type = 5;

/** The depth of nested groups, as Go limits it. */
const deepest = 10_001;

/** The highest field number, and the highest within a group that is skipped. */
const lastField = 2 ** 29 - 1;
const lastFieldInGroup = 2 ** 31 - 1;

/**
 * A Protocol Buffers message, read as Fabric's peers read it (Go, google.golang.org/protobuf): a field of an unexpected
 * wire type counts as unknown and is skipped, the last value of a repeated scalar counts, and the occurrences of a
 * message that should occur once are merged. Peers decide by this reading which transactions are valid, so the gateway
 * must see the same in them; the classes of fabric-protos read such bytes differently, or not at all.
 *
 * Fields are looked up in the bytes on request, so a message takes no further memory, however many fields it has.
 */
export class WireMessage {
  readonly #bytes: Uint8Array;

  /** @throws {WireError} when Go would not read these bytes either. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const reader = new WireReader(bytes);
    while (reader.next());
  }

  /** Bytes of a field, empty where it is absent. */
  bytes(number: number): Uint8Array {
    let found: Uint8Array = new Uint8Array();
    for (const bytes of this.all(number)) found = bytes;
    return found;
  }

  /** Text of a field, empty where it is absent. */
  text(number: number): string {
    return Buffer.from(this.bytes(number)).toString('utf8');
  }

  /** Every occurrence of a repeated field. */
  *all(number: number): Generator<Uint8Array> {
    const reader = new WireReader(this.#bytes);
    while (reader.next()) if (reader.type === bytesType && reader.number === number) yield reader.bytes;
  }

  /** How often a repeated field occurs. */
  count(number: number): number {
    const reader = new WireReader(this.#bytes);
    let count = 0;
    while (reader.next()) if (reader.type === bytesType && reader.number === number) count++;
    return count;
  }

  /** A nested message, merged from all its occurrences; undefined where it is absent. */
  message(number: number): WireMessage | undefined {
    const count = this.count(number);
    if (count === 0) return undefined;
    // To read the concatenation of messages is to merge them.
    return new WireMessage(count === 1 ? this.bytes(number) : this.#joined(number));
  }

  /** A nested message that must be present. @throws {WireError} when it is absent */
  part(number: number, name: string): WireMessage {
    const found = this.message(number);
    if (found === undefined) throw new WireError(`no ${name}`);
    return found;
  }

  #joined(number: number): Uint8Array {
    const joined = new Uint8Array(this.#bytes.length);
    let length = 0;
    for (const bytes of this.all(number)) {
      joined.set(bytes, length);
      length += bytes.length;
    }
    return joined.subarray(0, length);
  }

  /** Each occurrence of a repeated message. */
  *messages(number: number): Generator<WireMessage> {
    for (const bytes of this.all(number)) yield new WireMessage(bytes);
  }

  /** An unsigned 64-bit number, 0 where it is absent. */
  uint64(number: number): bigint {
    const reader = new WireReader(this.#bytes);
    let found = 0n;
    while (reader.next()) if (reader.type === varintType && reader.number === number) found = reader.value();
    return found;
  }

  /** A signed 64-bit number, 0 where it is absent. */
  int64(number: number): bigint {
    return BigInt.asIntN(64, this.uint64(number));
  }

  /** A signed 32-bit number or an enumeration value; higher bits are dropped. */
  int32(number: number): number {
    return Number(BigInt.asIntN(32, this.uint64(number)));
  }

  /** False where it is absent. */
  flag(number: number): boolean {
    return this.uint64(number) !== 0n;
  }
}

/** Walks over the fields of a message without allocating memory. */
class WireReader {
  /** The current field's number and wire type. */
  number = 0;
  type = 0;
  readonly #message: Uint8Array;
  /** Where the value of the current field begins, and where it ends and the next field begins. */
  #start = 0;
  #at = 0;

  constructor(message: Uint8Array) {
    this.#message = message;
  }

  /** Goes to the next field; false at the end. @throws {WireError} */
  next(): boolean {
    if (this.#at === this.#message.length) return false;
    this.#readTag(lastField);
    if (this.type === groupEnd) throw new WireError('the end of a group that did not begin');
    const { number, type } = this;
    if (type === groupStart) this.#skipGroup();
    else this.#skipValue();
    this.number = number;
    this.type = type;
    return true;
  }

  /** The value of a field with a length. */
  get bytes(): Uint8Array {
    return this.#message.subarray(this.#start, this.#at);
  }

  /** The value of a varint. */
  value(): bigint {
    let value = 0n;
    for (let at = this.#start, shift = 0n; at < this.#at; at++, shift += 7n)
      value |= BigInt((this.#message[at] ?? 0) & 127) << shift;
    return value;
  }

  /** A tag has at most 35 bits here, which a double holds. */
  #readTag(greatest: number): void {
    const tag = this.#varint();
    this.type = tag % 8;
    this.number = Math.floor(tag / 8);
    if (this.number < 1 || this.number > greatest) throw new WireError('a field number out of range');
  }

  #skipValue(): void {
    this.#start = this.#at;
    if (this.type === varintType) this.#varint();
    else if (this.type === fixed64Type) this.#skip(8);
    else if (this.type === fixed32Type) this.#skip(4);
    else if (this.type === bytesType) {
      const length = this.#varint();
      this.#start = this.#at;
      this.#skip(length);
    } else throw new WireError('an unknown wire type');
  }

  #skipGroup(): void {
    const open = [this.number];
    while (open.length > 0) {
      if (open.length > deepest) throw new WireError('groups are nested too deeply');
      this.#readTag(lastFieldInGroup);
      if (this.type === groupStart) open.push(this.number);
      else if (this.type !== groupEnd) this.#skipValue();
      else if (open.pop() !== this.number) throw new WireError('the end of another group');
    }
  }

  /** At most ten bytes, of which the last adds one bit. The value is exact up to 2^53, and too large above that. */
  #varint(): number {
    let value = 0;
    let factor = 1;
    for (let length = 1; length <= 10; length++) {
      const byte = this.#message[this.#at++];
      if (byte === undefined) throw new WireError('a number without an end');
      if (length === 10 && byte > 1) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new WireError('a number of more than 64 bits');
  }

  #skip(length: number): void {
    if (length > this.#message.length - this.#at) throw new WireError('bytes without an end');
    this.#at += length;
  }
}
