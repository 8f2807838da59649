import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readJson } from './read-json.js';
import { pagesAddressOf, topology } from './topology.js';

const hostSchema = z.strictObject({
  /** Address on which its parts listen, and which Fabric's programs dial. */
  address: z.ipv4(),
  /** Name in its TLS certificates, which our programs dial: fabric-gateway wants a name. */
  host: z.string().regex(/^[a-z0-9.-]+$/),
  /** Network namespace in which its parts are started; left out where they share the machine's. */
  namespace: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
});

/** Where an organization's parts run. */
export type Host = Readonly<z.output<typeof hostSchema>>;

/** All parts on the loopback interface of this machine. */
const thisMachine: Host = { address: topology.address, host: topology.serverName };

/** Where an organization's gateway has its pages and REST, in plain HTTP. */
export interface Pages {
  /** Loopback address on which it listens. */
  readonly address: string;
  /** Host under which this machine reaches them. */
  readonly host: string;
}

/**
 * Hosts by the organizations' names, as `hosts.json` of a home has them: one network stack for each, to cut cables between them.
 * On one machine the pages of each organization have an address of their own.
 */
export function readHosts(home: string): (organization: string, index: number) => Host & { pages: Pages } {
  const file = path.join(home, 'hosts.json');
  const hosts = existsSync(file) ? readJson(file, z.record(z.string(), hostSchema)) : {};
  return (organization, index) => {
    const host = hosts[organization];
    if (host !== undefined) return { ...host, pages: { address: topology.address, host: host.address } };
    const address = pagesAddressOf(index);
    return { ...thisMachine, pages: { address, host: address } };
  };
}

/** Names and addresses that a host's TLS certificates hold. */
export function tlsNames({ host, address }: Host): string[] {
  return [...new Set([topology.serverName, topology.address, host, address])];
}
