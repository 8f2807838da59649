export { silentProgress, progressLines, type Progress } from './progress.js';
export { NetworkError } from './network-error.js';
export { openInstance, type Instance, type Organization } from './topology/instance.js';
export { up } from './lifecycle/up.js';
export { down, reset } from './lifecycle/down.js';
export {
  readStatus,
  type NetworkStatus,
  type OrganizationStatus,
  type PartStatus,
} from './lifecycle/status.js';
export { ensureNodeSoftware } from './tools/node-software.js';
