import { createServer } from 'node:net';
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

/**
 * Throws if another program uses a port of a part that is to be started, or if its address is not one of this machine.
 */
export async function expectFreePorts(parts: readonly Part[]): Promise<void> {
  const here = parts.filter(sharesThisMachine);
  await expectAddresses(new Set(here.map(({ organization }) => organization.pages.address)));
  const wanted = here.flatMap((part) =>
    portsOfKind[part.kind].map((name) => ({ part, ...listening(part, name) })),
  );
  const busy = await Promise.all(
    wanted.map(async (each) => ({ ...each, isBusy: await accepts(each.host, each.port) })),
  );
  const [first] = busy.filter(({ isBusy }) => isBusy);
  if (!first) return;
  throw new NetworkError(`Port ${first.port}, which ${first.part.name} needs, is used by another program.`, {
    next: 'end that program, or choose other ports, for example MEDSEAL_PORT_BASE=24000 (a network keeps the ports of its first start)',
  });
}

/** Not every system answers on all of 127.0.0.0/8. */
async function expectAddresses(addresses: ReadonlySet<string>): Promise<void> {
  for (const address of addresses) {
    if (await isOfThisMachine(address)) continue;
    throw new NetworkError(`This machine has no address ${address}, on which pages are to be served.`, {
      next: `add it, for example: sudo ifconfig lo0 alias ${address}`,
    });
  }
}

/** Can a program listen there? */
async function isOfThisMachine(address: string): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(0, address, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

function listening({ organization }: Part, name: keyof Ports): { host: string; port: number } {
  const host = name === 'gateway' ? organization.pages.address : organization.address;
  return { host, port: organization.ports[name] };
}

/** A namespace belongs to one network: no other program listens there. */
function sharesThisMachine({ organization }: Part): boolean {
  return organization.namespace === undefined;
}
