import type { MediaType } from '../../api/types.js';

const beginnings: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a file is by its first bytes; its name and what the browser calls it say nothing. The gateway looks again. */
export async function typeOf(file: File): Promise<MediaType | undefined> {
  const sample = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  return beginnings.find(([, bytes]) => bytes.every((byte, at) => sample[at] === byte))?.[0];
}
