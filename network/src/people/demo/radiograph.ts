import { crc32, deflateSync } from 'node:zlib';

const width = 600;
const height = 400;

/** A picture like a chest X-ray: a grey PNG of 600 × 400 pixels, drawn from a few formulas, the same on every call. */
export function radiographPng(): Buffer<ArrayBuffer> {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    // Each row starts with its filter (PNG, 9.2): 0, none.
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = brightness(x / width, y / height);
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header()),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Size, 8 bits of grey, no interlacing (PNG, 11.2.2). */
function header(): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = 8;
  return bytes;
}

/** Length, type, data, CRC-32 of type and data (PNG, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(named.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), named.length + 4);
  return bytes;
}

interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

const trunk: Ellipse = { x: 0.5, y: 0.62, rx: 0.4, ry: 0.62 };
const lungs: readonly Ellipse[] = [
  { x: 0.35, y: 0.48, rx: 0.13, ry: 0.34 },
  { x: 0.65, y: 0.48, rx: 0.13, ry: 0.34 },
];
const heart: Ellipse = { x: 0.55, y: 0.66, rx: 0.1, ry: 0.18 };

/** Grey, 0 to 255, at a position given from 0 to 1: tissue is bright, air is dark, bones are brightest. */
function brightness(x: number, y: number): number {
  const body = inside(trunk, { x, y });
  const shadow = inside(heart, { x, y });
  const air = Math.max(...lungs.map((lung) => inside(lung, { x, y }))) * (1 - 0.85 * shadow);
  const spine = bell((x - 0.5) / 0.035);
  const bend = y - 1.6 * (Math.abs(x - 0.5) - 0.14) ** 2;
  const ribs = Math.max(0, Math.sin(bend * 55)) ** 3 * air;
  const grey = 12 + 120 * body - 95 * air + 22 * shadow * body + 45 * spine * body + 45 * ribs;
  return Math.min(255, Math.max(0, Math.round(grey + grain(x, y))));
}

/** 1 well inside, 0 outside, with a soft edge. */
function inside({ x, y, rx, ry }: Ellipse, at: Readonly<{ x: number; y: number }>): number {
  const distance = Math.hypot((at.x - x) / rx, (at.y - y) / ry);
  return Math.min(1, Math.max(0, (1.08 - distance) / 0.16));
}

function bell(z: number): number {
  return Math.exp(-z * z);
}

/** Film grain, -4 to 4, without randomness. */
function grain(x: number, y: number): number {
  const wave = Math.sin(x * 12_989.8 + y * 78_233.1) * 43_758.5;
  return (wave - Math.floor(wave) - 0.5) * 8;
}
