import type { BoundIds, Digest, Manifest, Wrap, WrapBasis } from '@medseal/ledger-model';
import { CannotOpenError } from '../primitives/errors.js';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.js';
import { contextBytes } from '../primitives/labels.js';
import { checkIds, committedTo, halfCommitment } from './report-key.js';

/** A wrap's holder (a person, or an organization by its MSP id), the right, and the version of the holder's key. */
export type WrapRecipient = Readonly<{
  holder: Wrap['holder'];
  basis: WrapBasis;
  keyVersion: number;
  /** Registered X-Wing public key, 1216 bytes. */
  publicKey: Uint8Array;
}>;

/**
 * Seals the patient half of one version for one holder under one basis.
 * @throws {RangeError} when the public key is invalid.
 */
export async function wrapHalf(
  input: WrapRecipient & Readonly<{ half: Uint8Array; ids: BoundIds }>,
): Promise<Wrap> {
  const { half, ids, holder, basis, keyVersion, publicKey } = input;
  const info = wrapInfo(ids, { holder, basis, keyVersion });
  const sealed = await hpkeSeal({ publicKey, info, plaintext: half });
  return {
    versionId: ids.versionId,
    holder,
    basis,
    keyVersion,
    sealed: Buffer.from(sealed).toString('base64'),
  };
}

/**
 * Opens a wrap with the holder's seed and checks the half against the manifest's commitment, so that the maker
 * of a bad wrap is found at once.
 * @throws {CannotOpenError} also for a wrap or manifest copied from another record.
 */
export async function openWrap(
  input: Readonly<{ wrap: Wrap; seed: Uint8Array; ids: BoundIds; manifest: Manifest }>,
): Promise<Uint8Array> {
  const { ids, manifest, ...held } = input;
  checkIds(ids, manifest);
  return await openCommittedWrap({ ...held, ids, commitment: committedTo('patientHalf', manifest) });
}

/**
 * {@link openWrap} for a key agent, which has the ids and the commitment to the patient half, but no manifest.
 * @throws {CannotOpenError} also for a wrap copied from another record.
 */
export async function openCommittedWrap(
  input: Readonly<{ wrap: Wrap; seed: Uint8Array; ids: BoundIds; commitment: Digest }>,
): Promise<Uint8Array> {
  const { wrap, seed, ids, commitment } = input;
  if (wrap.versionId !== ids.versionId) throw new CannotOpenError('ids');
  const half = await hpkeOpen({
    seed,
    info: wrapInfo(ids, wrap),
    sealed: Buffer.from(wrap.sealed, 'base64'),
  });
  if (halfCommitment('patientHalf', half, ids) !== commitment) throw new CannotOpenError('commitment');
  return half;
}

function wrapInfo(
  ids: BoundIds,
  { holder, basis, keyVersion }: Pick<Wrap, 'holder' | 'basis' | 'keyVersion'>,
) {
  return contextBytes('wrap', ids, [holder, basis, keyVersion]);
}
