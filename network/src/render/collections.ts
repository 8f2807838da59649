import type { Organization } from '../topology/instance.js';
import { topology } from '../topology/topology.js';

/**
 * Private data collections of the chaincode definition (JSON): every organization holds each, and they never expire.
 */
export function renderCollections(organizations: readonly Organization[]): string {
  const members = organizations.map(({ mspId }) => `'${mspId}.member'`).join(',');
  const collections = topology.collections.map((name) => ({
    name,
    policy: `OR(${members})`,
    // An endorser fails unless another peer got the data.
    requiredPeerCount: Math.min(1, organizations.length - 1),
    maxPeerCount: organizations.length - 1,
    blockToLive: 0,
    memberOnlyRead: true,
    memberOnlyWrite: true,
  }));
  return JSON.stringify(collections, undefined, 2);
}
