import { type MediaType, typeOfBytes, typeSampleSize } from '@medseal/input-rules';
import { Transform, type TransformCallback } from 'node:stream';
import { Failure } from '../shared/failure.js';

/** What the content was announced to be. */
export interface Announced {
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
}

/**
 * Passes content on that is what it was announced to be, and nothing before its type is known. Fails with WRONG_TYPE
 * when the first bytes are of another type, and with INVALID when there are more or fewer bytes than announced.
 */
export class ContentCheck extends Transform {
  readonly #announced: Announced;
  #sample: Buffer[] | undefined = [];
  #seen = 0;

  constructor(announced: Announced) {
    super();
    this.#announced = announced;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#seen += chunk.length;
    if (this.#seen > this.#announced.size) {
      done(new Failure('INVALID', 'the content is longer than announced'));
    } else if (this.#sample === undefined) {
      done(null, chunk);
    } else {
      this.#sample.push(chunk);
      if (this.#seen < typeSampleSize) done();
      else this.#release(this.#sample, done);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.#seen < this.#announced.size)
      done(new Failure('INVALID', 'the content is shorter than announced'));
    else if (this.#sample === undefined) done();
    else this.#release(this.#sample, done);
  }

  #release(sample: readonly Buffer[], done: TransformCallback): void {
    const bytes = Buffer.concat(sample);
    this.#sample = undefined;
    const { mediaType } = this.#announced;
    if (typeOfBytes(bytes.subarray(0, typeSampleSize)) === mediaType) done(null, bytes);
    else done(new Failure('WRONG_TYPE', `the content is not ${mediaType}`));
  }
}
