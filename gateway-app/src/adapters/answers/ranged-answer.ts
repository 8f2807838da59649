import type { IncomingHttpHeaders } from 'node:http';
import type { ByteRange } from '@medseal/sealing';

/** The header that requests a range; none for the whole object. */
export function rangeHeader(range: ByteRange | undefined): Record<string, string> {
  return range === undefined ? {} : { range: `bytes=${range.start}-${range.end - 1}` };
}

/** Status and headers of an answer with bytes. */
interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Size of the whole object in bytes, as stated by an answer with the whole object or with exactly the requested range.
 * If the object ends before the range does, the answer is shorter but still states the size: compare it. `undefined`
 * for any other answer, NaN if the answer states no size.
 */
export function wholeSize({ status, headers }: Answered, range: ByteRange | undefined): number | undefined {
  if (range === undefined) return status === 200 ? Number(headers['content-length']) : undefined;
  const { start, end } = range;
  const [, part, size] = /^bytes (\d+-\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const isIt = part === `${start}-${end - 1}` && Number(headers['content-length']) === end - start;
  return status === 206 && (isIt || Number(size) < end) ? Number(size) : undefined;
}
