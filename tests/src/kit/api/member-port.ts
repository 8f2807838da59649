import { identityOf, LedgerClient } from '../network/ledger.js';
import type { Network } from '../network/network.js';

/** The port where a hospital hands out sealed bytes to other gateways, as the ledger says it. */
export async function memberPortOf(network: Network, organization: string): Promise<number> {
  const ledger = await LedgerClient.of(network, organization);
  const service = await identityOf(network, organization, 'gateway');
  const call = { contract: 'OrganizationContract', function: 'ReadOrganization', arguments: [service.mspId] };
  const answer = (await ledger.evaluate(service, call)).toString();
  ledger.close();
  const { memberUrl } = JSON.parse(answer) as { memberUrl: string };
  return Number(new URL(memberUrl).port);
}
