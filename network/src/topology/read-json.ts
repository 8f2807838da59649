import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { NetworkError } from '../network-error.js';

/**
 * The content of a JSON file of a home. Throws a {@link NetworkError} that names the file if it does not fit the
 * schema.
 */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new NetworkError(`${file} does not have the expected content.`, {
      next: 'put the file back from a backup, or choose another MEDSEAL_HOME',
      cause,
    });
  }
}
