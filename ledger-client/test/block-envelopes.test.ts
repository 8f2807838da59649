import { common } from '@hyperledger/fabric-protos';
import { describe, expect, test } from 'vitest';
import { envelopesOf, transactionIdOf, validTransactionIds } from '../src/block-envelopes.js';

const id = 'ab'.repeat(32);
const other = 'cd'.repeat(32);

/** An envelope around a channel header's bytes. */
function envelope(channelHeader: Uint8Array): Uint8Array {
  const header = new common.Header();
  header.setChannelHeader(channelHeader);
  const payload = new common.Payload();
  payload.setHeader(header);
  const whole = new common.Envelope();
  whole.setPayload(payload.serializeBinary());
  return whole.serializeBinary();
}

function headerWith(transactionId: string): Uint8Array {
  const header = new common.ChannelHeader();
  header.setTxId(transactionId);
  return header.serializeBinary();
}

function block(...transactions: readonly (readonly [Uint8Array, number])[]): common.Block {
  const data = new common.BlockData();
  data.setDataList(transactions.map(([bytes]) => bytes));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([
    new Uint8Array(),
    new Uint8Array(),
    Uint8Array.from(transactions, ([, code]) => code),
  ]);
  const made = new common.Block();
  made.setData(data);
  made.setMetadata(metadata);
  return made;
}

describe('the valid transactions of a block', () => {
  test('are those that its peer marked as valid, in order', () => {
    const both = block([envelope(headerWith(id)), 0], [envelope(headerWith(other)), 11]);
    expect(validTransactionIds(both)).toEqual([id]);
    expect(envelopesOf(both).map(({ validationCode }) => validationCode)).toEqual([0, 11]);
  });

  test('are found despite one that cannot be read', () => {
    const broken = Uint8Array.of(0x0a, 0x7f);
    expect(validTransactionIds(block([broken, 0], [envelope(headerWith(id)), 0]))).toEqual([id]);
  });

  test('are read as peers read them: a field of another wire type is skipped', () => {
    // Field 5, the transaction id, again as a number: Go skips it, but the classes of fabric-protos cannot read it.
    const strange = Buffer.concat([headerWith(id), Uint8Array.of(5 << 3, 1)]);
    expect(() => common.ChannelHeader.deserializeBinary(strange)).toThrow();
    expect(validTransactionIds(block([envelope(strange), 0]))).toEqual([id]);
  });

  test('have ids of 64 hex digits', () => {
    expect(transactionIdOf(envelope(headerWith('first')))).toBe('');
    expect(validTransactionIds(block([envelope(headerWith('first')), 0]))).toEqual([]);
  });

  test('are none if the block has no codes, and a block without data is an error', () => {
    const bare = block([envelope(headerWith(id)), 0]);
    bare.clearMetadata();
    expect(validTransactionIds(bare)).toEqual([]);
    expect(validTransactionIds(new common.Block())).toEqual([]);
    expect(() => envelopesOf(new common.Block())).toThrow('without data');
  });
});
