import { onDemand } from '../../ui/on-demand.js';

/** The dialog that shares a report of the patient's own record; loaded when it is first opened. */
export const ShareDialog = onDemand(async () => (await import('./share-dialog.js')).ShareDialog);
