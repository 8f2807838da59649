/**
 * Cuts a byte sequence that arrives in chunks of any size into segments of one size.
 * A segment is released only when another byte follows it; a segment that may be the last one is kept until requested.
 */
export class SegmentGatherer {
  readonly #segment: Buffer;
  #held = 0;

  /** @param size bytes of a segment */
  constructor(size: number) {
    this.#segment = Buffer.allocUnsafe(size);
  }

  /** Segments that are now known not to be the last. Each is valid until the next one is requested. */
  *cut(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    const size = this.#segment.length;
    let rest = chunk;
    while (this.#held + rest.length > size) {
      const missing = size - this.#held;
      const head = rest.subarray(0, missing);
      rest = rest.subarray(missing);
      yield this.#held === 0 ? head : this.#complete(head);
    }
    this.#segment.set(rest, this.#held);
    this.#held += rest.length;
  }

  /** What remains after the last chunk: from 0 bytes to one whole segment. */
  rest(): Uint8Array {
    return this.#segment.subarray(0, this.#held);
  }

  #complete(head: Uint8Array): Uint8Array {
    this.#segment.set(head, this.#held);
    this.#held = 0;
    return this.#segment;
  }
}
