export * from './errors.js';
export { labels, type LabelName } from './primitives/labels.js';
export { defaultSegmentLength, floeSizes, openedLength, sealedLength } from './floe/floe-layout.js';
export { FloeOpener, FloeSealer, openMessage, sealMessage, type FloeSecret } from './floe/floe.js';
export { type ByteRange } from './floe/floe-range.js';
export * from './primitives/hpke.js';
export * from './primitives/signatures.js';
export * from './primitives/p256.js';
export * from './primitives/sealed-box.js';
export * from './primitives/peer-certificate.js';
export {
  checkCommitted,
  dataKey,
  halfCommitment,
  idsOf,
  newHalves,
  reportSecret,
  type HalfName,
  type Halves,
} from './report/report-key.js';
export * from './primitives/wraps.js';
export * from './shares/share-sets.js';
export * from './shares/released-half.js';
export * from './report/reasons.js';
export { unfittingCommitments } from './shares/share-commitments.js';
export { combineShares, verifyAllWindows, type OpenedShares } from './shares/share-combining.js';
export * from './report/metadata.js';
export {
  openReport,
  plaintextSize,
  sealReport,
  type ReportSealing,
  type SealedReport,
} from './report/report-stream.js';
export { openReportRange, type ReportRange } from './report/report-range.js';
export * from './report/envelope.js';
