/**
 * Protocol Buffers on the wire, as far as writing messages field by field needs it
 * (https://protobuf.dev/programming-guides/encoding): the classes of fabric-protos cannot leave a required
 * part out, repeat it, or put other bytes in its place.
 */

/** Every occurrence of a field in order; none leaves it out. */
type Occurrences = readonly Uint8Array[];

/** A varint field. */
export function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

/** A length-delimited field: bytes, text or a message, as often as it occurs. */
export function bytes(field: number, occurrences: Occurrences): Buffer {
  return Buffer.concat(
    occurrences.flatMap((content) => [varint((field << 3) | 2), varint(content.length), content]),
  );
}

/** A text field. */
export function text(field: number, value: string): Buffer {
  return bytes(field, [Buffer.from(value)]);
}

/**
 * A message in two parts, of which the first has its first field; a reader merges them where the message
 * occurs twice.
 */
export function cutAfterFirstField(message: Uint8Array): readonly Uint8Array[] {
  const end = endOfFirstField(Buffer.from(message));
  return [message.subarray(0, end), message.subarray(end)];
}

/** Of a number, or of what has a length; nothing else is written here. */
function endOfFirstField(message: Buffer): number {
  const tag = readVarint(message, 0);
  const value = readVarint(message, tag.end);
  return tag.value % 8 === 2 ? value.end + value.value : value.end;
}

function readVarint(message: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < message.length; at++) {
    const byte = message.readUInt8(at);
    value += (byte & 127) * 2 ** (7 * (at - start));
    if (byte < 128) return { value, end: at + 1 };
  }
  return { value: 0, end: message.length };
}

function varint(value: number): Buffer {
  const rest: number[] = [];
  let left = value;
  while (left > 127) {
    rest.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return Buffer.from([...rest, left]);
}
