import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pdf } from '../kit/files/documents.js';

const chunkSize = 1 << 20;

/** A large file that passes for a PDF, made while it is sent. */
export interface GeneratedFile {
  readonly size: number;
  /** The bytes, the same at every call, in chunks of 1 MiB. */
  stream(): Readable;
  /** SHA-256 of all bytes, `sha256:<hex>`. */
  readonly sha256: string;
}

/** A valid small PDF followed by random bytes, `size` bytes in all. */
export function generatedPdf(size: number): GeneratedFile {
  const first = pdf('large.pdf', ['A large scan']).bytes;
  const filling = randomBytes(chunkSize);
  const chunks = function* (): Generator<Buffer> {
    yield first;
    for (let left = size - first.length; left > 0; left -= chunkSize) {
      yield left < chunkSize ? filling.subarray(0, left) : filling;
    }
  };
  const hash = createHash('sha256');
  for (const chunk of chunks()) hash.update(chunk);
  return { size, sha256: `sha256:${hash.digest('hex')}`, stream: () => Readable.from(chunks()) };
}
