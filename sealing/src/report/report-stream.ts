import { createHash, timingSafeEqual } from 'node:crypto';
import { digestSchema, type BoundIds, type Digest, type Manifest } from '@medseal/ledger-model';
import { CannotOpenError } from '../primitives/errors.js';
import { FloeOpening, FloeSealing } from '../floe/floe.js';
import { defaultShape, openedLength } from '../floe/floe-layout.js';
import { checkIds, dataKey, reportSecret, type Halves } from '../halves/report-key.js';
import { StepTransform, type ByteSteps } from '../floe/step-transform.js';

/** What is known about a report once its last byte is sealed. */
export type SealedReport = Readonly<{
  ciphertextSha256: Digest;
  /** Bytes of the sealed report, as stored. */
  size: number;
  plaintextSha256: Digest;
  /** Bytes of the report. */
  plaintextSize: number;
  /** FLOE header, 74 bytes. */
  floeHeader: Uint8Array;
}>;

/** A sealing in progress: plaintext in, stored bytes out. */
export type ReportSealing = Readonly<{
  stream: StepTransform;
  /** Resolves when the stream has given its last byte; rejects when it fails or is destroyed before that. */
  result: Promise<SealedReport>;
}>;

/** Seals a report's bytes in one pass with constant memory, and hashes what goes in and what comes out. */
export function sealReport(input: Readonly<{ ids: BoundIds; halves: Halves }>): ReportSealing {
  const { ids, halves } = input;
  const { promise, resolve, reject } = Promise.withResolvers<SealedReport>();
  const key = dataKey({ ...halves, ids });
  const stream = new StepTransform(
    new ReportSealer(new FloeSealing({ ...reportSecret(key, ids), shape: defaultShape }), resolve),
  );
  stream.once('error', reject);
  stream.once('close', () => {
    reject(new Error('the sealing was abandoned'));
  });
  // A caller that awaits only the pipeline sees the same failure there; an unwatched result must not end the process.
  promise.catch(() => undefined);
  return { stream, result: promise };
}

/** What opens a report's bytes. */
type ReportSecret = Readonly<{
  ids: BoundIds;
  dataKey: Uint8Array;
  manifest: Manifest;
  /** The author's claim. Opening fails with `content` if the stored bytes are right and this is wrong. */
  plaintextSha256: Digest;
}>;

/**
 * Opens a stored report: sealed bytes in, plaintext out. The header is compared with the manifest before the first
 * byte is released, every segment is verified before its release, and the size and digests of the whole before the
 * release of the last segment. On any bytes other than those that the manifest names, the stream fails with
 * {@link CannotOpenError} and never ends cleanly.
 * @throws {CannotOpenError} when the manifest is for another version.
 */
export function openReport(input: ReportSecret): StepTransform {
  checkIds(input.ids, input.manifest);
  return new StepTransform(new ReportOpener(input));
}

/** Bytes of plaintext in a manifest's report, which a download announces before its first byte. */
export function plaintextSize(manifest: Manifest): number {
  return openedLength(manifest.size);
}

class ReportSealer implements ByteSteps {
  readonly #plaintext = new Measure();
  readonly #sealed = new Measure();

  constructor(
    readonly floe: FloeSealing,
    readonly done: (result: SealedReport) => void,
  ) {}

  *update(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#plaintext.add(chunk);
    yield* this.#measured(this.floe.update(chunk));
  }

  *finish(): Generator<Uint8Array, void, undefined> {
    yield* this.#measured(this.floe.finish());
    const plaintext = this.#plaintext.end();
    const sealed = this.#sealed.end();
    this.done({
      ciphertextSha256: sealed.digest,
      size: sealed.size,
      plaintextSha256: plaintext.digest,
      plaintextSize: plaintext.size,
      floeHeader: this.floe.header,
    });
  }

  *#measured(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
    for (const piece of pieces) {
      this.#sealed.add(piece);
      yield piece;
    }
  }
}

class ReportOpener implements ByteSteps {
  readonly #manifest: Manifest;
  readonly #floe: FloeOpening;
  readonly #sealed = new Measure();
  readonly #plaintext = new Measure();
  readonly #plaintextSha256: Digest;
  #headerCompared = false;

  constructor({ ids, dataKey: key, manifest, plaintextSha256 }: ReportSecret) {
    this.#manifest = manifest;
    this.#plaintextSha256 = plaintextSha256;
    this.#floe = new FloeOpening({ ...reportSecret(key, ids), shape: defaultShape });
  }

  *update(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#sealed.add(chunk);
    if (this.#sealed.size > this.#manifest.size) throw new CannotOpenError('length');
    for (const piece of this.#floe.update(chunk)) {
      this.#compareHeader();
      this.#plaintext.add(piece);
      yield piece;
    }
  }

  *finish(): Generator<Uint8Array, void, undefined> {
    const { size, digest } = this.#sealed.end();
    if (size !== this.#manifest.size) throw new CannotOpenError('length');
    if (digest !== this.#manifest.ciphertextSha256) throw new CannotOpenError('digest');
    this.#compareHeader();
    const last = [...this.#floe.finish()];
    for (const piece of last) this.#plaintext.add(piece);
    this.#comparePlaintext();
    yield* last;
  }

  #comparePlaintext(): void {
    const { digest } = this.#plaintext.end();
    if (digest !== this.#plaintextSha256) throw new CannotOpenError('content');
  }

  #compareHeader(): void {
    if (this.#headerCompared) return;
    const header = this.#floe.header;
    const named = Buffer.from(this.#manifest.floeHeader, 'base64');
    if (header?.length !== named.length || !timingSafeEqual(header, named))
      throw new CannotOpenError('header');
    this.#headerCompared = true;
  }
}

/** Counts and hashes bytes. */
class Measure {
  readonly #hash = createHash('sha256');
  size = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.size += bytes.length;
  }

  end(): Readonly<{ size: number; digest: Digest }> {
    return { size: this.size, digest: digestSchema.parse(`sha256:${this.#hash.digest('hex')}`) };
  }
}
