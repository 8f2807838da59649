import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../src/parts/viewer/image-findings.js';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG of one grey point with further chunks before its picture. */
function png(...more: readonly Buffer[]): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const picture = chunk('IDAT', deflateSync(Buffer.from([0, 128])));
  return Buffer.concat([signature, chunk('IHDR', header), ...more, picture, chunk('IEND', Buffer.alloc(0))]);
}

function frames(count: number): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(count);
  return chunk('acTL', control);
}

const frameControl = chunk('fcTL', Buffer.alloc(26));

describe('a PNG', () => {
  test('that is complete has no findings, even with data after its end', () => {
    expect(findingsOf(png())).toEqual([]);
    expect(findingsOf(Buffer.concat([png(), Buffer.from('more')]))).toEqual([]);
  });

  test('that ends anywhere before its end is cut', () => {
    const whole = png();
    for (let end = signature.length; end < whole.length; end++)
      expect([end, findingsOf(whole.subarray(0, end))]).toEqual([end, ['cut']]);
  });

  test('that does not match a checksum is damaged', () => {
    const bytes = png();
    bytes[bytes.indexOf('IDAT') + 5] = 0;
    expect(findingsOf(bytes)).toEqual(['damaged']);
  });

  test('with several frames is reported; one frame is a picture like any other', () => {
    expect(findingsOf(png(frames(3)))).toEqual(['frames']);
    expect(findingsOf(png(frames(1), frameControl))).toEqual([]);
  });

  test('whose picture is not part of its animation is reported: browsers never show it', () => {
    expect(findingsOf(png(frames(1)))).toEqual(['frames']);
  });

  test('without a picture is damaged', () => {
    const header = chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    expect(findingsOf(Buffer.concat([signature, header, chunk('IEND', Buffer.alloc(0))]))).toEqual([
      'damaged',
    ]);
  });
});

describe('a JPEG', () => {
  /** With a thumbnail, which has its own end, an escaped marker and a restart in its data. */
  const jpeg = Buffer.from(
    'ffd8 ffe1 0008 ffd8ffd90102 ffda 0008 010100003f00 12ff00d9 34ffd056 ffd9'.replaceAll(' ', ''),
    'hex',
  );

  test('that is complete has no findings, even with data after its end', () => {
    expect(findingsOf(jpeg)).toEqual([]);
    expect(findingsOf(Buffer.concat([jpeg, Buffer.from([0])]))).toEqual([]);
  });

  test('with another picture after its end is reported', () => {
    expect(findingsOf(Buffer.concat([jpeg, Buffer.alloc(9), jpeg]))).toEqual(['frames']);
  });

  test('without a scan is damaged', () => {
    expect(findingsOf(Buffer.from('ffd8ffe000040102ffd9', 'hex'))).toEqual(['damaged']);
  });

  test('that ends anywhere before its end is cut', () => {
    for (let end = 3; end < jpeg.length; end++)
      expect([end, findingsOf(jpeg.subarray(0, end))]).toEqual([end, ['cut']]);
  });
});
