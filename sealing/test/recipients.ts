import { kemPublicKey, newKemSeed } from '../src/primitives/hpke.js';
import type { ShareHolder } from '../src/halves/share-sets.js';
import type { WrapRecipient } from '../src/halves/wraps.js';
import { idOf } from './fixtures.js';

/** Someone with an X-Wing key. */
export type KeyHolder = Readonly<{ seed: Uint8Array; publicKey: Uint8Array }>;

export function newKeyHolder(): KeyHolder {
  const seed = newKemSeed();
  return { seed, publicKey: kemPublicKey(seed) };
}

/** Organizations with their key agents' seeds. */
export function newOrganizations(count: number): readonly (ShareHolder & KeyHolder)[] {
  return Array.from({ length: count }, (_, index) => ({
    mspId: `Organization${index}MSP`,
    keyVersion: index + 1,
    ...newKeyHolder(),
  }));
}

/** The patient of the fixtures' ids as holder of the wrap `own`. */
export function newPatient(): WrapRecipient & KeyHolder {
  return { holder: idOf('pseudonym', 3), basis: 'own', keyVersion: 1, ...newKeyHolder() };
}
