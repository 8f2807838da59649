import type { OrganizationKey, RecordOf } from '@medseal/ledger-model';
import type { VerifiedAct } from '../acts/authenticate.js';
import { refuseUnless } from '../ledger/refusal.js';
import type { Content } from '../ledger/store.js';

/**
 * What an organization publishes about itself; it replaces what the organization published before.
 * @throws {LedgerError} `CONFLICT` when an old key is missing, altered or active again, because sealed shares name it.
 */
export function published(
  { caller, statement }: VerifiedAct<'PublishOrganization'>,
  before: RecordOf<'organization'> | undefined,
): Content<'organization'> {
  const { gatewayUrl, memberUrl, keyAgentUrl, tlsRoot, keys } = statement;
  const kept = (before?.keys ?? []).every((old) => keys.some((key) => continues(old, key)));
  refuseUnless(kept, 'CONFLICT', 'keys may only be added or retired');
  return { mspId: caller.actor, gatewayUrl, memberUrl, keyAgentUrl, tlsRoot, keys };
}

function continues(old: OrganizationKey, key: OrganizationKey): boolean {
  const same = key.use === old.use && key.version === old.version && key.publicKey === old.publicKey;
  return same && (key.state === old.state || key.state === 'retired');
}
