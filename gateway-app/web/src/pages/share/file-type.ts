import { typeOfBytes, typeSampleSize } from '@medseal/input-rules';
import type { MediaType } from '../../api/types.js';

/** The type of a file by its first bytes, according to the gateway's own rule. */
export async function typeOf(file: File): Promise<MediaType | undefined> {
  return typeOfBytes(new Uint8Array(await file.slice(0, typeSampleSize).arrayBuffer()));
}
