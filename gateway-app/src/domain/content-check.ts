import { Transform, type TransformCallback } from 'node:stream';
import { Failure } from './failure.js';
import type { MediaType, TypeDetector } from './media-types.js';

/** What the content was announced to be. */
export interface Announced {
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
}

/**
 * Lets content pass that is what it was announced to be, and nothing before its type is known. Fails with WRONG_TYPE when
 * the first bytes say something else, and with INVALID when there are more or fewer bytes.
 */
export class ContentCheck extends Transform {
  readonly #announced: Announced;
  readonly #detector: TypeDetector;
  #sample: Buffer[] | undefined = [];
  #seen = 0;

  constructor(announced: Announced, detector: TypeDetector) {
    super();
    this.#announced = announced;
    this.#detector = detector;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#seen += chunk.length;
    if (this.#seen > this.#announced.size) {
      done(new Failure('INVALID', 'the content is longer than announced'));
    } else if (this.#sample === undefined) {
      done(null, chunk);
    } else {
      this.#sample.push(chunk);
      if (this.#seen < this.#detector.sampleSize) done();
      else this.#release(done);
    }
  }

  override _flush(done: TransformCallback): void {
    if (this.#seen < this.#announced.size)
      done(new Failure('INVALID', 'the content is shorter than announced'));
    else if (this.#sample === undefined) done();
    else this.#release(done);
  }

  #release(done: TransformCallback): void {
    const bytes = Buffer.concat(this.#sample ?? []);
    this.#sample = undefined;
    this.#detector.detect(bytes.subarray(0, this.#detector.sampleSize)).then(
      (found) => {
        if (found === this.#announced.mediaType) done(null, bytes);
        else done(new Failure('WRONG_TYPE', `the content is not ${this.#announced.mediaType}`));
      },
      (error: unknown) => {
        done(error as Error);
      },
    );
  }
}
