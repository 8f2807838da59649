import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeHeaders, rangeIn } from '../../src/http/messages/byte-range.js';

const etag = '"00ff"';

function range(header: string | undefined, more: Record<string, string> = {}, method = 'GET', size = 100) {
  const headers = { ...(header !== undefined && { range: header }), ...more };
  return rangeIn({ method, headers } as never, { size, etag });
}

describe('one range', () => {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-99', 0, 100],
    ['bytes=10-', 10, 100],
    ['bytes=10-19', 10, 20],
    ['bytes=90-1000', 90, 100],
    ['bytes=-1', 99, 100],
    ['bytes=-100', 0, 100],
    ['bytes=-5000', 0, 100],
    ['BYTES=5-6', 5, 7],
    ['bytes= 5-6 ', 5, 7],
    ['bytes=99-99999999999999999999999', 99, 100],
  ])('%s is served', (header, start, end) => {
    expect(range(header)).toEqual({ start, end });
  });

  test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s is out of range',
    (header) => {
      expect(() => range(header)).toThrow(
        expect.objectContaining({ code: 'RANGE_NOT_SATISFIABLE', facts: { size: 100 } }) as Error,
      );
    },
  );

  test.each([
    undefined,
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,5-6',
    'bytes=0-1,',
    'bytes=a-b',
    'bytes=1.5-2',
    'bytes=0x1-2',
    'lines=1-2',
    'bytes 1-2',
  ])('%s is answered with the whole object', (header) => {
    expect(range(header)).toBeUndefined();
  });

  test('counts only for GET, and with If-Range only for the same content', () => {
    expect(range('bytes=0-1', {}, 'HEAD')).toBeUndefined();
    expect(range('bytes=0-1', { 'if-range': etag })).toEqual({ start: 0, end: 2 });
    for (const other of ['"0000"', `W/${etag}`, 'Wed, 21 Oct 2015 07:28:00 GMT', '*', `${etag}, ${etag}`])
      expect(range('bytes=0-1', { 'if-range': other })).toBeUndefined();
    expect(range('bytes=500-', { 'if-range': '"0000"' })).toBeUndefined();
  });

  test('is within the object whatever is requested, and the headers say so', () => {
    const bound = fc.oneof(fc.nat(300), fc.constant(''));
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 200 }), (first, last, size) => {
        try {
          const found = range(`bytes=${first}-${last}`, {}, 'GET', size);
          if (found === undefined) return;
          expect(0 <= found.start && found.start < found.end && found.end <= size).toBe(true);
          expect(rangeHeaders(found, size)).toMatchObject({
            status: 206,
            headers: { 'content-range': `bytes ${found.start}-${found.end - 1}/${size}` },
          });
        } catch (error) {
          expect(error).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' });
          expect(first === '' ? last === 0 : first >= size).toBe(true);
        }
      }),
    );
  });
});
