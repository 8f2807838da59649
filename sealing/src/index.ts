export * from './errors.js';
export { labels, type LabelName } from './labels.js';
export { defaultSegmentLength, floeSizes, openedLength, sealedLength } from './floe-layout.js';
export { FloeOpener, FloeSealer, openMessage, sealMessage, type FloeSecret } from './floe.js';
export { type ByteRange } from './floe-range.js';
export * from './hpke.js';
export * from './signatures.js';
export * from './p256.js';
export * from './sealed-box.js';
export * from './peer-certificate.js';
export {
  checkCommitted,
  dataKey,
  halfCommitment,
  idsOf,
  newHalves,
  reportSecret,
  type HalfName,
  type Halves,
} from './report-key.js';
export * from './wraps.js';
export * from './share-sets.js';
export * from './released-half.js';
export * from './reasons.js';
export { unfittingCommitments } from './share-commitments.js';
export { combineShares, verifyAllWindows, type OpenedShares } from './share-combining.js';
export * from './metadata.js';
export {
  openReport,
  plaintextSize,
  sealReport,
  type ReportSealing,
  type SealedReport,
} from './report-stream.js';
export { openReportRange, type ReportRange } from './report-range.js';
export * from './envelope.js';
