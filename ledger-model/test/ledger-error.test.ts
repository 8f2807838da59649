import { describe, expect, test } from 'vitest';
import { errorCodes, LedgerError, parseLedgerError } from '../src/errors.js';

describe('a refusal', () => {
  test.each(errorCodes)('by %s is found in Fabric’s message', (code) => {
    const { message } = new LedgerError(code, 'the reading is older than ten minutes');
    for (const text of [message, `chaincode response 500, ${message}`, `peer failed: ${message}\n`]) {
      expect(parseLedgerError(text)).toMatchObject({ code, text: 'the reading is older than ten minutes' });
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
