/** What a picture does not show, or not at once. */
export type ImageFinding = 'cut' | 'damaged' | 'frames';

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Reads a picture's structure, because browsers silently show what they can of a damaged one. */
export function findingsOf(bytes: Uint8Array): readonly ImageFinding[] {
  return png.every((byte, at) => bytes[at] === byte) ? pngFindings(bytes) : jpegFindings(bytes);
}

/**
 * Reads chunks with their checksums (PNG, third edition, 5.3). An animation is announced before the picture. If no
 * frame control precedes the picture, the picture is not part of the animation, and browsers show the frames instead
 * (11.3.6).
 */
function pngFindings(bytes: Uint8Array): readonly ImageFinding[] {
  const findings = new Set<ImageFinding>();
  const seen = new Set<string>();
  for (const { type, isSound, first } of chunksOf(bytes)) {
    if (!isSound) findings.add('damaged');
    const isHidden = type === 'IDAT' && seen.has('acTL') && !seen.has('fcTL');
    if (isHidden || (type === 'acTL' && first > 1)) findings.add('frames');
    seen.add(type);
  }
  if (!seen.has('IEND')) return [...findings, 'cut'];
  return [...(seen.has('IDAT') ? findings : findings.add('damaged'))];
}

/**
 * Complete chunks up to the end, with whether their checksum is right and the first four bytes of their data as a
 * number.
 */
function* chunksOf(
  bytes: Uint8Array,
): Generator<Readonly<{ type: string; isSound: boolean; first: number }>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let type = '';
  for (let at = png.length; at + 12 <= bytes.length && type !== 'IEND';) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const isSound = crc32(bytes.subarray(at + 4, end)) === view.getUint32(end);
    yield { type, isSound, first: view.getUint32(at + 8) };
    at = end + 4;
  }
}

/**
 * Reads markers up to the end marker. Cameras put further pictures after it (CIPA DC-007); without a scan there is
 * nothing to see.
 */
function jpegFindings(bytes: Uint8Array): readonly ImageFinding[] {
  let hasScan = false;
  for (const { marker, at } of markersOf(bytes)) {
    hasScan ||= marker === 0xda;
    if (marker !== 0xd9) continue;
    if (!hasScan) return ['damaged'];
    return hasAnotherJpeg(bytes.subarray(at + 2)) ? ['frames'] : [];
  }
  return ['cut'];
}

/** Markers of segments with their positions (ITU-T T.81, B.1); the data between them escapes markers with a zero. */
function* markersOf(bytes: Uint8Array): Generator<Readonly<{ marker: number; at: number }>> {
  for (let at = 2; at + 1 < bytes.length;) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
    if (marker === 0 || marker === 0xff || isRestart(marker)) {
      at++;
      continue;
    }
    yield { marker, at };
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
}

function hasAnotherJpeg(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) return true;
  return false;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

const crcTable = Uint32Array.from({ length: 256 }, (_each, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** As PNG requires it (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
