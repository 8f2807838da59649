import { type HostilePart, startHostilePart } from '../../../transport/test/hostile-answers.js';
import { partCertificate } from '../../src/kit/api/tls.js';
import type { Network } from '../../src/kit/network/network.js';

/**
 * Puts a hostile part where the regulator's key agent was, with its certificate.
 * @param endings gets what ends this again, the last to be done first; also after a failure half-way
 */
export async function replaceAgent(
  network: Network,
  endings: (() => Promise<unknown>)[],
): Promise<HostilePart> {
  const port = await network.port('Regulator/agent');
  endings.push(() => network.command('start', 'Regulator/agent'));
  await network.command('stop', 'Regulator/agent');
  const { cert: certificate, key } = partCertificate(network, 'Regulator', 'agent');
  const agent = await startHostilePart({ certificate, key }, 'says nothing', port);
  endings.push(() => agent.stop());
  return agent;
}
