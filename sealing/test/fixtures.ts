import { encodeId, suite, type BoundIds, type IdKind } from '@medseal/ledger-model';

/** An id of 16 equal bytes. */
export function idOf<Kind extends IdKind>(kind: Kind, byte: number) {
  return encodeId(kind, new Uint8Array(16).fill(byte));
}

export const ids: BoundIds = {
  suite,
  channel: 'medseal',
  reportId: idOf('report', 1),
  versionId: idOf('version', 2),
  patient: idOf('pseudonym', 3),
};

/** The same ids with one of them changed, for each that can change. */
export const otherIds: readonly BoundIds[] = [
  { ...ids, channel: 'medseal2' },
  { ...ids, reportId: idOf('report', 9) },
  { ...ids, versionId: idOf('version', 9) },
  { ...ids, patient: idOf('pseudonym', 9) },
];

/** A copy of the bytes with one flipped bit. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Bytes 0, 1, 2, … of a length: readable when a test fails. */
export function countingBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index);
}
