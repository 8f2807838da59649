import { common } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WireError, WireMessage } from '../src/wire-message.js';

const read = (...bytes: readonly number[]) => new WireMessage(Uint8Array.from(bytes));

describe('a message that a library wrote', () => {
  test('reads back field by field', () => {
    const fields = fc.record({
      type: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      epoch: fc.nat(),
      channel: fc.string({ unit: 'grapheme' }),
      extension: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(fields, ({ type, epoch, channel, extension }) => {
        const header = new common.ChannelHeader();
        header.setType(type);
        header.setEpoch(epoch);
        header.setChannelId(channel);
        header.setExtension$(extension);
        const message = new WireMessage(header.serializeBinary());
        expect(message.int32(1)).toBe(type);
        expect(message.uint64(6)).toBe(BigInt(epoch));
        expect(message.text(4)).toBe(channel);
        expect(Buffer.from(message.bytes(7))).toEqual(Buffer.from(extension));
      }),
    );
  });

  test('gives empty values for absent fields', () => {
    const message = read();
    expect([message.bytes(1), message.text(1), message.int64(1), message.flag(1)]).toEqual([
      new Uint8Array(),
      '',
      0n,
      false,
    ]);
    expect([message.message(1), [...message.all(1)], message.count(1)]).toEqual([undefined, [], 0]);
  });
});

describe('as Go reads a message', () => {
  test('the last value of a field counts', () => {
    expect(read(0x08, 1, 0x08, 2).int32(1)).toBe(2);
    expect(read(0x0a, 1, 65, 0x0a, 1, 66).text(1)).toBe('B');
  });

  test('a message in several parts is merged', () => {
    const merged = read(0x0a, 2, 0x08, 7, 0x0a, 3, 0x12, 1, 65).message(1);
    expect([merged?.int32(1), merged?.text(2)]).toEqual([7, 'A']);
  });

  test('a field of another type is skipped', () => {
    expect(read(0x08, 0, 0x0a, 1, 65).text(1)).toBe('A');
    expect(read(0x0a, 1, 65, 0x08, 5).int32(1)).toBe(5);
    expect(read(0x0d, 1, 2, 3, 4, 0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x08, 5).int32(1)).toBe(5);
  });

  test('a group is skipped with its nested groups', () => {
    expect(read(0x0b, 0x13, 0x08, 9, 0x14, 0x0c, 0x08, 5).int32(1)).toBe(5);
  });

  test('a number is cut to the size of its field', () => {
    // 3 + 2^32
    expect(read(0x08, 0x83, 0x80, 0x80, 0x80, 0x10).int32(1)).toBe(3);
    expect(read(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01).int64(1)).toBe(-1n);
  });

  test.each([
    ['a tag without an end', [0x80]],
    ['a number without an end', [0x08, 0x80]],
    ['a number of more than 64 bits', [0x08, ...Array.from({ length: 9 }, () => 0xff), 0x02]],
    ['bytes without an end', [0x0a, 2, 65]],
    ['bytes of an excessive length', [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a fixed number without an end', [0x0d, 1, 2, 3]],
    ['field number 0', [0x00, 1]],
    ['a field number out of range', [0x80, 0x80, 0x80, 0x80, 0x10, 0]],
    ['an unknown wire type', [0x0e]],
    ['a group without an end', [0x0b, 0x08, 1]],
    ['a group that did not begin', [0x0c]],
    ['a group that ends with another number', [0x0b, 0x14]],
  ])('%s is refused', (_name, bytes) => {
    expect(() => read(...bytes)).toThrow(WireError);
  });

  test('groups are nested to a limit', () => {
    const nested = (depth: number) => [
      ...Array.from({ length: depth }, () => 0x0b),
      ...Array.from({ length: depth }, () => 0x0c),
    ];
    expect(read(...nested(10_001), 0x08, 5).int32(1)).toBe(5);
    expect(() => read(...nested(10_002))).toThrow('too deeply');
  });

  test('a group may have higher field numbers than a message', () => {
    const field = [0x80, 0x80, 0x80, 0x80, 0x10, 0];
    expect(read(0x0b, ...field, 0x0c, 0x08, 5).int32(1)).toBe(5);
    const tooGreat = [0x80, 0x80, 0x80, 0x80, 0x40, 0];
    expect(() => read(0x0b, ...tooGreat, 0x0c)).toThrow('out of range');
  });
});
