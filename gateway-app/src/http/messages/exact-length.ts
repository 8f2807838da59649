import { Transform, type TransformCallback } from 'node:stream';
import { Failure } from '../../domain/shared/failure.js';

/**
 * Lets the announced number of bytes pass, and fails on more or fewer: bytes after an answer's length would be read as
 * the next answer. Node's own check throws where nothing can catch it.
 */
export class ExactLength extends Transform {
  #left: number;

  constructor(length: number) {
    super();
    this.#left = length;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#left -= chunk.length;
    if (this.#left < 0) done(otherLength());
    else done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#left === 0 ? null : otherLength());
  }
}

function otherLength(): Failure {
  return new Failure('INTEGRITY', 'the report does not have the announced length');
}
