import { Failure } from '../../domain/shared/failure.js';

/** Node's codes for an expired TLS certificate: the other side's, or ours according to the other side (alert 45). */
const overWords = [
  'CERT_HAS_EXPIRED',
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
];

/** Node's code for a TLS certificate that is not valid yet: the clock that checks it is behind. */
const notYetWords = ['CERT_NOT_YET_VALID'];

/** True when a connection failed for one of these reasons. */
function isOf(words: readonly string[], error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined && words.includes(code)) || isOf(words, error.cause);
}

/** What a caller receives when a part of this organization cannot be reached. @param part `the store` */
export function notReached(part: string, error: unknown): Failure {
  if (isOf(notYetWords, error)) {
    const detail = `the TLS certificate of ${part} is not valid yet: the clock of this gateway is behind; its operator must set it`;
    return new Failure('CLOCK_WRONG', detail, {}, error);
  }
  return away(part, error);
}

/** The same for a part of another organization; either clock may be wrong. @param part `the owner's gateway` */
export function foreignNotReached(part: string, error: unknown): Failure {
  if (!isOf(notYetWords, error)) return away(part, error);
  const detail = `the TLS certificate of ${part} is not valid yet: its clock or the clock of this gateway is wrong`;
  return new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, error);
}

function away(part: string, error: unknown): Failure {
  const detail = isOf(overWords, error)
    ? `the TLS certificate of ${part} has expired; it must be renewed`
    : `${part} cannot be reached`;
  return new Failure('UNAVAILABLE', detail, { retryAfter: 5 }, error);
}
