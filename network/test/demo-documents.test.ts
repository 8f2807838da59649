import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { documents, fileOf } from '../src/people/demo/documents.js';
import { pagePdf } from '../src/people/demo/pdf.js';

const pdfs = Object.values(documents).filter(({ fileName }) => fileName.endsWith('.pdf'));

test.each(pdfs)('$fileName: the cross-reference table finds every object', (document) => {
  const { mediaType, bytes } = fileOf(document);
  const text = bytes.toString('latin1');
  expect(mediaType).toBe('application/pdf');
  expect(text).toMatch(/^%PDF-1\.4\n/);
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const table = text.slice(start);
  expect(table).toMatch(/^xref\n0 8\n/);
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(7);
  offsets.forEach((offset, index) => {
    expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  });
  const [, length, stream] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text) ?? [];
  expect(stream).toHaveLength(Number(length));
});

test('the heading, the paragraphs and the cells of a table are in the page', () => {
  const table = [
    ['Quantity', 'Value (g/dl)'],
    ['Haemoglobin', '13.1'],
  ];
  const page = { heading: 'Blood', subtitle: 'Laboratory', paragraphs: ['Taken fasting.'], table };
  const text = pagePdf(page).toString('latin1');
  for (const shown of ['(Blood)', '(Taken fasting.)', '(Value \\(g/dl\\))', '(13.1)'])
    expect(text).toContain(shown);
});

test('text that does not fit a page or is not in the font is refused', () => {
  const page = { heading: 'x', subtitle: 'x', paragraphs: ['word '.repeat(2000)] };
  expect(() => pagePdf(page)).toThrow(RangeError);
  expect(() => pagePdf({ ...page, paragraphs: ['नमस्ते'] })).toThrow(RangeError);
});

test('the X-ray is a PNG of 600 × 400 grey pixels with correct checksums', () => {
  const { mediaType, bytes } = fileOf(documents.xray);
  expect(mediaType).toBe('image/png');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const named = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect(chunks.get('IHDR')?.readUInt32BE(0)).toBe(600);
  expect(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))).toHaveLength(601 * 400);
});
