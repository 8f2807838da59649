import type { IncomingMessage } from 'node:http';
import { releaseRequestSchema, type DisclosureId } from '@medseal/ledger-model';
import { Refusal } from './refusal.js';

/** Bytes of the longest request; a release request has about 60. */
const maxBody = 1024;

/**
 * Reads the body of a release request: JSON with exactly one member, `disclosureId`.
 * @throws {Refusal} `UNSUPPORTED_TYPE`, `TOO_LARGE`, `INVALID`
 */
export async function readReleaseRequest(request: IncomingMessage): Promise<DisclosureId> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal('UNSUPPORTED_TYPE');
  const body = await readBody(request);
  try {
    return releaseRequestSchema.parse(JSON.parse(body.toString())).disclosureId;
  } catch (error) {
    throw new Refusal('INVALID', error);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxBody) throw new Refusal('TOO_LARGE');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
