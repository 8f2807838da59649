import { describe, expect, test } from 'vitest';
import { encodeId } from '../src/ids.js';
import {
  collections,
  compositeKey,
  keyParts,
  parseCompositeKey,
  places,
  recordSchemas,
} from '../src/records.js';

const versionId = encodeId('version', new Uint8Array(16));

describe('a composite key', () => {
  test('is written as Fabric writes it', () => {
    expect(compositeKey('share', ['a', 'b'])).toBe('\u0000share\u0000a\u0000b\u0000');
  });

  test('is read back into its parts', () => {
    const parts = keyParts.share({
      versionId,
      kind: 'ledger',
      generation: 1,
      mspId: 'HospitalAMSP',
      keyVersion: 2,
    });
    expect(parts).toEqual([versionId, 'ledger', '1', 'HospitalAMSP', '2']);
    expect(parseCompositeKey(compositeKey('share', parts))).toEqual({ type: 'share', parts });
  });

  test('of a wrap does not name its holder', () => {
    expect(keyParts.wrap({ versionId, basis: 'own', keyVersion: 1 })).toEqual([versionId, 'own', '1']);
  });

  test.each(['', 'person', '\u0000toString\u0000x\u0000', '\u0000person\u0000x', 'person\u0000x\u0000'])(
    'is not %j',
    (key) => {
      expect(parseCompositeKey(key)).toBeUndefined();
    },
  );
});

describe('the places of records', () => {
  test('cover every kind of record, and every collection is used', () => {
    expect(Object.keys(places).sort()).toEqual(Object.keys(recordSchemas).sort());
    expect(new Set(Object.values(places).filter((place) => place !== 'public'))).toEqual(
      new Set(collections),
    );
  });

  test('keep rules and salt out of public records and in all private ones', () => {
    for (const [type, place] of Object.entries(places) as [keyof typeof places, string][]) {
      expect('salt' in recordSchemas[type].shape).toBe(place !== 'public');
      expect('rules' in recordSchemas[type].shape).toBe(place !== 'public');
    }
  });
});
