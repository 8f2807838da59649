import { deflateSync } from 'node:zlib';
import { onePage } from './pdf-objects.js';

/** A file as a person would upload it. */
export interface Document {
  readonly fileName: string;
  readonly mediaType: 'application/pdf' | 'image/png' | 'image/jpeg';
  readonly bytes: Buffer;
}

/** A one-page PDF with the given lines of text. */
export function pdf(fileName: string, lines: readonly string[]): Document {
  const content = lines
    .map((line, index) => `BT /F1 12 Tf 60 ${780 - 18 * index} Td (${escapePdf(line)}) Tj ET`)
    .join('\n');
  const bytes = onePage({
    content,
    resources: '/Font << /F1 5 0 R >>',
    more: ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
  });
  return { fileName, mediaType: 'application/pdf', bytes };
}

/** A PDF followed by zeros, `size` bytes in all. */
export function largePdf(size: number): Document {
  const small = pdf('large.pdf', ['large']);
  const bytes = Buffer.alloc(size);
  small.bytes.copy(bytes);
  return { ...small, bytes };
}

/** A PDF with so many bytes more: what follows the end of one does not belong to it. */
export function lengthened(document: Document, more: number): Document {
  return { ...document, bytes: Buffer.concat([document.bytes, Buffer.alloc(more, '\n')]) };
}

/** The bytes with one bit turned over; a negative position counts from the end. */
export function flipped(bytes: Buffer, position = bytes.length >> 1): Buffer {
  const copy = Buffer.from(bytes);
  const at = position < 0 ? copy.length + position : position;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** A PNG of one grey pixel. */
export function png(fileName: string): Document {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  return { fileName, mediaType: 'image/png', bytes };
}

/** A JPEG of 8 × 8 grey pixels, made by us. */
export function jpeg(fileName: string): Document {
  return { fileName, mediaType: 'image/jpeg', bytes: Buffer.from(greyGradient, 'base64') };
}

const greyGradient =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpR' +
  'Uk//wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJx' +
  'FDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZ' +
  'mqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AK/gKL/V8elf/9k=';

/** A chunk of a PNG file. */
function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** CRC-32 as PNG requires it (ISO 3309). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function escapePdf(text: string): string {
  return text.replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
}
