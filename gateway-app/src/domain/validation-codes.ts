/** Fabric's validation codes (fabric-protos, peer/transaction.proto, TxValidationCode) in words. */
const words: Readonly<Record<number, string>> = {
  0: 'valid',
  1: 'the envelope is empty',
  2: 'the payload cannot be read',
  3: 'the header cannot be read',
  4: 'the creator’s signature is wrong',
  5: 'the endorsed transaction cannot be read',
  7: 'this kind of transaction is not supported',
  8: 'the transaction id does not fit its creator and nonce',
  9: 'the transaction id was used before',
  10: 'the endorsement policy is not met',
  11: 'another transaction changed what it had read',
  12: 'another transaction changed a range that it had read',
  13: 'the transaction is of an unknown kind',
  14: 'the channel does not exist',
  15: 'the configuration cannot be read',
  16: 'the payload is empty',
  17: 'the transaction action cannot be read',
  18: 'the chaincode is not the committed one',
  19: 'the chaincode version is not the committed one',
  20: 'a write is not allowed',
  21: 'the read-write set is not what was endorsed',
  22: 'the transaction is not valid',
  23: 'the chaincode expired',
  254: 'not validated',
  255: 'invalid for another reason',
};

/** What a validation code says, for people. */
export function validationWords(code: number): string {
  return words[code] ?? `code ${code}`;
}
