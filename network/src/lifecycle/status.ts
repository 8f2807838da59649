import { type OrdererRole, supervisorFinding, type SupervisorState } from '@medseal/gateway-app/checks';
import type { Check } from '@medseal/gateway-app/health';
import { partDefinitions } from '../parts/definitions.js';
import { readChecks } from '../parts/gateway-checks.js';
import { partsOf, type Part } from '../parts/part.js';
import { answers } from '../parts/probe.js';
import { supervisorOf } from '../supervisor/client.js';
import { livingProcesses, supervisorName } from '../supervisor/pid-file.js';
import type { ProcessReport } from '../supervisor/protocol.js';
import { gatewayUrl, type Instance, type Organization } from '../topology/instance.js';
import { logFile } from '../topology/layout.js';
import { certificatesOf, listCertificates, type ListedCertificate } from './certificates.js';
import { ledgerHeight, type OrdererReport, ordererReport } from './metrics.js';
import { organizationChecks, sharedDisk } from './organization-checks.js';

/** `starting`: the process lives but does not serve yet (or no longer). */
type PartState = 'running' | 'starting' | 'restarting' | 'stopped' | 'failed';

/** The state of one part. */
interface PartStatus {
  readonly name: string;
  readonly state: PartState;
  readonly pid: number | null;
  readonly port: number;
  readonly log: string;
}

/** The state of one organization. URLs are where its services listen, `height` is its peer's number of blocks. */
interface OrganizationStatus {
  readonly name: string;
  readonly mspId: string;
  /** The name in its parts' TLS certificates. */
  readonly host: string;
  readonly gateway: string;
  readonly keyAgent: string;
  readonly store?: string;
  readonly height: number | null;
  /** The role of its orderer on the channel; null when it does not say. */
  readonly orderer: OrdererRole | null;
  readonly parts: readonly PartStatus[];
  /** The certificates of all its parts, the first to expire first. */
  readonly certificates: readonly ListedCertificate[];
  /** The gateway's `/readyz` list, unless the gateway is stopped, and what only the machine can check. */
  readonly checks: readonly Check[];
}

/** `up` only when every part of every organization serves, every peer has the channel, and no check fails. */
export interface NetworkStatus {
  readonly state: 'up' | 'partly' | 'down';
  readonly organizations: readonly OrganizationStatus[];
  /** Checks of what the organizations of this home share. */
  readonly checks: readonly Check[];
}

/** Reads the state of every part of a network. */
export async function readStatus(instance: Instance): Promise<NetworkStatus> {
  const { state: supervisor, processes } = await supervision(instance);
  const orderers = await Promise.all(instance.organizations.map(ordererReport));
  const hasLeader = orderers.some(({ isLeader }) => isLeader);
  const organizations = await Promise.all(
    instance.organizations.map((organization, index) =>
      organizationStatus(instance, organization, {
        processes,
        hasLeader,
        orderer: orderers[index] ?? silent,
      }),
    ),
  );
  const checks = [{ name: 'supervisor', ...supervisorFinding(supervisor) }, await sharedDisk(instance)];
  const parts = organizations.flatMap((organization) => organization.parts);
  const isUp =
    parts.every(({ state }) => state === 'running') &&
    organizations.every(({ height }) => height !== null) &&
    [checks, ...organizations.map((each) => each.checks)].flat().every(({ state }) => state !== 'fail');
  const isDown = parts.every(({ state }) => state === 'stopped');
  return { state: isUp ? 'up' : isDown ? 'down' : 'partly', organizations, checks };
}

/** An orderer that reports nothing. */
const silent: OrdererReport = { role: null, isLeader: false, knowsLeader: false };

/** What the supervisor reports about the parts; without one, what it has left running. */
async function supervision(
  instance: Instance,
): Promise<Readonly<{ state: SupervisorState; processes: readonly ProcessReport[] }>> {
  const living = livingProcesses(instance);
  const leftovers = [...living]
    .filter(([name]) => name !== supervisorName)
    .map(([name, { pid }]) => ({ name, state: 'running', pid }) as const);
  try {
    const processes = await supervisorOf(instance, { do: 'report' });
    if (processes !== undefined) return { state: 'watches', processes };
    return { state: leftovers.length > 0 ? 'gone' : 'down', processes: leftovers };
  } catch {
    return { state: 'silent', processes: leftovers };
  }
}

interface Surroundings {
  readonly processes: readonly ProcessReport[];
  readonly orderer: OrdererReport;
  readonly hasLeader: boolean;
}

async function organizationStatus(
  instance: Instance,
  organization: Organization,
  { processes, orderer, hasLeader }: Surroundings,
): Promise<OrganizationStatus> {
  const { name, mspId, ports, kind, host } = organization;
  const chosen = partsOf(instance).filter((part) => part.organization === organization);
  const parts = await Promise.all(chosen.map((part) => partStatus(instance, part, processes)));
  const gatewayRuns = parts.some((part) => part.name === `${name}/gateway` && part.state !== 'stopped');
  const certificates = certificatesOf(organization);
  const [height, gateway] = await Promise.all([
    ledgerHeight(organization),
    gatewayRuns ? readChecks(organization) : [],
  ]);
  const looked = { parts, certificates, orderer, gateway, hasLeader: hasLeader || orderer.knowsLeader };
  return {
    name,
    mspId,
    host,
    gateway: gatewayUrl(organization),
    keyAgent: `https://${host}:${ports.agent}`,
    ...(kind === 'hospital' ? { store: `https://${host}:${ports.store}` } : {}),
    height,
    orderer: orderer.role,
    parts,
    certificates: listCertificates(certificates, new Date()),
    checks: await organizationChecks(instance, organization, looked),
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
