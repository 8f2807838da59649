import { canonicalBytes, type BoundIds, type JsonValue } from '@medseal/ledger-model';

/** First member of every info, associated data and commitment input; each label has exactly one use. */
export const labels = {
  reportKey: 'medseal/report-key/v1',
  metadataKey: 'medseal/metadata-key/v1',
  patientHalf: 'medseal/patient-half/v1',
  ledgerHalf: 'medseal/ledger-half/v1',
  wrap: 'medseal/wrap/v1',
  share: 'medseal/share/v1',
  shareCommitment: 'medseal/share-commitment/v1',
  releasedShare: 'medseal/released-share/v1',
  releasedHalf: 'medseal/released-half/v1',
  reason: 'medseal/reason/v1',
} as const;

/** The use of a context, by its name in {@link labels}. */
export type LabelName = keyof typeof labels;

/**
 * The canonical bytes [label, suite, channel, reportId, versionId, patient, ...more]: whatever is sealed or
 * committed under them opens only for this use in this version.
 */
export function contextBytes(label: LabelName, ids: BoundIds, more: readonly JsonValue[] = []): Uint8Array {
  const { suite, channel, reportId, versionId, patient } = ids;
  return canonicalBytes([labels[label], suite, channel, reportId, versionId, patient, ...more]);
}
