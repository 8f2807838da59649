import type { OrdererRole } from '@medseal/gateway-app/checks';
import { operationsProbe } from '../parts/fabric-parts.js';
import { fetchText } from '../parts/probe.js';
import type { Organization } from '../topology/instance.js';
import { topology } from '../topology/topology.js';

/** What an orderer reports about itself; `role` is null when it does not answer or has not joined. */
export interface OrdererReport {
  readonly role: OrdererRole | null;
  readonly isLeader: boolean;
  /** A leader has told it which orderers are active; right after its start that is not so. */
  readonly knowsLeader: boolean;
}

/** Numbers of `participation_consensus_relation` (fabric, orderer/common/multichannel/metrics.go). */
const roles: Readonly<Record<number, OrdererRole>> = { 1: 'consenter', 2: 'follower' };

/** The number of blocks on the channel, from the peer's own metrics; null when it does not answer or has not joined. */
export async function ledgerHeight(organization: Organization): Promise<number | null> {
  const metrics = await fetchText(operationsProbe(organization, 'peerHealth', '/metrics'));
  return figureIn(metrics, 'ledger_blockchain_height') ?? null;
}

/** The role of an organization's orderer on the channel, and whether it knows a leader. */
export async function ordererReport(organization: Organization): Promise<OrdererReport> {
  const metrics = await fetchText(operationsProbe(organization, 'ordererHealth', '/metrics'));
  const relation = figureIn(metrics, 'participation_consensus_relation');
  const has = (name: string) => (figureIn(metrics, `consensus_etcdraft_${name}`) ?? 0) > 0;
  return {
    role: relation === undefined ? null : (roles[relation] ?? 'other'),
    isLeader: has('is_leader'),
    knowsLeader: has('active_nodes'),
  };
}

/** A figure of the channel; undefined if the metrics have none. */
function figureIn(metrics: string | undefined, name: string): number | undefined {
  const line = new RegExp(`^${name}\\{channel="${topology.channel}"\\} (\\S+)$`, 'm').exec(metrics ?? '');
  return line?.[1] === undefined ? undefined : Number(line[1]);
}
