import { describe, expect, test } from 'vitest';
import { errorCodes, LedgerError, parseLedgerError } from '../src/errors.js';

describe('a refusal', () => {
  test.each(errorCodes)('by %s is found in what Fabric makes of it', (code) => {
    const { message } = new LedgerError(code, 'the act is not of now');
    for (const text of [message, `chaincode response 500, ${message}`, `peer failed: ${message}\n`]) {
      expect(parseLedgerError(text)).toMatchObject({ code, text: 'the act is not of now' });
    }
  });

  test.each([
    'chaincode response 500, SOMETHING: else',
    'INVALID',
    'invalid: x',
    'PREINVALID: x',
    'failed to distribute private collection',
    '',
  ])('is not in %j', (text) => {
    expect(parseLedgerError(text)).toBeUndefined();
  });
});
