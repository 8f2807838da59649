/** An answer from outside is larger than anything that was asked for. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';

  constructor(
    /** Bytes that were permitted. */
    readonly limit: number,
  ) {
    super(`the answer has more than ${limit} bytes`);
  }
}

/**
 * Reads an answer from outside within a number of bytes. How long it may take is the business of the signal that was given to
 * the request. What is too large is not read on.
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
