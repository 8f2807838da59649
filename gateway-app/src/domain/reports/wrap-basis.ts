import type { Basis, WrapBasis } from '@medseal/ledger-model';

/** The basis of the wrap that belongs to what permitted a reading. */
export function wrapBasisOf(basis: Basis): WrapBasis {
  return basis.kind === 'consent' ? basis.id : basis.kind;
}
