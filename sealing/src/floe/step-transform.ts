import { Transform, type TransformCallback } from 'node:stream';

/** A transformation of bytes in steps; each iterable is pulled only as fast as the reader takes its output. */
export type ByteSteps = {
  update(chunk: Uint8Array): Iterable<Uint8Array>;
  finish(): Iterable<Uint8Array>;
};

type Resume = () => void;

/** Runs {@link ByteSteps} as a stream whose back-pressure also works within one big chunk. */
export class StepTransform extends Transform {
  readonly #steps: ByteSteps;
  #resume: Resume | undefined;

  constructor(steps: ByteSteps) {
    super();
    this.#steps = steps;
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#drain(() => this.#steps.update(chunk), done);
  }

  override _flush(done: TransformCallback): void {
    this.#drain(() => this.#steps.finish(), done);
  }

  override _read(size: number): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
    // A chunk that ended just now may have left its callback to the next read, and this is it.
    super._read(size);
  }

  #drain(begin: () => Iterable<Uint8Array>, done: TransformCallback): void {
    let pieces: Iterator<Uint8Array> | undefined;
    const advance = (): void => {
      try {
        pieces ??= begin()[Symbol.iterator]();
        for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
          if (this.push(next.value) || this.destroyed) continue;
          this.#resume = advance;
          return;
        }
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };
    advance();
  }
}
