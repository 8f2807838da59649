import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readJson } from './read-json.js';
import { pagesAddressOf, topology } from './topology.js';

const hostSchema = z.strictObject({
  /** The address on which its parts listen, and which Fabric's programs dial. */
  address: z.ipv4(),
  /** The name in its TLS certificates, which our programs dial: fabric-gateway requires a name. */
  host: z.string().regex(/^[a-z0-9.-]+$/),
  /** The network namespace in which its parts start; absent if they share the machine's. */
  namespace: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
});

/** Where an organization's parts run. */
export type Host = Readonly<z.output<typeof hostSchema>>;

/** All parts on the loopback interface of this machine. */
const thisMachine: Host = { address: topology.address, host: topology.serverName };

/** Where an organization's gateway serves its pages and REST, over plain HTTP. */
export interface Pages {
  /** The loopback address on which it listens. */
  readonly address: string;
  /** The host under which this machine reaches them. */
  readonly host: string;
}

/**
 * Hosts by organization name, from `hosts.json` of a home: one network stack for each, so that cables between them can
 * be cut. On one machine, the pages of each organization have a separate address.
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

/** The names and addresses in a host's TLS certificates. */
export function tlsNames({ host, address }: Host): string[] {
  return [...new Set([topology.serverName, topology.address, host, address])];
}
