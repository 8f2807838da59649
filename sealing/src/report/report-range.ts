import type { BoundIds, Manifest } from '@medseal/ledger-model';
import { CannotOpenError } from '../primitives/errors.js';
import { FloeRangeOpener, type ByteRange } from '../floe/floe-range.js';
import { defaultSegmentLength, segmentOverhead } from '../floe/floe-layout.js';
import { checkIds, reportSecret } from '../halves/report-key.js';
import { SegmentGatherer } from '../floe/segment-gatherer.js';
import { StepTransform, type ByteSteps } from '../floe/step-transform.js';

/** The opening of a part of a report. */
export type ReportRange = Readonly<{
  /** The needed stored bytes: whole segments. */
  sealedRange: ByteRange;
  /** Takes these bytes and gives the requested plaintext. */
  stream: StepTransform;
}>;

/**
 * Opens a part of a stored report. The header comes from the manifest. Every segment and its position are verified
 * before the segment is released. The digest of the whole is not verified, because the other segments are not read. The
 * stream fails with {@link CannotOpenError} on any bytes other than the report's.
 * @throws {CannotOpenError} when the manifest is for another version.
 * @throws {RangeError} when the range is empty or exceeds the plaintext.
 */
export function openReportRange(
  input: Readonly<{ ids: BoundIds; dataKey: Uint8Array; manifest: Manifest }>,
  range: ByteRange,
): ReportRange {
  const { ids, dataKey, manifest } = input;
  checkIds(ids, manifest);
  const header = Buffer.from(manifest.floeHeader, 'base64');
  const opener = new FloeRangeOpener({
    ...reportSecret(dataKey, ids),
    header,
    sealedBytes: manifest.size,
  });
  return {
    sealedRange: opener.sealedRange(range),
    stream: new StepTransform(new RangeSteps(opener, range)),
  };
}

/** Bytes of plaintext in a full segment. */
const perSegment = defaultSegmentLength - segmentOverhead;

class RangeSteps implements ByteSteps {
  readonly #opener: FloeRangeOpener;
  readonly #end: number;
  readonly #sealed = new SegmentGatherer(defaultSegmentLength);
  /** The plaintext has been released up to here. */
  #at: number;

  constructor(opener: FloeRangeOpener, { start, end }: ByteRange) {
    this.#opener = opener;
    this.#at = start;
    this.#end = end;
  }

  *update(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    for (const segment of this.#sealed.cut(chunk)) yield this.#open(segment, false);
  }

  *finish(): Generator<Uint8Array, void, undefined> {
    yield this.#open(this.#sealed.rest(), true);
  }

  /** The input must end with the segment that the range ends in. */
  #open(segment: Uint8Array, isLast: boolean): Buffer {
    const start = this.#at;
    const end = Math.min((Math.floor(start / perSegment) + 1) * perSegment, this.#end);
    if (isLast !== (end === this.#end)) throw new CannotOpenError('length');
    const plaintext = this.#opener.open({ start, end }, segment);
    this.#at = end;
    return plaintext;
  }
}
