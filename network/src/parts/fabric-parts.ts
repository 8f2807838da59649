import path from 'node:path';
import { ordererEnvironment, peerEnvironment, type Environment } from '../render/node-environment.js';
import type { Launch } from '../supervisor/supervised-process.js';
import type { Instance, Organization } from '../topology/instance.js';
import { authorityFiles, dataFolder, tlsFiles } from '../topology/layout.js';
import type { PartDefinition } from './part.js';
import type { HttpProbe } from './probe.js';
import { baseEnvironment } from './base-environment.js';

/** Certification authorities, orderers and peers: Fabric's own programs. */
export const fabricParts = {
  ca: {
    port: 'ca',
    probe: ({ ports, host }) => ({ kind: 'http', host, port: ports.caHealth, path: '/healthz' }),
    launch: (instance, organization) => {
      const { folder } = authorityFiles(organization, 'tls');
      // At `info` a CA logs whose certificate was requested.
      const args = ['start', '--home', folder, '--loglevel', 'warning'];
      return program(instance, { name: 'fabric-ca-server', args, folder });
    },
  },
  orderer: {
    port: 'orderer',
    probe: (organization) => operationsProbe(organization, 'ordererHealth', '/healthz'),
    launch: (instance, organization) =>
      program(instance, {
        name: 'orderer',
        args: [],
        folder: dataFolder(organization, 'orderer'),
        environment: ordererEnvironment(instance, organization),
      }),
  },
  peer: {
    port: 'peer',
    probe: (organization) => operationsProbe(organization, 'peerHealth', '/healthz'),
    launch: (instance, organization) =>
      program(instance, {
        name: 'peer',
        args: ['node', 'start'],
        folder: dataFolder(organization, 'peer'),
        environment: peerEnvironment(instance, organization),
      }),
  },
} as const satisfies Record<string, PartDefinition>;

/** How to call a peer's or orderer's operations service, with the organization's certificate for it. */
export function operationsProbe(
  organization: Organization,
  port: 'ordererHealth' | 'peerHealth',
  path: '/healthz' | '/metrics',
): HttpProbe {
  const root = authorityFiles(organization, 'tls').certificate;
  const { certificate, key } = tlsFiles(organization, 'operations');
  const tls = { root, certificate, key };
  return { kind: 'http', host: organization.host, port: organization.ports[port], path, tls };
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: Environment;
}

function program(instance: Instance, { name, args, folder, environment }: Program): Launch {
  return {
    command: path.join(instance.software, 'bin', name),
    args,
    folder,
    environment: { ...baseEnvironment(), ...environment },
    // Databases need time to close.
    grace: 15_000,
  };
}
