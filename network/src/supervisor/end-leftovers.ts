import { inParallel } from '../in-parallel.js';
import type { Instance } from '../topology/instance.js';
import { forgetProcess, livingProcesses, supervisorName } from './pid-file.js';
import { endProcess } from './process-identity.js';
import { stopOrder } from './supervisor.js';

/** How long a process without supervisor may take to end by itself, milliseconds. */
const grace = 15_000;

/** Ends the parts that a killed supervisor left behind, in order, each checked to be ours. Returns how many there were. */
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
