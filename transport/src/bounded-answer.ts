/** An answer from outside is larger than anything that was requested. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';

  constructor(
    /** The permitted number of bytes. */
    readonly limit: number,
  ) {
    super(`the answer has more than ${limit} bytes`);
  }
}

/**
 * Reads an answer from outside with a maximum number of bytes, and stops reading when it is larger. The request's own
 * signal limits the time.
 * @throws {AnswerTooLargeError}, and what the stream throws.
 */
export async function readBounded(body: AsyncIterable<Uint8Array>, bytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > bytes) throw new AnswerTooLargeError(bytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
