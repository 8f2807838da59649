import { describe, expect, test } from 'vitest';
import { typeOfBytes, typeSampleSize } from '../src/file-type.js';

type Part = string | readonly number[] | Uint8Array;

/** The bytes of parts; a text's characters stand for bytes. */
function bytes(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (sign) => sign.charCodeAt(0)) : [...part],
    ),
  );
}

function typeOf(...parts: readonly Part[]): string | undefined {
  return typeOfBytes(bytes(...parts).subarray(0, typeSampleSize));
}

const pdf = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n';
const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pngHeader = [...pngHead, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
const macBinary = [0, 8, ...bytes('scan.pdf'), ...Array<number>(55).fill(0), ...bytes('PDF CARO')];
const mime =
  '------WebKitFormBoundary7MA4YWxk\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n';

const leads: readonly (readonly [string, Part])[] = [
  ['nothing', ''],
  ['a byte order mark', [0xef, 0xbb, 0xbf]],
  ['a byte order mark of UTF-16', [0xff, 0xfe]],
  ['line ends', '\r\n\r\n'],
  ['blanks and tabs', ' \t \n'],
  ['zero bytes', Array<number>(200).fill(0)],
  ['printer language', '\u001b%-12345X@PJL SET JOBNAME="scan"\r\n@PJL ENTER LANGUAGE=PDF\r\n'],
  ['a part of a form', mime],
  [
    'a part of a mail',
    'Message-ID: <CAF+x.1=2@mail.example.org>\r\nFrom: Ada <ada@example.org>\r\nContent-Type: application/pdf\r\n\r\n',
  ],
  [
    'the header of a mailing list',
    'List-Unsubscribe: <https://example.org/u?id=3&x=1>, <mailto:leave@example.org>\r\nList-Id: News <news.example.org>\r\n\r\n',
  ],
  ['strange message ids', 'In-Reply-To: <abc@[192.168.1.1]> <a%b@h> <abc!x@h> <A{1}x@h> <_1@h>\r\n\r\n'],
  ['addresses with signs', 'To: Smith <smith&sons@example.org>, <o\u0027brien@example.org>\r\n\r\n'],
  [
    'an HTTP answer with a link',
    'HTTP/1.1 200 OK\r\nLink: <https://example.org/a.pdf>; rel=canonical\r\n\r\n',
  ],
  ['an HTTP answer', 'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 99\r\n\r\n'],
  ['an empty MacBinary head', Array<number>(128).fill(0)],
  ['a MacBinary head', [...macBinary, ...Array<number>(128 - macBinary.length).fill(0)]],
  ['an AppleSingle head', [0, 5, 0x16, 0, 0, 2, 0, 0, ...Array<number>(60).fill(0)]],
  ['a sentence', 'BMI is less than 30 < 31, see page 2\n'],
  ['meaningless bytes', Array.from({ length: 300 }, (_, at) => 0x80 + (at % 0x7f))],
];

describe('a PDF may have before its header', () => {
  test.each(leads)('%s', (_what, lead) => {
    expect(typeOf(lead, pdf)).toBe('application/pdf');
  });

  test('as many bytes as keep its first byte within the first 1,024', () => {
    for (const [before, type] of [
      [1_018, 'application/pdf'],
      [1_019, 'application/pdf'],
      [1_022, 'application/pdf'],
      [1_023, 'application/pdf'],
      [1_024, undefined],
      [1_025, undefined],
      [4_000, undefined],
    ] as const)
      expect([before, typeOf('\n'.repeat(before), pdf)]).toEqual([before, type]);
  });
});

const foreign: readonly (readonly [string, Part])[] = [
  ['a page', '<!doctype html><title>x</title>'],
  ['a page after blanks', '\n\n  <HTML><body>'],
  ['a page after a byte order mark', [0xef, 0xbb, 0xbf, ...bytes('<html>')]],
  ['a page in UTF-16', [0xff, 0xfe, ...bytes('<\0h\0t\0m\0l\0>\0')]],
  ['a comment of a page', '<!-- '],
  ['a script', 'x=1;<script>alert(1)</script>'],
  ['a tag that continues after it', '<svg onload="'],
  ['a tag that it is part of', '<b'],
  ['a tag with an at sign in it', '<a@b onclick=alert(1)>'],
  ['an address that is a tag with a program', '<https://example.org/onclick=alert(1)>'],
  ['a mail address that is a tag with a program', '<a/onclick=alert(1)@example.org>'],
  ['a comment with an at sign', '<!--@example.org>'],
  ['a script’s address', '<javascript:alert(1)>'],
  ['XML', '<?xml version="1.0"?>'],
  ['a ZIP archive', 'PK\u0003\u0004\u0014\0\0\0\0\0'],
  ['a ZIP archive after a program', 'hello PK\u0003\u0004\u0014\0'],
  ['an empty ZIP archive', 'PK\u0005\u0006'],
  ['a Windows program', 'MZ\u0090\0\u0003\0'],
  ['an ELF program', '\u007fELF\u0002\u0001\u0001'],
  ['a Mach-O program', [0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]],
  ['a Mach-O program of 32 bits', [0xfe, 0xed, 0xfa, 0xce]],
  ['a Java class', [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52]],
  ['WebAssembly', '\0asm\u0001\0\0\0'],
  ['a shell script', '#!/bin/sh\nexit 0\n'],
  ['a batch file', '@echo off\r\n'],
  ['a batch file in capitals, after a line', '\r\n@ECHO OFF\r\n'],
  ['a Windows program after zeros', [0, 0, ...bytes('MZ\u0090\0')]],
  [
    'a Windows program after a MacBinary header',
    [...macBinary, ...Array<number>(128 - macBinary.length).fill(0), ...bytes('MZ\u0090\0')],
  ],
  ['a PNG after a line', ['\n'.charCodeAt(0), ...pngHead]],
  ['PostScript from Windows', '\u0004%!PS-Adobe-3.0\n'],
  ['PostScript after a blank', ' %!PS\n'],
  ['encapsulated PostScript for DOS', [0xc5, 0xd0, 0xd3, 0xc6, 30, 0, 0, 0]],
  ['a JPEG 2000 picture', [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 13, 10]],
  ['a JPEG XL picture', [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20, 13, 10]],
  ['a BigTIFF picture', 'II+\0\u0008\0\0\0'],
  ['an MNG picture', '\u008aMNG\r\n\u001a\n'],
  ['a DICOM picture', [...Array<number>(128).fill(0), ...bytes('DICM\u0002\0')]],
  ['a Flash film', 'CWS\u000a\0\0\0\0'],
  ['an xar archive', 'xar!\0\u001c'],
  ['compiled help', 'ITSF\u0003\0\0\0'],
  ['an old compressed file (`compress`)', [0x1f, 0x9d, 0x90]],
  ['an LZ4 archive', [0x04, 0x22, 0x4d, 0x18]],
  ['a shortcut', 'L\0\0\0\u0001\u0014\u0002\0'],
  ['an old office document', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['PostScript', '%!PS-Adobe-3.0\n'],
  ['PostScript for a printer', '\u001b%-12345X@PJL ENTER LANGUAGE=POSTSCRIPT\r\n%!PS\n'],
  ['a GIF', 'GIF89a\u0001\0\u0001\0'],
  ['a bitmap', 'BM\u0046\0\0\0\0\0\0\0\u0036\0\0\0'],
  ['a WebP picture', 'RIFF\u0024\0\0\0WEBPVP8 '],
  ['a TIFF picture', 'II*\0\u0008\0\0\0'],
  ['a film', '\0\0\0\u0018ftypmp42'],
  ['a tar archive', [...bytes('a.pdf'), ...Array<number>(252).fill(0), ...bytes('ustar\u000000')]],
  ['a gzip archive', [0x1f, 0x8b, 8, 0]],
  ['a RAR archive', 'Rar!\u001a\u0007'],
  ['a 7z archive', '7z\u00bc\u00af\u0027\u001c'],
];

test.each(foreign)('%s is not a PDF, with or without %%PDF- after it', (_what, head) => {
  expect(typeOf(head, pdf)).toBeUndefined();
  expect(typeOf(head)).toBeUndefined();
});

describe('a PNG', () => {
  test('is recognized by its header, animated or not, even with %PDF- in it', () => {
    expect(typeOf(pngHeader)).toBe('image/png');
    expect(typeOf(pngHeader, [0, 0, 0, 0], [0, 0, 0, 8], 'acTL', [0, 0, 0, 2, 0, 0, 0, 0])).toBe('image/png');
    expect(typeOf(pngHeader, 'tEXtx\0', pdf)).toBe('image/png');
  });

  test('is not recognized if its header is cut or changed', () => {
    expect(typeOf(pngHead.slice(0, 7))).toBeUndefined();
    expect(typeOf([0x89, 0x50, 0x4e, 0x47, 0x0a, 0x1a, 0x0a, 0, 0])).toBeUndefined();
  });
});

describe('a JPEG', () => {
  test.each([
    ['JFIF', 0xe0],
    ['Exif', 0xe1],
    ['ICC first', 0xe2],
    ['SPIFF', 0xe8],
    ['Adobe', 0xee],
    ['a table first', 0xdb],
    ['Huffman tables first', 0xc4],
    ['a frame first', 0xc0],
    ['a progressive frame first', 0xc2],
    ['a restart interval first', 0xdd],
    ['a comment first', 0xfe],
    ['a fill byte', 0xff],
  ])('may begin with %s', (_what, marker) => {
    expect(typeOf([0xff, 0xd8, 0xff, marker, 0, 16])).toBe('image/jpeg');
    expect(typeOf([0xff, 0xd8, 0xff, marker, 0, 16], pdf)).toBe('image/jpeg');
  });

  test.each([
    ['JPEG-LS', [0xff, 0xd8, 0xff, 0xf7, 0, 11]],
    ['JPEG 2000', [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]],
    ['JPEG XL', [0xff, 0x0a, 0xff]],
    ['an immediate end', [0xff, 0xd8, 0xff, 0xd9]],
    ['two first markers', [0xff, 0xd8, 0xff, 0xd8]],
    ['a zero byte', [0xff, 0xd8, 0xff, 0x00]],
    ['one marker only', [0xff, 0xd8, 0xff]],
  ])('is not %s', (_what, head) => {
    expect(typeOf(head)).toBeUndefined();
  });
});

test('content that is too short or unknown has no type', () => {
  for (const given of ['', '%', '%PDF', '\0', 'P', 'hello', '%pdf-1.4', '% PDF-1.4', [0xff], [0x89]])
    expect(typeOf(given)).toBeUndefined();
});

test('a file of one byte has no type', () => {
  for (let byte = 0; byte < 256; byte++) expect(typeOf([byte])).toBeUndefined();
});
