import { readFileSync } from 'node:fs';
import type { Network } from '../kit/network/network.js';

/** Programs that are killed. */
export const victims = ['gateway', 'agent', 'peer', 'orderer-leader', 'chaincode', 'store'] as const;
export type Victim = (typeof victims)[number];

/** A process that can be ended at once. */
export interface Target {
  /** `HospitalA/peer` */
  readonly part: string;
  /** Ends it as a power failure would; the supervisor starts it again. */
  kill(): void;
}

/** Finds the process of a victim, so that killing it takes no time at the moment itself. */
export async function aimAt(network: Network, victim: Victim): Promise<Target> {
  const part = victim === 'orderer-leader' ? await orderingLeader(network) : `HospitalA/${victim}`;
  const { pid } = await network.part(part);
  if (pid === null) throw new Error(`${part} does not run`);
  return {
    part,
    kill: () => {
      process.kill(pid, 'SIGKILL');
    },
  };
}

/** The orderer that leads, according to the orderers' logs. */
async function orderingLeader(network: Network): Promise<string> {
  const { organizations } = await network.status();
  const orderers = organizations.flatMap(({ parts }) =>
    parts.filter(({ name }) => name.endsWith('/orderer')),
  );
  const leaders = orderers.filter(({ log }) => leads(readFileSync(log, 'utf8')));
  const [leader] = leaders;
  if (leader === undefined || leaders.length > 1) throw new Error(`${leaders.length} orderers lead`);
  return leader.name;
}

/** The last change of leader that an orderer saw made it the leader itself. */
function leads(log: string): boolean {
  const changes = [...log.matchAll(/Raft leader changed: \d+ -> (\d+) .*node=(\d+)/g)];
  const last = changes.at(-1);
  return last !== undefined && last[1] === last[2];
}
