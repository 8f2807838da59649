import type { IncomingMessage } from 'node:http';
import type { ByteRange } from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';

/** The content of which a range is requested. */
export interface Whole {
  /** Bytes. */
  readonly size: number;
  /** Strong, in quotes. */
  readonly etag?: string;
}

/**
 * The one range of bytes that a GET requests (RFC 9110, 14); `undefined` if the whole is the answer: without a range,
 * with several or malformed ones, and if `If-Range` names another content or a date.
 * @throws {Failure} RANGE_NOT_SATISFIABLE when the range begins after the end.
 */
export function rangeIn({ method, headers }: IncomingMessage, { size, etag }: Whole): ByteRange | undefined {
  const { range = '', 'if-range': condition = etag } = headers;
  if (method !== 'GET' || condition !== etag) return undefined;
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(range) ?? [];
  if (first !== '') return fromFirst(Number(first), last, size);
  return last === '' ? undefined : within(Math.max(0, size - Number(last)), size, size);
}

/** A range that ends before it begins is malformed; one without an end goes on to the last byte. */
function fromFirst(first: number, named: string, size: number): ByteRange | undefined {
  const last = named === '' ? Infinity : Number(named);
  return last < first ? undefined : within(first, last + 1, size);
}

function within(start: number, end: number, size: number): ByteRange {
  if (start >= size) throw new Failure('RANGE_NOT_SATISFIABLE', `there are ${size} bytes`, { size });
  return { start, end: Math.min(end, size) };
}

/** `Content-Range` and `Content-Length` of an answer, and its status. */
export function rangeHeaders(
  range: ByteRange | undefined,
  size: number,
): Readonly<{ status: 200 | 206; headers: Readonly<Record<string, string>> }> {
  if (range === undefined) return { status: 200, headers: { 'content-length': String(size) } };
  const { start, end } = range;
  const headers = {
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/${size}`,
  };
  return { status: 206, headers };
}
