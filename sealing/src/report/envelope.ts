import {
  digestOf,
  type BoundIds,
  type Envelope,
  type Manifest,
  type ShareSet,
  type Wrap,
} from '@medseal/ledger-model';
import { CannotOpenError } from '../primitives/errors.js';
import { openMetadata, sealMetadata, type Metadata } from './metadata.js';
import { checkCommitted, checkIds, dataKey, halfCommitment, type Halves } from '../halves/report-key.js';
import { plaintextSize, type SealedReport } from './report-stream.js';
import { splitSecret, type ShareHolder } from '../halves/share-sets.js';
import { openWrap, wrapHalf, type WrapRecipient } from '../halves/wraps.js';

/** The words that a person chose for a report; the rest of its metadata are known from sealing it. */
export type Description = Pick<Metadata, 'title' | 'fileName' | 'mediaType'>;

/** Everything that goes to the ledger with a sealed report: attachments of `ProposeReport`. */
export type SealedEnvelope = Readonly<{
  envelope: Envelope;
  shareSets: readonly ShareSet[];
  wraps: readonly Wrap[];
}>;

/** Who receives which of a version's halves. */
export type Recipients = Readonly<{
  /** Every organization with its active key for ledger shares, in the order of the consortium file. */
  ledgerHolders: readonly ShareHolder[];
  /** Only if the patient wants it: every organization with its active key for emergency shares. */
  emergencyHolders?: readonly ShareHolder[];
  /** The patient (`own`), and the author if someone else (`author`). */
  wraps: readonly WrapRecipient[];
}>;

/** Makes the envelope of a report that was just sealed: manifest, sealed metadata, share sets, wraps. */
export async function sealEnvelope(
  input: Readonly<{ ids: BoundIds; halves: Halves; report: SealedReport; description: Description }> &
    Recipients,
): Promise<SealedEnvelope> {
  const { ids, halves, report, description } = input;
  const { plaintextSha256, plaintextSize: size } = report;
  const metadata = { ...description, plaintextSha256, plaintextSize: size };
  const sealedMetadata = sealMetadata({ patientHalf: halves.patientHalf, ids, metadata });
  const envelope = {
    manifest: buildManifest({ ids, halves, report, sealedMetadata }),
    sealedMetadata: Buffer.from(sealedMetadata).toString('base64'),
  };
  const half = halves.patientHalf;
  return {
    envelope,
    shareSets: await Promise.all([
      splitSecret({
        ids,
        kind: 'ledger',
        generation: 1,
        secret: halves.ledgerHalf,
        holders: input.ledgerHolders,
      }),
      ...(input.emergencyHolders === undefined
        ? []
        : [
            splitSecret({
              ids,
              kind: 'emergency',
              generation: 1,
              secret: half,
              holders: input.emergencyHolders,
            }),
          ]),
    ]),
    wraps: await Promise.all(input.wraps.map((recipient) => wrapHalf({ ...recipient, half, ids }))),
  };
}

/** What never changes about a sealed version, with commitments to both halves. */
export function buildManifest(
  input: Readonly<{ ids: BoundIds; halves: Halves; report: SealedReport; sealedMetadata: Uint8Array }>,
): Manifest {
  const { ids, halves, report, sealedMetadata } = input;
  return {
    ...ids,
    ciphertextSha256: report.ciphertextSha256,
    size: report.size,
    floeHeader: Buffer.from(report.floeHeader).toString('base64'),
    sealedMetadataSha256: digestOf(sealedMetadata),
    patientHalfCommitment: halfCommitment('patientHalf', halves.patientHalf, ids),
    ledgerHalfCommitment: halfCommitment('ledgerHalf', halves.ledgerHalf, ids),
  };
}

/**
 * Opens an envelope with the holder's wrap and returns the patient half and the metadata.
 * @param input `ids` from the ledger's version record, never from the envelope itself
 * @throws {CannotOpenError} for parts that belong to another version, are altered, or are not for this seed.
 */
export async function openEnvelope(
  input: Readonly<{ ids: BoundIds; envelope: Envelope; wrap: Wrap; seed: Uint8Array }>,
): Promise<Readonly<{ patientHalf: Uint8Array; metadata: Metadata }>> {
  const { ids, envelope, wrap, seed } = input;
  const patientHalf = await openWrap({ wrap, seed, ids, manifest: envelope.manifest });
  return { patientHalf, metadata: openCatalogue({ ids, envelope, patientHalf }) };
}

/**
 * Opens the metadata of an envelope with a patient half that was checked against its manifest. The author writes the
 * size of the report into them: it must be the size that follows from the stored size.
 * @throws {CannotOpenError}
 */
export function openCatalogue(
  input: Readonly<{ ids: BoundIds; envelope: Envelope; patientHalf: Uint8Array }>,
): Metadata {
  const { ids, envelope, patientHalf } = input;
  checkIds(ids, envelope.manifest);
  const sealedMetadata = Buffer.from(envelope.sealedMetadata, 'base64');
  if (digestOf(sealedMetadata) !== envelope.manifest.sealedMetadataSha256)
    throw new CannotOpenError('digest');
  const metadata = openMetadata({ patientHalf, ids, sealedMetadata });
  if (metadata.plaintextSize !== plaintextSize(envelope.manifest)) throw new CannotOpenError('length');
  return metadata;
}

/**
 * The key of the report's bytes from both halves, each checked against its commitment.
 * @throws {CannotOpenError}
 */
export function openReportKey(input: Halves & Readonly<{ ids: BoundIds; manifest: Manifest }>): Uint8Array {
  const { ids, manifest, patientHalf, ledgerHalf } = input;
  checkIds(ids, manifest);
  checkCommitted('patientHalf', patientHalf, manifest);
  checkCommitted('ledgerHalf', ledgerHalf, manifest);
  return dataKey({ patientHalf, ledgerHalf, ids });
}
