import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  certificatesFinding,
  type CertificateUse,
  type DiskSpace,
  diskFinding,
  orderingFinding,
  partsFinding,
} from '@medseal/gateway-app/checks';
import { diskSpaceOf } from '@medseal/gateway-app/disk-space';
import { type Check, checkStates, type Finding } from '@medseal/gateway-app/health';
import type { Instance, Organization } from '../topology/instance.js';
import { dataFolder } from '../topology/layout.js';
import type { OrdererReport } from './metrics.js';

/** What is known about an organization before its checks. */
export interface Looked {
  readonly parts: readonly Readonly<{ name: string; state: string }>[];
  readonly certificates: readonly CertificateUse[];
  readonly orderer: OrdererReport;
  readonly hasLeader: boolean;
  /** What its gateway reports; empty while it is stopped. */
  readonly gateway: readonly Check[];
}

/** The checks of an organization: its gateway's, and those that only its machine can make. */
export async function organizationChecks(
  instance: Instance,
  organization: Organization,
  { parts, certificates, orderer, hasLeader, gateway }: Looked,
): Promise<readonly Check[]> {
  const away = parts.filter(({ state }) => state !== 'running');
  const orders = parts.some(({ name, state }) => name.endsWith('/orderer') && state !== 'stopped');
  const own: Readonly<Record<string, Finding>> = {
    parts: partsFinding(away),
    ...(orders && { ordering: orderingFinding({ role: orderer.role, hasLeader }) }),
    certificates: certificatesFinding(certificates, new Date()),
    disk: diskFinding(await disksOf(instance, organization)),
  };
  return merged(
    gateway,
    Object.entries(own).map(([name, finding]) => ({ name, ...finding })),
  );
}

/** The disk space left for logs of all parts. */
export async function sharedDisk({ home }: Instance): Promise<Check> {
  return { name: 'disk', ...diskFinding(await spaces(home, [path.join(home, 'logs'), home])) };
}

/** The least disk space left for a peer's data; undefined if the peer has none. */
export async function peerRoom({ home }: Instance, organization: Organization): Promise<number | undefined> {
  const found = await spaces(home, peerFolders(organization));
  return found.length === 0 ? undefined : Math.min(...found.map(({ free }) => free));
}

/** Each part's data may be on a separate disk. */
async function disksOf({ home }: Instance, organization: Organization): Promise<readonly DiskSpace[]> {
  const data = ['orderer', 'agent', 'gateway', 'store'].map((part) => dataFolder(organization, part));
  const others = [organization.folder, path.join(organization.folder, 'ca'), ...data];
  return await spaces(home, [...others, ...peerFolders(organization)]);
}

/** A peer keeps blocks, world state and, for a while, what endorsed transactions still need. */
function peerFolders(organization: Organization): readonly string[] {
  const folder = dataFolder(organization, 'peer');
  const production = path.join(folder, 'production');
  return [folder, ...['ledgersData', 'transientstore'].map((name) => path.join(production, name))];
}

async function spaces(home: string, folders: readonly string[]): Promise<readonly DiskSpace[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const exists = await stat(folder).catch(() => undefined);
      return exists && (await diskSpaceOf(path.relative(home, folder) || 'the home', folder));
    }),
  );
  return found.filter((space) => space !== undefined);
}

/** One check for each name. If gateway and machine checked the same thing, the worse result counts. */
function merged(gateway: readonly Check[], own: readonly Check[]): readonly Check[] {
  const worse = (a: Check, b: Check) => (rank(b) > rank(a) ? b : a);
  const names = new Set([...gateway, ...own].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const found = [...own, ...gateway].filter((check) => check.name === name);
    return found.length === 0 ? [] : [found.reduce(worse)];
  });
}

function rank({ state }: Check): number {
  return checkStates.indexOf(state);
}
