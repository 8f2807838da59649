import {
  canonicalBytes,
  digestSchema,
  maxSealedMetadata,
  parseCanonical,
  type BoundIds,
} from '@medseal/ledger-model';
import { z } from 'zod';
import { CannotOpenError } from '../primitives/errors.js';
import { openMessage, sealMessage } from '../floe/floe.js';
import { pad, unpad } from './padding.js';
import { metadataSecret } from '../halves/report-key.js';

const line = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);

/** What a list shows about a report to the holder of a wrap of its patient half. */
export const metadataSchema = z.strictObject({
  title: line(300),
  fileName: line(255),
  /** Media type without parameters (RFC 6838). */
  mediaType: z
    .string()
    .max(127)
    .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/),
  plaintextSha256: digestSchema,
  /** Bytes of the report. */
  plaintextSize: z.int().min(0),
});
export type Metadata = Readonly<z.infer<typeof metadataSchema>>;

/** Lengths to which canonical metadata are padded. */
const buckets = [512, 1024, 2048, 4096] as const;

/**
 * Seals metadata under the patient half as one FLOE message, padded to a bucket.
 * @throws {z.ZodError} when the metadata do not match their schema.
 */
export function sealMetadata(
  input: Readonly<{ patientHalf: Uint8Array; ids: BoundIds; metadata: Metadata }>,
): Uint8Array {
  const padded = pad(canonicalBytes(metadataSchema.parse(input.metadata)), buckets);
  return sealMessage(metadataSecret(input.patientHalf, input.ids), padded);
}

/**
 * Opens sealed metadata with the patient half.
 * @throws {CannotOpenError} also when the plaintext is not padded canonical metadata.
 */
export function openMetadata(
  input: Readonly<{ patientHalf: Uint8Array; ids: BoundIds; sealedMetadata: Uint8Array }>,
): Metadata {
  if (input.sealedMetadata.length > maxSealedMetadata) throw new CannotOpenError('length');
  const padded = openMessage(metadataSecret(input.patientHalf, input.ids), input.sealedMetadata);
  return parse(unpad(padded, buckets));
}

function parse(canonical: Uint8Array): Metadata {
  try {
    return metadataSchema.parse(parseCanonical(canonical));
  } catch {
    throw new CannotOpenError('content');
  }
}
