import type { IncomingHttpHeaders } from 'node:http';
import type { ByteRange } from '@medseal/sealing';

/** The header that asks for a range; nothing for the whole. */
export function rangeHeader(range: ByteRange | undefined): Record<string, string> {
  return range === undefined ? {} : { range: `bytes=${range.start}-${range.end - 1}` };
}

/** An answer with bytes, as its headers say. */
interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Bytes of the whole object, as stated by an answer that holds the whole, or exactly the range that was asked for. If
 * the object ends before the range does, the answer holds less and still states the size: compare it. `undefined` for
 * any other answer, NaN if the answer states no size.
 */
export function wholeSize({ status, headers }: Answered, range: ByteRange | undefined): number | undefined {
  if (range === undefined) return status === 200 ? Number(headers['content-length']) : undefined;
  const { start, end } = range;
  const [, part, size] = /^bytes (\d+-\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const isIt = part === `${start}-${end - 1}` && Number(headers['content-length']) === end - start;
  return status === 206 && (isIt || Number(size) < end) ? Number(size) : undefined;
}
