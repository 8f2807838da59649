import { CannotOpenError } from '../primitives/errors.js';
import { FloeKeys, type FloeBinding } from './floe-keys.js';
import { defaultShape, floeSizes, segmentOverhead } from './floe-layout.js';
import { decryptSegment, encryptSegment } from './floe-segment.js';
import { SegmentGatherer } from './segment-gatherer.js';
import { StepTransform, type ByteSteps } from './step-transform.js';

/** A 32-byte key and the associated data to which a FLOE message is bound. */
export type FloeSecret = Readonly<{ key: Uint8Array; aad: Uint8Array }>;

/** Online encryption: header, full segments as plaintext arrives, last segment at the end. */
export class FloeSealing implements ByteSteps {
  readonly #keys: FloeKeys;
  readonly #plaintext: SegmentGatherer;
  #position = 0;
  #started = false;

  constructor(binding: FloeBinding) {
    this.#keys = FloeKeys.forSealing(binding);
    this.#plaintext = new SegmentGatherer(binding.shape.segmentLength - segmentOverhead);
  }

  /** The first 74 bytes of the message; known before any plaintext. */
  get header(): Uint8Array {
    return this.#keys.header;
  }

  *update(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    yield* this.#start();
    for (const part of this.#plaintext.cut(chunk)) {
      yield encryptSegment(this.#keys, part, { position: this.#position++, last: false });
    }
  }

  *finish(): Generator<Uint8Array, void, undefined> {
    yield* this.#start();
    yield encryptSegment(this.#keys, this.#plaintext.rest(), { position: this.#position, last: true });
  }

  *#start(): Generator<Uint8Array, void, undefined> {
    if (!this.#started) yield this.#keys.header;
    this.#started = true;
  }
}

/**
 * Online decryption. A segment is released only after it is verified and another byte has arrived, the last segment
 * only after the input has ended where that segment says. So extra or missing bytes at the end are found before that.
 */
export class FloeOpening implements ByteSteps {
  readonly #binding: FloeBinding;
  readonly #header = new HeaderGatherer();
  readonly #sealed: SegmentGatherer;
  #keys: FloeKeys | undefined;
  #position = 0;

  constructor(binding: FloeBinding) {
    this.#binding = binding;
    this.#sealed = new SegmentGatherer(binding.shape.segmentLength);
  }

  /** The message's header, once it has arrived and is verified. */
  get header(): Uint8Array | undefined {
    return this.#keys?.header;
  }

  *update(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    const body = this.#header.take(chunk);
    const keys = this.#open();
    if (keys === undefined) return;
    for (const segment of this.#sealed.cut(body)) {
      yield decryptSegment(keys, segment, { position: this.#position++, last: false });
    }
  }

  *finish(): Generator<Uint8Array, void, undefined> {
    if (this.#keys === undefined) throw new CannotOpenError('length');
    yield decryptSegment(this.#keys, this.#sealed.rest(), { position: this.#position, last: true });
  }

  #open(): FloeKeys | undefined {
    const header = this.#header.complete();
    if (header !== undefined) this.#keys ??= FloeKeys.forOpening(this.#binding, header);
    return this.#keys;
  }
}

/** Collects the first 74 bytes. */
class HeaderGatherer {
  readonly #header = Buffer.alloc(floeSizes.header);
  #held = 0;

  /** Takes the bytes that the header still needs and returns the rest of the chunk. */
  take(chunk: Uint8Array): Uint8Array {
    const head = chunk.subarray(0, this.#header.length - this.#held);
    this.#header.set(head, this.#held);
    this.#held += head.length;
    return chunk.subarray(head.length);
  }

  complete(): Uint8Array | undefined {
    return this.#held === this.#header.length ? this.#header : undefined;
  }
}

/** Seals a stream of plaintext bytes as one FLOE message (c2sp.org/FLOE, AES-256-GCM); memory is constant. */
export class FloeSealer extends StepTransform {
  /** The first 74 bytes of the message; known before any plaintext. */
  readonly header: Uint8Array;

  constructor(secret: FloeSecret) {
    const sealing = new FloeSealing({ ...secret, shape: defaultShape });
    super(sealing);
    this.header = sealing.header;
  }
}

/** Opens a stream of one FLOE message; on a damaged one it always fails with {@link CannotOpenError}. */
export class FloeOpener extends StepTransform {
  constructor(secret: FloeSecret) {
    super(new FloeOpening({ ...secret, shape: defaultShape }));
  }
}

/** Seals a small plaintext as one FLOE message. */
export function sealMessage(secret: FloeSecret, plaintext: Uint8Array): Buffer {
  return runSteps(new FloeSealing({ ...secret, shape: defaultShape }), plaintext);
}

/**
 * Opens a small FLOE message.
 * @throws {CannotOpenError}
 */
export function openMessage(secret: FloeSecret, sealed: Uint8Array): Buffer {
  return runSteps(new FloeOpening({ ...secret, shape: defaultShape }), sealed);
}

/** Everything that the steps give for one chunk of input. */
export function runSteps(steps: ByteSteps, input: Uint8Array): Buffer {
  return Buffer.concat([...steps.update(input), ...steps.finish()]);
}
