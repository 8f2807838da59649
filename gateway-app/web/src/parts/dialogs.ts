import { onDemand } from './on-demand.js';

/** Dialogs that many pages open, loaded when one is opened. */

export const ConfirmDialog = onDemand(async () => (await import('./confirm.js')).ConfirmDialog);
export const ReportViewer = onDemand(async () => (await import('./report-viewer.js')).ReportViewer);
export const VerifyDialog = onDemand(async () => (await import('./verify.js')).VerifyDialog);
