import { onDemand } from '../../ui/on-demand.js';

/** Sharing a report of the patient's own record; loaded when the dialog is opened. */
export const ShareDialog = onDemand(async () => (await import('./share-dialog.js')).ShareDialog);
