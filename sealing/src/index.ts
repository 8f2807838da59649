export * from './primitives/errors.js';
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
} from './halves/report-key.js';
export * from './halves/wraps.js';
export * from './halves/share-sets.js';
export * from './halves/released-half.js';
export * from './report/reasons.js';
export { unfittingCommitments } from './halves/share-commitments.js';
export { combineShares, verifyAllWindows, type OpenedShares } from './halves/share-combining.js';
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
