import { NetworkError } from '../network-error.js';
import type { Part } from '../parts/part.js';
import { accepts } from '../parts/probe.js';
import type { Ports } from '../topology/topology.js';

/** Ports that each kind of part listens on. */
const portsOfKind: Readonly<Record<Part['kind'], readonly (keyof Ports)[]>> = {
  ca: ['ca', 'caHealth'],
  store: ['store'],
  orderer: ['orderer', 'ordererAdmin', 'ordererHealth'],
  peer: ['peer', 'peerChaincode', 'peerHealth'],
  chaincode: ['chaincode'],
  agent: ['agent'],
  gateway: ['gateway', 'member'],
};

/** Throws when a port of a part that is to be started is in use by another program. */
export async function expectFreePorts(parts: readonly Part[]): Promise<void> {
  const wanted = parts.flatMap((part) =>
    portsOfKind[part.kind].map((name) => ({ part, port: part.organization.ports[name] })),
  );
  const busy = await Promise.all(wanted.map(async (each) => ({ ...each, isBusy: await accepts(each.port) })));
  const [first] = busy.filter(({ isBusy }) => isBusy);
  if (!first) return;
  throw new NetworkError(`Port ${first.port}, which ${first.part.name} needs, is used by another program.`, {
    next: 'end that program, or choose other ports, as in MEDSEAL_PORT_BASE=24000 (a network keeps the ports of its first start)',
  });
}
