import type { IncomingMessage } from 'node:http';
import { releaseRequestSchema, type DisclosureId } from '@medseal/ledger-model';
import { BodyError, readJsonBody } from '@medseal/transport';
import { Refusal } from './refusal.js';

/** Bytes of the longest request; a release request has about 60. */
const maxBody = 1024;

/**
 * Reads the body of a release request: JSON with exactly one member, `disclosureId`.
 * @throws {Refusal} `UNSUPPORTED_TYPE`, `TOO_LARGE`, `INVALID`
 */
export async function readReleaseRequest(request: IncomingMessage): Promise<DisclosureId> {
  try {
    return releaseRequestSchema.parse(await readJsonBody(request, maxBody)).disclosureId;
  } catch (error) {
    const code = error instanceof BodyError ? error.code : 'INVALID';
    throw new Refusal(code === 'WRONG_TYPE' ? 'UNSUPPORTED_TYPE' : code, error);
  }
}
