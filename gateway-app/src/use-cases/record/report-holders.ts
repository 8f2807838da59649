import { activeKey, type OrganizationKey } from '@medseal/ledger-model';
import type { ShareHolder } from '@medseal/sealing';
import { Failure } from '../../domain/shared/failure.js';
import type { Organization } from '../../domain/ledger/organizations.js';

/** Every organization with its active key for shares of one kind, in the order of the consortium file. */
export function shareHolders(
  organizations: readonly Organization[],
  use: OrganizationKey['use'],
): ShareHolder[] {
  return organizations.map(({ mspId, keys }) => {
    const key = activeKey(keys, use);
    if (key === undefined) throw new Failure('UNAVAILABLE', 'an organization has no key for shares');
    return { mspId, keyVersion: key.version, publicKey: Buffer.from(key.publicKey, 'base64') };
  });
}
