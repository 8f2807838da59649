import type { MediaType } from './media-types.js';

/** The number of first bytes of a file that {@link typeOfBytes} requires. */
export const typeSampleSize = 1_100;

/** The first byte of `%PDF-` is among this many bytes (ISO 32000 leaves the number open; readers look this far). */
const pdfWithin = 1_024;

const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pdfHead = bytesOf('%PDF-');

/**
 * What a file is, judged by its first bytes; its name and declared type do not count. An animated PNG is a PNG.
 * Scanners, printers and mail programs write something before a PDF's header: a PDF may have anything before it except
 * a page, a script, a program, an archive or a picture.
 * @param sample the first {@link typeSampleSize} bytes, or all bytes of a smaller file
 */
export function typeOfBytes(sample: Uint8Array): MediaType | undefined {
  if (beginsWith(sample, pngHead)) return 'image/png';
  if (isJpeg(sample)) return 'image/jpeg';
  const at = placeOf(pdfHead, sample.subarray(0, pdfWithin + pdfHead.length - 1));
  return at !== undefined && mayStandBeforePdf(sample.subarray(0, at)) ? 'application/pdf' : undefined;
}

/**
 * The markers that may follow the first one (ITU-T T.81, B.1): of tables, frames, comments and applications. F0 to FD
 * belong to other formats, such as JPEG-LS.
 */
function isJpeg([first, second, third, marker = 0]: Uint8Array): boolean {
  const isMarker = (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xdb && marker <= 0xef);
  return first === 0xff && second === 0xd8 && third === 0xff && (isMarker || marker >= 0xfe);
}

/** Beginnings that make a file something else, whatever a PDF reader would find later in it. */
const otherHeads: readonly (readonly number[])[] = [
  // Programs: Windows, ELF, Mach-O (four kinds) and Java, WebAssembly, Android, shortcuts, scripts with an interpreter.
  bytesOf('MZ'),
  bytesOf('\u007fELF'),
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0xbe, 0xba, 0xfe, 0xca],
  bytesOf('\0asm'),
  bytesOf('dex\n'),
  bytesOf('L\0\0\0\u0001\u0014\u0002\0'),
  bytesOf('#!'),
  // Documents and archives.
  [0xd0, 0xcf, 0x11, 0xe0],
  bytesOf('{\\rtf'),
  bytesOf('Rar!'),
  bytesOf('7z\u00bc\u00af'),
  [0x1f, 0x8b],
  bytesOf('BZh'),
  bytesOf('\u00fd7zXZ'),
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x1f, 0x9d],
  [0x04, 0x22, 0x4d, 0x18],
  bytesOf('MSCF'),
  bytesOf('xar!'),
  bytesOf('ITSF'),
  bytesOf('!<arch>'),
  bytesOf('SQLite format 3'),
  // Pictures and recordings.
  bytesOf('GIF8'),
  pngHead,
  bytesOf('\u008aMNG'),
  bytesOf('\u008bJNG'),
  [0xff, 0xd8, 0xff],
  bytesOf('\0\0\0\u000cjP  '),
  bytesOf('\0\0\0\u000cJXL '),
  [0xff, 0x4f, 0xff, 0x51],
  [0xff, 0x0a],
  [0xc5, 0xd0, 0xd3, 0xc6],
  bytesOf('RIFF'),
  bytesOf('II*\0'),
  bytesOf('MM\0*'),
  bytesOf('II+\0'),
  bytesOf('MM\0+'),
  bytesOf('8BPS'),
  bytesOf('\0\0\u0001\0'),
  bytesOf('OggS'),
  bytesOf('ID3'),
];

/** Signatures of a ZIP archive's parts; archives are read from their end, so these may be anywhere. */
const zipParts = ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'];

/** The start of PostScript, even after control characters; of a batch file; of a Flash film, before its version. */
const otherText = /(?:^|[\r\n])[\s\p{Cc}]*%!|^[\s\p{Cc}]*(?:@echo\b|[FCZ]WS\p{Cc})/iu;

/**
 * A tag, declaration or instruction of HTML or XML. `<name@host>` is an e-mail address, `<lists.host>` a list's name
 * and `<https://…>` a web address, unless HTML would read an attribute with a script in it.
 */
const markup = new RegExp(
  String.raw`<(?!(?:[\w#$%&'*+=^{|}~\x60][\w!#$%&'*+=?^{|}~\x60.-]*@[\w.:[\]-]+|[\w-]+(?:\.[\w-]+)+|` +
    String.raw`(?:https?|ftp|mailto|tel|urn):(?!\S*/on)[^\s<>"'\x60]+)>)[a-z!?/]`,
  'i',
);

/** Signatures that are not at the beginning: `ftyp` of films and some pictures, `DICM` of DICOM, `ustar` of tar. */
const marks: readonly (readonly [at: number, mark: readonly number[]])[] = [
  [4, bytesOf('ftyp')],
  [128, bytesOf('DICM')],
  [257, bytesOf('ustar')],
];

/**
 * Where a file begins after the header that old Macintosh programs put before it. The header's first byte and two more
 * are zero.
 */
const macBinary = { head: 128, zeros: [0, 74, 82] } as const;

function mayStandBeforePdf(lead: Uint8Array): boolean {
  const isMacBinary = macBinary.zeros.every((at) => lead[at] === 0);
  const starts = [0, afterBlanks(lead), ...(isMacBinary ? [macBinary.head] : [])];
  if (starts.some((start) => otherHeads.some((head) => beginsWith(lead.subarray(start), head)))) return false;
  if (marks.some(([at, mark]) => beginsWith(lead.subarray(at), mark))) return false;
  // Without its zero bytes, UTF-16 reads like ASCII.
  const text = String.fromCharCode(...lead.filter((byte) => byte !== 0));
  if (zipParts.some((part) => text.includes(part))) return false;
  return !otherText.test(text) && !markup.test(text) && !isBitmap(lead);
}

/** `BM` alone may begin a text; bitmaps have four zero bytes after their length. */
function isBitmap(lead: Uint8Array): boolean {
  return beginsWith(lead, bytesOf('BM')) && beginsWith(lead.subarray(6), [0, 0, 0, 0]);
}

/** The number of bytes of byte order marks, white space and control characters with which a text begins. */
function afterBlanks(lead: Uint8Array): number {
  const marks = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff]);
  const start = lead.findIndex((byte) => byte > 0x20 && !marks.has(byte));
  return start === -1 ? lead.length : start;
}

function placeOf(wanted: readonly number[], sample: Uint8Array): number | undefined {
  for (let at = 0; at + wanted.length <= sample.length; at++)
    if (beginsWith(sample.subarray(at), wanted)) return at;
  return undefined;
}

function beginsWith(sample: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => sample[at] === byte);
}

/** The bytes of a text whose characters stand for bytes. */
function bytesOf(text: string): readonly number[] {
  return Array.from(text, (sign) => sign.charCodeAt(0));
}
