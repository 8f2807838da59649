import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * Passes bytes on unchanged and reports their SHA-256 (`sha256:<hex>`) after the last one; never for a stream that is
 * cut.
 */
export class HashedBytes extends Transform {
  readonly #hash = createHash('sha256');
  readonly #onEnd: (sha256: string) => void;

  constructor(onEnd: (sha256: string) => void) {
    super();
    this.#onEnd = onEnd;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.#onEnd(`sha256:${this.#hash.digest('hex')}`);
    done();
  }
}
