import path from 'node:path';
import { ordererEnvironment, peerEnvironment, type Environment } from '../render/node-environment.js';
import type { Launch } from '../supervisor/supervised-process.js';
import type { Instance } from '../topology/instance.js';
import { authorityFiles, dataFolder } from '../topology/layout.js';
import type { PartDefinition } from './part.js';
import { baseEnvironment } from './base-environment.js';

/** Certification authorities, orderers and peers: Fabric's own programs. */
export const fabricParts = {
  ca: {
    port: 'ca',
    probe: ({ ports }) => ({ kind: 'http', port: ports.caHealth, path: '/healthz' }),
    launch: (instance, organization) => {
      const { folder } = authorityFiles(organization, 'tls');
      return program(instance, { name: 'fabric-ca-server', args: ['start', '--home', folder], folder });
    },
  },
  orderer: {
    port: 'orderer',
    probe: ({ ports }) => ({ kind: 'http', port: ports.ordererHealth, path: '/healthz' }),
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
    probe: ({ ports }) => ({ kind: 'http', port: ports.peerHealth, path: '/healthz' }),
    launch: (instance, organization) =>
      program(instance, {
        name: 'peer',
        args: ['node', 'start'],
        folder: dataFolder(organization, 'peer'),
        environment: peerEnvironment(instance, organization),
      }),
  },
} as const satisfies Record<string, PartDefinition>;

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
    // Databases are to be closed in peace.
    grace: 15_000,
  };
}
