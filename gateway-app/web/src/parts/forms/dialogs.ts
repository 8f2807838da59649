import { onDemand } from '../../ui/on-demand.js';

/** Dialogs that many pages use, loaded when one is first opened. */

export const ConfirmDialog = onDemand(async () => (await import('../../ui/confirm.js')).ConfirmDialog);
export const ReportViewer = onDemand(async () => (await import('../viewer/report-viewer.js')).ReportViewer);
export const VerifyDialog = onDemand(async () => (await import('../viewer/verify.js')).VerifyDialog);
export const RejectDialog = onDemand(async () => (await import('../reports/reject-dialog.js')).RejectDialog);
