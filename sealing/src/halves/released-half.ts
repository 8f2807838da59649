import type { BoundIds, DisclosureId, Manifest } from '@medseal/ledger-model';
import { SpoiledShareError } from '../primitives/errors.js';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.js';
import { contextBytes } from '../primitives/labels.js';
import { checkIds, committedTo, halfCommitment } from './report-key.js';

/** The reading for which a half is released, and the organization whose key agent releases it. */
export type HalfRelease = Readonly<{ ids: BoundIds; mspId: string; disclosureId: DisclosureId }>;

/**
 * A key agent seals the patient half from its organization's wrap to the reader of one disclosure.
 * @returns base64 of encapsulation ‖ ciphertext ‖ tag
 * @throws {RangeError} when the public key is invalid.
 */
export async function resealHalf(
  input: HalfRelease & Readonly<{ half: Uint8Array; readerPublicKey: Uint8Array }>,
): Promise<string> {
  const { half, readerPublicKey: publicKey } = input;
  const sealed = await hpkeSeal({ publicKey, info: releasedInfo(input), plaintext: half });
  return Buffer.from(sealed).toString('base64');
}

/**
 * The reader opens the patient half that the key agent of the reader's organization released.
 * @param input `half` as in the agent's answer
 * @throws {CannotOpenError} when it was sealed for another disclosure, reader, version or organization.
 * @throws {SpoiledShareError} naming the organization whose agent sent a half other than the committed one.
 */
export async function openReleasedHalf(
  input: HalfRelease & Readonly<{ half: string; seed: Uint8Array; manifest: Manifest }>,
): Promise<Uint8Array> {
  const { half: sealed, seed, ids, mspId, manifest } = input;
  checkIds(ids, manifest);
  const half = await hpkeOpen({ seed, info: releasedInfo(input), sealed: Buffer.from(sealed, 'base64') });
  const committed = halfCommitment('patientHalf', half, ids) === committedTo('patientHalf', manifest);
  if (!committed) throw new SpoiledShareError([mspId]);
  return half;
}

function releasedInfo({ ids, mspId, disclosureId }: HalfRelease): Uint8Array {
  return contextBytes('releasedHalf', ids, [mspId, disclosureId]);
}
