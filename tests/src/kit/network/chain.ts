import { eventually } from '../eventually.js';
import { identityOf, LedgerClient } from './ledger.js';
import type { Network } from './network.js';

/** All blocks that the peer of an organization stores, at least up to a block. */
export async function blocksOf(network: Network, organization: string, upTo = 0): Promise<Buffer[]> {
  const ledger = await LedgerClient.of(network, organization);
  const service = await identityOf(network, organization, 'gateway');
  try {
    const height = await eventually('the peer has the last block', async () => {
      const found = await ledger.height(service);
      return found > upTo ? found : undefined;
    });
    const blocks: Buffer[] = [];
    for (let number = 0; number < height; number++) blocks.push(await ledger.block(service, number));
    return blocks;
  } finally {
    ledger.close();
  }
}
