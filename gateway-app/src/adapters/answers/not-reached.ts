import { Failure } from '../../domain/shared/failure.js';

/** What Node says of a TLS certificate whose time is over, and what Go says of ours (alert 45). */
const overWords = [
  'CERT_HAS_EXPIRED',
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
];

/** What Node says of a TLS certificate whose time has not begun: the clock that looks at it is behind. */
const notYetWords = ['CERT_NOT_YET_VALID'];

/** True when a connection failed for one of these reasons. */
function isOf(words: readonly string[], error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined && words.includes(code)) || isOf(words, error.cause);
}

/** What a caller hears when a part of this organization cannot be asked. @param part `the store` */
export function notReached(part: string, error: unknown): Failure {
  if (isOf(notYetWords, error)) {
    const detail = `the TLS certificate of ${part} is not valid yet: the clock of this gateway is behind; its operator must set it`;
    return new Failure('CLOCK_WRONG', detail, {}, error);
  }
  return away(part, error);
}

/** The same for a part of another organization: whose clock is wrong is not known. @param part `the owner's gateway` */
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
