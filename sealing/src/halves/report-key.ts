import { hkdfSync, randomBytes } from 'node:crypto';
import { digestOf, sizes, type BoundIds, type Digest, type Manifest } from '@medseal/ledger-model';
import { CannotOpenError } from '../primitives/errors.js';
import type { FloeSecret } from '../floe/floe.js';
import { contextBytes, type LabelName } from '../primitives/labels.js';

/** The two secrets of one version, 32 bytes each: only together do they give the key of the report's bytes. */
export type Halves = Readonly<{ patientHalf: Uint8Array; ledgerHalf: Uint8Array }>;

/** The name of one of the two halves. */
export type HalfName = 'patientHalf' | 'ledgerHalf';

/** Fresh random halves for one version. */
export function newHalves(): Halves {
  return { patientHalf: randomBytes(sizes.half), ledgerHalf: randomBytes(sizes.half) };
}

/**
 * The 32-byte key of a report's bytes: HKDF-SHA-256 (RFC 5869) of P ‖ L without salt, bound to the version's ids.
 * @throws {RangeError} when a half does not have 32 bytes.
 */
export function dataKey(input: Halves & Readonly<{ ids: BoundIds }>): Uint8Array {
  checkHalf(input.patientHalf);
  checkHalf(input.ledgerHalf);
  return derive(Buffer.concat([input.patientHalf, input.ledgerHalf]), 'reportKey', input.ids);
}

/** Key and associated data for the report's bytes. */
export function reportSecret(key: Uint8Array, ids: BoundIds): FloeSecret {
  return { key, aad: contextBytes('reportKey', ids) };
}

/**
 * Key and associated data for the metadata: from the patient half alone, so that its holder sees titles in lists.
 * @throws {RangeError} when the half does not have 32 bytes.
 */
export function metadataSecret(patientHalf: Uint8Array, ids: BoundIds): FloeSecret {
  checkHalf(patientHalf);
  return { key: derive(patientHalf, 'metadataKey', ids), aad: contextBytes('metadataKey', ids) };
}

/**
 * Commitment to a half: SHA-256 over its context with the base64 value as last member.
 * It is hiding because the halves are 256 random bits, and binding because SHA-256 is.
 */
export function halfCommitment(name: HalfName, half: Uint8Array, ids: BoundIds): Digest {
  return digestOf(contextBytes(name, ids, [Buffer.from(half).toString('base64')]));
}

/**
 * Refuses a half to which the manifest does not commit.
 * @throws {CannotOpenError}
 */
export function checkCommitted(name: HalfName, half: Uint8Array, manifest: Manifest): void {
  if (halfCommitment(name, half, idsOf(manifest)) !== committedTo(name, manifest)) {
    throw new CannotOpenError('commitment');
  }
}

/** The manifest's commitment to a half. */
export function committedTo(name: HalfName, manifest: Manifest): Digest {
  return name === 'patientHalf' ? manifest.patientHalfCommitment : manifest.ledgerHalfCommitment;
}

/** The ids that a manifest was made for. */
export function idsOf({ suite, channel, reportId, versionId, patient }: Manifest): BoundIds {
  return { suite, channel, reportId, versionId, patient };
}

/**
 * Refuses a manifest that was made for another version.
 * @throws {CannotOpenError}
 */
export function checkIds(ids: BoundIds, manifest: Manifest): void {
  const same = (Object.keys(ids) as (keyof BoundIds)[]).every((name) => ids[name] === manifest[name]);
  if (!same) throw new CannotOpenError('ids');
}

function derive(secret: Uint8Array, label: LabelName, ids: BoundIds): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', contextBytes(label, ids), sizes.half));
}

function checkHalf(half: Uint8Array): void {
  if (half.length !== sizes.half) throw new RangeError('a half has 32 bytes');
}
