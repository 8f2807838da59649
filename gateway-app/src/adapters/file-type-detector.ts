import { fileTypeFromBuffer } from 'file-type';
import type { TypeDetector } from '../domain/media-types.js';

/** The file-type library on the first bytes. */
export const fileTypeDetector: TypeDetector = {
  sampleSize: 4_100,
  async detect(sample) {
    return (await fileTypeFromBuffer(sample))?.mime;
  },
};
