import type { BoundIds, Manifest, Wrap, WrapBasis } from '@medseal/ledger-model';
import { CannotOpenError } from './errors.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';
import { contextBytes } from './labels.js';
import { checkCommitted, checkIds } from './report-key.js';

/** Whom a wrap is for, and under which right: their registered key's version goes into the wrap. */
export type WrapRecipient = Readonly<{
  holder: Wrap['holder'];
  basis: WrapBasis;
  keyVersion: number;
  /** Registered X-Wing public key, 1216 bytes. */
  publicKey: Uint8Array;
}>;

/**
 * Seals the patient half of one version for one holder under one basis.
 * @throws {RangeError} when the public key is none.
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
 * Opens a wrap with the holder's seed and checks the half against the manifest's commitment, so that who made a
 * bad wrap is found at once.
 * @throws {CannotOpenError} also for a wrap or manifest copied from another record.
 */
export async function openWrap(
  input: Readonly<{ wrap: Wrap; seed: Uint8Array; ids: BoundIds; manifest: Manifest }>,
): Promise<Uint8Array> {
  const { wrap, seed, ids, manifest } = input;
  checkIds(ids, manifest);
  if (wrap.versionId !== ids.versionId) throw new CannotOpenError('ids');
  const half = await hpkeOpen({
    seed,
    info: wrapInfo(ids, wrap),
    sealed: Buffer.from(wrap.sealed, 'base64'),
  });
  checkCommitted('patientHalf', half, manifest);
  return half;
}

function wrapInfo(
  ids: BoundIds,
  { holder, basis, keyVersion }: Pick<Wrap, 'holder' | 'basis' | 'keyVersion'>,
) {
  return contextBytes('wrap', ids, [holder, basis, keyVersion]);
}
