import { existsSync, mkdirSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsortiumPlan } from '@medseal/ledger-model';
import { z } from 'zod';
import { nodeSoftwareFolder } from '../../bootstrap/node-software.mjs';
import { NetworkError } from '../network-error.js';
import { writeFile } from '../write-file.js';
import { readConsortiumPlan } from './consortium.js';
import { type Host, type Pages, readHosts } from './hosts.js';
import { readJson } from './read-json.js';
import { givenThrottles } from './throttles.js';
import { portsOf, topology, type Ports } from './topology.js';

/** One organization of one instance: who it is, its ports, and the folder with everything that belongs to it. */
export interface Organization extends Host {
  readonly name: string;
  readonly mspId: string;
  readonly kind: 'hospital' | 'regulator';
  readonly ports: Ports;
  readonly pages: Pages;
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
  /** Settings of all gateways that lift throttles, for a load test; empty unless the environment names some. */
  readonly throttles: Readonly<Record<string, string>>;
}

/** Counts the changes after which data of earlier versions is no longer usable. */
const form = 2;

/** The longest path of a Unix socket that Linux accepts (unix(7), sun_path). */
const longestSocketPath = 107;

/** The checkout in which this code was compiled. */
const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The instance that the environment names: `MEDSEAL_HOME`, `MEDSEAL_PORT_BASE`, `MEDSEAL_CACHE`, and throttles to lift.
 * A home keeps the port base of its first start, because the channel's configuration contains addresses.
 */
export function openInstance(environment: NodeJS.ProcessEnv): Instance {
  const home = folderOf(
    'MEDSEAL_HOME',
    path.resolve(environment['MEDSEAL_HOME'] || path.join(checkout, '.medseal')),
  );
  const portBase = choosePortBase(home, environment['MEDSEAL_PORT_BASE'] || undefined);
  const plan = readConsortiumPlan(checkout);
  const hostOf = readHosts(home);
  const organizations = plan.organizations.map((organization, index) => ({
    ...organization,
    ...hostOf(organization.name, index),
    ports: portsOf(portBase, index),
    folder: path.join(home, 'organizations', organization.name),
  }));
  if (socketPath({ home }).length > longestSocketPath) {
    throw new NetworkError(
      `The path of MEDSEAL_HOME is too long for a socket in it: ${home}; choose a shorter one.`,
    );
  }
  return {
    root: checkout,
    home,
    software: folderOf('MEDSEAL_CACHE', nodeSoftwareFolder(environment)),
    portBase,
    plan,
    organizations,
    throttles: givenThrottles(environment),
  };
}

/** Base URL of an organization's pages and REST, as this machine reaches them. */
export function gatewayUrl({ pages, ports }: Organization): string {
  return `http://${pages.host}:${ports.gateway}`;
}

/** Creates the home folder, readable by its owner only, and fixes its port base. */
export function createHome({ home, portBase }: Pick<Instance, 'home' | 'portBase'>): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (!existsSync(portFile(home))) writeFile(portFile(home), `${JSON.stringify({ portBase, form })}\n`);
}

/** Throws if the network in a home was made by a version whose certificates or secrets differ from this version's. */
export function expectOwnForm({ home }: Pick<Instance, 'home'>): void {
  if (!existsSync(portFile(home)) || readHome(home).form === form) return;
  throw new NetworkError(`The network in ${home} was made by another version of medseal.`, {
    next: 'npm run network -- reset --yes, which deletes its data, or use the version that made it',
  });
}

/** Control socket of an instance's supervisor. */
export function socketPath({ home }: Pick<Instance, 'home'>): string {
  return path.join(home, 'run', 'supervisor.sock');
}

function choosePortBase(home: string, wanted: string | undefined): number {
  const kept = existsSync(portFile(home)) ? readHome(home).portBase : undefined;
  const base = wanted === undefined ? undefined : portBaseOf(wanted);
  if (kept !== undefined && base !== undefined && base !== kept) {
    throw new NetworkError(
      `The network in ${home} was made with port base ${kept}, but MEDSEAL_PORT_BASE says ${wanted}.`,
      { next: 'unset MEDSEAL_PORT_BASE, or choose another MEDSEAL_HOME' },
    );
  }
  return base ?? kept ?? topology.ports.base;
}

const homeSchema = z.object({ portBase: z.int(), form: z.int().exactOptional() });

function readHome(home: string): Readonly<z.output<typeof homeSchema>> {
  return readJson(portFile(home), homeSchema);
}

function portBaseOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new NetworkError(`MEDSEAL_PORT_BASE is “${text.slice(0, 40)}”, which is not a port number.`, {
    next: 'set MEDSEAL_PORT_BASE to a number between 1024 and 60000, or unset it',
  });
}

/** A folder that an environment variable names, existing or to be created. */
function folderOf(variable: string, folder: string): string {
  const found = statOf(folder);
  if (found !== undefined && !found.isDirectory()) {
    throw new NetworkError(`${variable} names ${folder}, which is not a folder.`, {
      next: `set ${variable} to a folder, or unset it`,
    });
  }
  return folder;
}

/** Undefined for what does not exist yet. Below a file there can be nothing. */
function statOf(folder: string): Stats | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  const parent = path.dirname(folder);
  return found ?? (parent === folder ? undefined : statOf(parent));
}

function portFile(home: string): string {
  return path.join(home, 'instance.json');
}
