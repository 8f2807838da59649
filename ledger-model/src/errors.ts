/** The codes of the contracts' refusals; the only place where they are listed. */
export const errorCodes = [
  'INVALID',
  'NOT_FOUND',
  'FORBIDDEN',
  'NOT_ACTIVE',
  'CONFLICT',
  'EXPIRED',
  'NOT_ASSIGNED',
  'NO_PERMISSION',
  'BAD_SIGNATURE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal by ledger rules. Fabric gives a client only the message, `CODE: text`; the text names no person. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';

  constructor(
    readonly code: ErrorCode,
    readonly text: string,
  ) {
    super(`${code}: ${text}`);
  }
}

const refusal = new RegExp(`(?:^|[\\s,])(${errorCodes.join('|')}): ([^\\n]*)$`);

/** Finds `CODE: text` in a message that came through Fabric; `undefined` when it is not one of our refusals. */
export function parseLedgerError(message: string): LedgerError | undefined {
  const match = refusal.exec(message.trim());
  const code = errorCodes.find((word) => word === match?.[1]);
  return code === undefined ? undefined : new LedgerError(code, match?.[2] ?? '');
}
