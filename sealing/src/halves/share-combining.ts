import type { Manifest, ShareKind } from '@medseal/ledger-model';
import { combine } from 'shamir-secret-sharing';
import { SpoiledShareError } from '../primitives/errors.js';
import { committedTo, halfCommitment, idsOf, type HalfName } from './report-key.js';
import type { OpenedShare } from './share-sets.js';

/** Opened shares of one set: `threshold` of them should give the half to which the manifest commits. */
export type OpenedShares = Readonly<{
  manifest: Manifest;
  kind: ShareKind;
  threshold: number;
  shares: readonly OpenedShare[];
}>;

/** The largest number of choices of `threshold` shares that are tried; with ten organizations there are 252. */
const maxChoices = 1000;

/**
 * The half that `threshold` of the given shares give and to which the manifest commits (`ledger`: the ledger half,
 * `emergency`: the patient half). Extra shares make up for spoiled ones.
 * @throws {RangeError} for fewer shares than the threshold.
 * @throws {SpoiledShareError} naming all these organizations, when no choice of their shares gives it.
 */
export async function combineShares(set: OpenedShares): Promise<Uint8Array> {
  const agreed = await findAgreeing(set);
  if (agreed === undefined) throw new SpoiledShareError(set.shares.map(({ mspId }) => mspId));
  return agreed.half;
}

/**
 * Proves that *every* choice of `threshold` of the given shares, and so every window of neighbours, gives the
 * committed half: one choice does, and so does that choice with one share replaced by any of the other shares. Two
 * polynomials of degree `threshold - 1` that agree there agree in `threshold` points, and hence everywhere.
 * @throws {RangeError} for fewer shares than the threshold.
 * @throws {SpoiledShareError} naming the organizations whose shares are not on the polynomial.
 */
export async function verifyAllWindows(set: OpenedShares): Promise<Uint8Array> {
  const agreed = await findAgreeing(set);
  if (agreed === undefined) throw new SpoiledShareError(set.shares.map(({ mspId }) => mspId));
  const spoiled = await disagreeing(set, agreed.shares);
  if (spoiled.length > 0) throw new SpoiledShareError(spoiled);
  return agreed.half;
}

type Agreement = Readonly<{ half: Uint8Array; shares: readonly OpenedShare[] }>;

async function findAgreeing(set: OpenedShares): Promise<Agreement | undefined> {
  if (set.threshold < 2 || set.shares.length < set.threshold) throw new RangeError('too few shares');
  let tried = 0;
  for (const shares of choices(set.shares, set.threshold)) {
    const half = await committedHalf(set, shares);
    if (half !== undefined) return { half, shares };
    if (++tried === maxChoices) break;
  }
  return undefined;
}

/** Shares that do not give the committed half when they replace one that does: they are not on its polynomial. */
async function disagreeing(set: OpenedShares, agreed: readonly OpenedShare[]): Promise<string[]> {
  const spoiled: string[] = [];
  for (const share of set.shares) {
    if (agreed.includes(share)) continue;
    const half = await committedHalf(set, [...agreed.slice(1), share]);
    if (half === undefined) spoiled.push(share.mspId);
  }
  return spoiled;
}

async function committedHalf(
  { manifest, kind }: OpenedShares,
  shares: readonly OpenedShare[],
): Promise<Uint8Array | undefined> {
  const name: HalfName = kind === 'ledger' ? 'ledgerHalf' : 'patientHalf';
  // The package refuses shares of different lengths or with equal x coordinates; both are spoiled.
  const half = await combine(shares.map(({ share }) => Uint8Array.from(share))).catch(() => undefined);
  if (half === undefined) return undefined;
  return halfCommitment(name, half, idsOf(manifest)) === committedTo(name, manifest) ? half : undefined;
}

/** Every choice of `count` of the items, neighbours first, in the items' order. */
function* choices<Item>(items: readonly Item[], count: number): Generator<readonly Item[], void, undefined> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const [index, item] of items.entries()) {
    for (const others of choices(items.slice(index + 1), count - 1)) yield [item, ...others];
  }
}
