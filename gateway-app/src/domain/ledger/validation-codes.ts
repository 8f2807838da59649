/** Fabric's validation codes (fabric-protos, peer/transaction.proto, TxValidationCode) in words. */
const words: Readonly<Record<number, string>> = {
  0: 'valid',
  1: 'the envelope is empty',
  2: 'the payload cannot be read',
  3: 'the header cannot be read',
  4: 'the creator’s signature is wrong',
  5: 'the endorsed transaction cannot be read',
  6: 'the configuration is not valid',
  7: 'this kind of transaction is not supported',
  8: 'the transaction id does not fit its creator and nonce',
  9: 'the transaction id was used before',
  10: 'the endorsement policy is not met',
  11: 'another transaction changed what it had read',
  12: 'another transaction changed a range that it had read',
  13: 'the transaction is of an unknown kind',
  14: 'the channel does not exist',
  15: 'the transaction cannot be written out',
  16: 'the transaction has no action',
  17: 'the chaincode has expired',
  18: 'the version of the chaincode is not the committed one',
  19: 'the extension of the header cannot be read',
  20: 'the channel header cannot be read',
  21: 'the endorsed response cannot be read',
  22: 'the read-write set cannot be read',
  23: 'it writes where it must not',
  24: 'what it writes is not valid',
  25: 'the chaincode is not the committed one',
  254: 'not validated',
  255: 'invalid for another reason',
};

/** A validation code in words, for people. */
export function validationWords(code: number): string {
  return words[code] ?? `code ${code}`;
}

/**
 * Codes of a transaction whose creator's signature no peer has checked, or found invalid (fabric,
 * core/common/validation, which checks envelope, payload and header before the signature). The certificate that it
 * carries then proves nothing.
 */
const beforeTheSignature: readonly number[] = [1, 2, 3, 4, 254, 255];

/** True when Fabric has checked that the creator signed the transaction. */
export function hasCheckedCreator(code: number): boolean {
  return !beforeTheSignature.includes(code);
}
