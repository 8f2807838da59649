import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsortiumPlan } from '@medseal/ledger-model';
import { nodeSoftwareFolder } from '../../bootstrap/node-software.mjs';
import { NetworkError } from '../network-error.js';
import { writeFile } from '../write-file.js';
import { readConsortiumPlan } from './consortium.js';
import { portsOf, topology, type Ports } from './topology.js';

/** One organization of one instance: who it is, its ports, and the folder that holds all that is its own. */
export interface Organization {
  readonly name: string;
  readonly mspId: string;
  readonly kind: 'hospital' | 'regulator';
  readonly ports: Ports;
  readonly folder: string;
}

/** One network on this machine: a home folder, a port base, and the organizations rendered for them. */
export interface Instance {
  /** The checkout. */
  readonly root: string;
  readonly home: string;
  /** Folder of the built node software: `bin/` and `config/`. */
  readonly software: string;
  readonly portBase: number;
  readonly plan: ConsortiumPlan;
  readonly organizations: readonly Organization[];
}

/** Longest path of a Unix socket that Linux takes (unix(7), sun_path). */
const longestSocketPath = 107;

/** The checkout this code was compiled in. */
const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The instance that the environment names: `MEDSEAL_HOME`, `MEDSEAL_PORT_BASE`, `MEDSEAL_CACHE`.
 * A home keeps the port base of its first start, because the channel's configuration holds addresses.
 */
export function openInstance(environment: NodeJS.ProcessEnv): Instance {
  const home = path.resolve(environment['MEDSEAL_HOME'] || path.join(checkout, '.medseal'));
  const portBase = choosePortBase(home, environment['MEDSEAL_PORT_BASE'] || undefined);
  const plan = readConsortiumPlan(checkout);
  const organizations = plan.organizations.map((organization, index) => ({
    ...organization,
    ports: portsOf(portBase, index),
    folder: path.join(home, 'organizations', organization.name),
  }));
  if (socketPath({ home }).length > longestSocketPath) {
    throw new NetworkError(
      `The path of MEDSEAL_HOME is too long for a socket in it: ${home}; choose a shorter one.`,
    );
  }
  return { root: checkout, home, software: nodeSoftwareFolder(environment), portBase, plan, organizations };
}

/** Makes the home folder, readable by its owner only, and fixes its port base. */
export function createHome({ home, portBase }: Pick<Instance, 'home' | 'portBase'>): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (!existsSync(portFile(home))) writeFile(portFile(home), `${JSON.stringify({ portBase })}\n`);
}

/** Control socket of an instance's supervisor. */
export function socketPath({ home }: Pick<Instance, 'home'>): string {
  return path.join(home, 'run', 'supervisor.sock');
}

function choosePortBase(home: string, wanted: string | undefined): number {
  const kept = existsSync(portFile(home))
    ? (JSON.parse(readFileSync(portFile(home), 'utf8')) as { portBase: number }).portBase
    : undefined;
  const base = wanted === undefined ? undefined : Number(wanted);
  if (kept !== undefined && base !== undefined && base !== kept) {
    throw new NetworkError(
      `The network in ${home} was made with port base ${kept}, MEDSEAL_PORT_BASE says ${wanted}.`,
      { next: 'unset MEDSEAL_PORT_BASE, or choose another MEDSEAL_HOME' },
    );
  }
  return base ?? kept ?? topology.ports.base;
}

function portFile(home: string): string {
  return path.join(home, 'instance.json');
}
