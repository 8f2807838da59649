import {
  digestOf,
  thresholdOf,
  type BoundIds,
  type Digest,
  type DisclosureId,
  type HeldShare,
  type ReleaseAnswer,
  type ShareKind,
  type ShareSet,
} from '@medseal/ledger-model';
import { split } from 'shamir-secret-sharing';
import { CannotOpenError, SpoiledShareError } from '../primitives/errors.js';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.js';
import { contextBytes } from '../primitives/labels.js';

/** Identifies one share set of a version: every context of a share holds these. */
export type ShareSetName = Readonly<{ ids: BoundIds; kind: ShareKind; generation: number }>;

/** An organization and its key agent's key for shares of this kind (X-Wing, 1216 bytes). */
export type ShareHolder = Readonly<{ mspId: string; keyVersion: number; publicKey: Uint8Array }>;

/** An opened share: a 32-byte value and one byte of x coordinate, with the organization that held it. */
export type OpenedShare = Readonly<{ mspId: string; share: Uint8Array }>;

/** A share as the share set's record lists it. */
export type CommittedShare = Pick<HeldShare, 'mspId' | 'keyVersion' | 'commitment'>;

/** One share resealed to a reader, as a key agent returns it. */
export type ReleasedShare = ReleaseAnswer['shares'][number];

/**
 * Splits a half so that a majority of the holders can restore it (Shamir over GF(256)), and seals each share to its
 * holder. The holders are in the order of the consortium file; there must be at least two.
 * @throws {RangeError} for fewer than two holders or an invalid key.
 */
export async function splitSecret(
  input: ShareSetName & Readonly<{ secret: Uint8Array; holders: readonly ShareHolder[] }>,
): Promise<ShareSet> {
  const { secret, holders, ...set } = input;
  if (holders.length < 2) throw new RangeError('a secret must be split among two or more organizations');
  const threshold = thresholdOf(holders.length);
  const parts = await split(Uint8Array.from(secret), holders.length, threshold);
  const shares = await Promise.all(
    holders.map((holder, index) => sealFor(holder, parts[index] ?? new Uint8Array(), set)),
  );
  return { kind: set.kind, generation: set.generation, threshold, shares };
}

/**
 * A key agent opens its organization's own share and checks it against the set's commitment.
 * @param input `seed` of the key agent's key to which the share was sealed
 * @throws {CannotOpenError} also for a share copied from another record, kind or generation.
 */
export async function openShare(
  input: ShareSetName & Readonly<{ held: HeldShare; seed: Uint8Array }>,
): Promise<Uint8Array> {
  const { held, seed } = input;
  const sealed = Buffer.from(held.sealed, 'base64');
  const share = await hpkeOpen({ seed, info: shareContext(input, held), sealed });
  if (shareCommitment(held.mspId, share, input) !== held.commitment) throw new CannotOpenError('commitment');
  return share;
}

/** A key agent seals an opened share to the reader of one committed disclosure. */
export async function resealShare(
  input: ShareSetName &
    Readonly<{ mspId: string; share: Uint8Array; disclosureId: DisclosureId; readerPublicKey: Uint8Array }>,
): Promise<ReleasedShare> {
  const { kind, generation, share, readerPublicKey: publicKey } = input;
  const sealed = await hpkeSeal({ publicKey, info: releasedContext(input), plaintext: share });
  return { kind, generation, sealed: Buffer.from(sealed).toString('base64') };
}

/**
 * The reader opens a share that an agent released for their disclosure.
 * @param input `holder` as in the share set's record
 * @throws {CannotOpenError} when it was sealed for another disclosure, reader, version or organization.
 * @throws {SpoiledShareError} naming the organization whose agent sent a share other than the committed one.
 */
export async function openReleasedShare(
  input: Readonly<{
    released: ReleasedShare;
    holder: CommittedShare;
    seed: Uint8Array;
    ids: BoundIds;
    disclosureId: DisclosureId;
  }>,
): Promise<OpenedShare> {
  const { released, holder, seed, ids, disclosureId } = input;
  const { mspId } = holder;
  const set = { ids, kind: released.kind, generation: released.generation };
  const info = releasedContext({ ...set, mspId, disclosureId });
  const share = await hpkeOpen({ seed, info, sealed: Buffer.from(released.sealed, 'base64') });
  if (shareCommitment(mspId, share, set) !== holder.commitment) throw new SpoiledShareError([mspId]);
  return { mspId, share };
}

async function sealFor(holder: ShareHolder, share: Uint8Array, set: ShareSetName): Promise<HeldShare> {
  const { mspId, keyVersion, publicKey } = holder;
  const sealed = await hpkeSeal({ publicKey, info: shareContext(set, holder), plaintext: share });
  const commitment = shareCommitment(mspId, share, set);
  return { mspId, keyVersion, commitment, sealed: Buffer.from(sealed).toString('base64') };
}

function shareContext(
  { ids, kind, generation }: ShareSetName,
  { mspId, keyVersion }: Readonly<{ mspId: string; keyVersion: number }>,
): Uint8Array {
  return contextBytes('share', ids, [kind, generation, mspId, keyVersion]);
}

function releasedContext(
  input: ShareSetName & Readonly<{ mspId: string; disclosureId: DisclosureId }>,
): Uint8Array {
  const { ids, kind, generation, mspId, disclosureId } = input;
  return contextBytes('releasedShare', ids, [kind, generation, mspId, disclosureId]);
}

/** The commitment to a share in the set's record, which does not reveal it; salted by the share's own randomness. */
export function shareCommitment(
  mspId: string,
  share: Uint8Array,
  { ids, kind, generation }: ShareSetName,
): Digest {
  const value = Buffer.from(share).toString('base64');
  return digestOf(contextBytes('shareCommitment', ids, [kind, generation, mspId, value]));
}
