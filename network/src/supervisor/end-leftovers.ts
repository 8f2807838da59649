import { inParallel } from '../in-parallel.js';
import type { Instance } from '../topology/instance.js';
import { forgetProcess, livingProcesses, supervisorName } from './pid-file.js';
import { endProcess } from './process-identity.js';
import { stopOrder } from './supervisor.js';

/** How long a process without a supervisor may take to end by itself, in milliseconds. */
const grace = 15_000;

/**
 * Ends the parts that a killed supervisor left behind, in order, after checking that each is ours. Returns their
 * number.
 */
export async function endLeftovers(instance: Pick<Instance, 'home'>): Promise<number> {
  const parts = [...livingProcesses(instance)].filter(([name]) => name !== supervisorName);
  for (const kind of stopOrder) {
    const ofKind = parts.filter(([name]) => name.endsWith(`/${kind}`));
    await inParallel(ofKind, async ([name, identity]) => {
      await endProcess(identity, grace);
      forgetProcess(instance, name);
    });
  }
  return parts.length;
}
