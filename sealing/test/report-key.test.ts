import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contextBytes, labels } from '../src/primitives/labels.js';
import { dataKey, halfCommitment, metadataSecret, newHalves } from '../src/halves/report-key.js';
import { ids, otherIds } from './fixtures.js';

const halves = newHalves();

describe('the key of a report', () => {
  test('is HKDF-SHA-256 of both halves without salt', () => {
    const secret = Buffer.concat([halves.patientHalf, halves.ledgerHalf]);
    const extracted = createHmac('sha256', new Uint8Array(32)).update(secret).digest();
    const info = `["medseal/report-key/v1","medseal-1","medseal","${ids.reportId}","${ids.versionId}","${ids.patient}"]`;
    const expanded = createHmac('sha256', extracted).update(info).update(Uint8Array.of(1)).digest();
    expect(Buffer.from(dataKey({ ...halves, ids }))).toEqual(expanded);
  });

  test('changes with each id, with each half and with the order of the halves', () => {
    const { patientHalf, ledgerHalf } = halves;
    const keys = [
      ...[ids, ...otherIds].map((bound) => dataKey({ ...halves, ids: bound })),
      dataKey({ patientHalf: ledgerHalf, ledgerHalf: patientHalf, ids }),
      dataKey({ ...newHalves(), patientHalf, ids }),
      dataKey({ ...newHalves(), ledgerHalf, ids }),
      metadataSecret(patientHalf, ids).key,
    ];
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(keys.length);
  });

  test('is not made of halves of another length', () => {
    const short = halves.patientHalf.subarray(1);
    expect(() => dataKey({ ...halves, patientHalf: short, ids })).toThrow(RangeError);
    expect(() => dataKey({ ...halves, ledgerHalf: short, ids })).toThrow(RangeError);
    expect(() => metadataSecret(short, ids)).toThrow(RangeError);
  });
});

describe('a commitment', () => {
  test('changes with the half, its name and each id', () => {
    const commitments = [
      ...[ids, ...otherIds].map((bound) => halfCommitment('patientHalf', halves.patientHalf, bound)),
      halfCommitment('ledgerHalf', halves.patientHalf, ids),
      halfCommitment('patientHalf', halves.ledgerHalf, ids),
    ];
    expect(new Set(commitments).size).toBe(commitments.length);
  });
});

describe('labels', () => {
  test('differ from one another and come first', () => {
    const all = Object.values(labels);
    expect(new Set(all).size).toBe(all.length);
    for (const label of all) expect(label).toMatch(/^medseal\/[a-z-]+\/v1$/);
    expect(Buffer.from(contextBytes('wrap', ids, ['x'])).toString()).toMatch(
      /^\["medseal\/wrap\/v1",.*,"x"\]$/,
    );
  });
});
