import type { ServerResponse } from 'node:http';
import { LedgerError } from '@medseal/ledger-model';
import { Refusal, type RefusalCode } from './refusal.js';

/** HTTP status of each refusal; every other code of the ledger is a 403. */
const statuses: Partial<Record<RefusalCode, number>> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  INTERNAL: 500,
  CANNOT_OPEN: 502,
  BUSY: 503,
  UNAVAILABLE: 503,
};

/** The code that a failure shows to the caller; nothing else about it leaves. */
export function codeOf(error: unknown): RefusalCode {
  return error instanceof Refusal || error instanceof LedgerError ? error.code : 'INTERNAL';
}

/** Answers a failure as RFC 9457 problem details with its code only. */
export function sendProblem(response: ServerResponse, code: RefusalCode): void {
  const status = statuses[code] ?? 403;
  if (status === 503) response.setHeader('Retry-After', '1');
  // The rest of a request that was not read to its end would be taken for the next request.
  response.setHeader('Connection', 'close');
  send(response, status, { type: 'application/problem+json', body: { status, code } });
}

/** Answers JSON that no cache may keep. */
export function send(
  response: ServerResponse,
  status: number,
  content: Readonly<{ type: string; body: object }>,
): void {
  response.writeHead(status, { 'Content-Type': content.type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(content.body));
}
