import { combine } from 'shamir-secret-sharing';
import { type CommittedShare, type OpenedShare, shareCommitment, type ShareSetName } from './share-sets.js';

/**
 * Finds the organizations whose commitments match no share of the set. Consistent opened shares determine all others,
 * so this proves what the set's maker did without asking the organizations whose shares are missing.
 * @param input `shares` a majority or more, every choice of which gives the committed half; `holders` all of the set
 * @returns MSP ids, in the order of `holders`
 */
export async function unfittingCommitments(
  input: ShareSetName & Readonly<{ shares: readonly OpenedShare[]; holders: readonly CommittedShare[] }>,
): Promise<string[]> {
  const opened = new Map(input.shares.map(({ mspId, share }) => [mspId, placeOf(share)]));
  const isComplete = input.holders.every(({ mspId }) => opened.has(mspId));
  const others = isComplete ? [] : await otherShares(input.shares.map(({ share }) => share));
  const places = input.holders.map((holder) => ({
    mspId: holder.mspId,
    place:
      opened.get(holder.mspId) ?? others.findIndex((share) => share && isCommitted(share, holder, input)),
  }));
  // The share at 0 is the half itself, and two shares at the same place are one share.
  const isAlone = (place: number) => places.filter((each) => each.place === place).length === 1;
  return places.filter(({ place }) => place <= 0 || !isAlone(place)).map(({ mspId }) => mspId);
}

function isCommitted(share: Uint8Array, { mspId, commitment }: CommittedShare, set: ShareSetName): boolean {
  return shareCommitment(mspId, share, set) === commitment;
}

/** By x coordinate, all other shares on the polynomial of the given ones, except the one at 0. */
async function otherShares(shares: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
  const given = new Map(shares.map((share) => [placeOf(share), share]));
  const free = Array.from({ length: 255 }, (_, place) => place + 1).filter((place) => !given.has(place));
  const others: Uint8Array[] = [];
  for (const place of free) others[place] = await shareAt(place, [...given.values()]);
  return others;
}

/** In GF(256), addition is XOR: the value at `place` is the value at 0 of the polynomial shifted by `place`. */
async function shareAt(place: number, shares: readonly Uint8Array[]): Promise<Uint8Array> {
  const moved = shares.map((share) => Uint8Array.of(...share.subarray(0, -1), placeOf(share) ^ place));
  return Uint8Array.of(...(await combine(moved)), place);
}

function placeOf(share: Uint8Array): number {
  return share.at(-1) ?? 0;
}
