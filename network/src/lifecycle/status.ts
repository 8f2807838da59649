import { partDefinitions } from '../parts/definitions.js';
import { partsOf, type Part } from '../parts/part.js';
import { answers, fetchText } from '../parts/probe.js';
import { supervisorOf } from '../supervisor/client.js';
import { livingProcesses } from '../supervisor/pid-file.js';
import type { ProcessReport } from '../supervisor/protocol.js';
import type { Instance, Organization } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { topology } from '../topology/topology.js';

/** `starting`: the process lives but does not serve yet (or no longer). */
type PartState = 'running' | 'starting' | 'restarting' | 'stopped' | 'failed';

/** How one part stands. */
interface PartStatus {
  readonly name: string;
  readonly state: PartState;
  readonly pid: number | null;
  readonly port: number;
  readonly log: string;
}

/** How one organization stands; URLs are where its services listen, `height` is its peer's number of blocks. */
interface OrganizationStatus {
  readonly name: string;
  readonly mspId: string;
  readonly gateway: string;
  readonly keyAgent: string;
  readonly store?: string;
  readonly height: number | null;
  readonly parts: readonly PartStatus[];
}

/** `up` only when every part of every organization serves and every peer has the channel. */
export interface NetworkStatus {
  readonly state: 'up' | 'partly' | 'down';
  readonly organizations: readonly OrganizationStatus[];
}

/** Looks at every part of a network. */
export async function readStatus(instance: Instance): Promise<NetworkStatus> {
  const supervised = await supervisorOf(instance, { do: 'report' });
  const processes = supervised ?? leftovers(instance);
  const organizations = await Promise.all(
    instance.organizations.map((organization) => organizationStatus(instance, organization, processes)),
  );
  const parts = organizations.flatMap((organization) => organization.parts);
  const isUp =
    supervised !== undefined &&
    parts.every(({ state }) => state === 'running') &&
    organizations.every(({ height }) => height !== null);
  const isDown = parts.every(({ state }) => state === 'stopped');
  return { state: isUp ? 'up' : isDown ? 'down' : 'partly', organizations };
}

/** Parts that a killed supervisor left running; nothing restarts them. */
function leftovers(instance: Instance): ProcessReport[] {
  return [...livingProcesses(instance)].map(([name, { pid }]) => ({ name, state: 'running', pid }));
}

async function organizationStatus(
  instance: Instance,
  organization: Organization,
  processes: readonly ProcessReport[],
): Promise<OrganizationStatus> {
  const { name, mspId, ports, kind } = organization;
  const parts = partsOf(instance).filter((part) => part.organization === organization);
  return {
    name,
    mspId,
    gateway: `http://${topology.host}:${ports.gateway}`,
    keyAgent: `https://${topology.serverName}:${ports.agent}`,
    ...(kind === 'hospital' ? { store: `https://${topology.serverName}:${ports.store}` } : {}),
    height: await ledgerHeight(organization),
    parts: await Promise.all(parts.map((part) => partStatus(instance, part, processes))),
  };
}

async function partStatus(
  instance: Instance,
  part: Part,
  processes: readonly ProcessReport[],
): Promise<PartStatus> {
  const { port, probe } = partDefinitions[part.kind];
  const process = processes.find(({ name }) => name === part.name);
  const state = process?.state ?? 'stopped';
  const serves = state === 'running' && (await answers(probe(part.organization)));
  return {
    name: part.name,
    state: state === 'running' && !serves ? 'starting' : state,
    pid: process?.pid ?? null,
    port: part.organization.ports[port],
    log: logFile(instance, part.name),
  };
}

/** The number of blocks on the channel, from the peer's own metrics; null when it does not answer or has not joined. */
async function ledgerHeight({ ports }: Organization): Promise<number | null> {
  const metrics = await fetchText({ kind: 'http', port: ports.peerHealth, path: '/metrics' });
  const height = new RegExp(`^ledger_blockchain_height\\{channel="${topology.channel}"\\} (\\S+)$`, 'm').exec(
    metrics ?? '',
  );
  return height?.[1] === undefined ? null : Number(height[1]);
}
