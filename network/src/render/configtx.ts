import path from 'node:path';
import type { Organization } from '../topology/instance.js';
import { mspFolder, tlsFiles } from '../topology/layout.js';
import { topology } from '../topology/topology.js';

/** Name of the one profile in the rendered file. */
export const channelProfile = 'Medseal';

interface Policy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

/**
 * The input of configtxgen (JSON, which is YAML): the channel's first configuration. Every organization is both an
 * application and an orderer organization; none is above the others.
 */
export function renderConfigtx(organizations: readonly Organization[]): string {
  const { policies, capabilities } = topology;
  const rendered = organizations.map(renderOrganization);
  const channelPolicies = combined({
    Readers: policies.Readers,
    Writers: policies.Writers,
    Admins: policies.Admins,
  });
  const profile = {
    Policies: channelPolicies,
    Capabilities: { [capabilities.channel]: true },
    Orderer: {
      ...renderOrderer(organizations),
      Organizations: rendered,
      Capabilities: { [capabilities.orderer]: true },
    },
    Application: {
      Organizations: rendered,
      Policies: combined(policies),
      Capabilities: { [capabilities.application]: true },
    },
  };
  return JSON.stringify({ Profiles: { [channelProfile]: profile } }, undefined, 2);
}

function renderOrganization(organization: Organization) {
  const { mspId, name, ports, address } = organization;
  const anyOf = (...roles: string[]) => signature(roles.map((role) => `${mspId}.${role}`));
  return {
    Name: name,
    ID: mspId,
    MSPDir: path.resolve(mspFolder(organization)),
    Policies: {
      Readers: anyOf('admin', 'peer', 'client', 'orderer'),
      // The orderer must be among the writers, otherwise no later change of the channel would pass.
      Writers: anyOf('admin', 'client', 'orderer'),
      Admins: anyOf('admin'),
      Endorsement: anyOf('peer'),
    },
    OrdererEndpoints: [`${address}:${ports.orderer}`],
    AnchorPeers: [{ Host: address, Port: ports.peer }],
  };
}

function renderOrderer(organizations: readonly Organization[]) {
  const { batch, raft, policies } = topology;
  return {
    OrdererType: 'etcdraft',
    BatchTimeout: batch.timeout,
    BatchSize: {
      MaxMessageCount: batch.maxMessages,
      AbsoluteMaxBytes: batch.absoluteBytes,
      PreferredMaxBytes: batch.preferredBytes,
    },
    EtcdRaft: {
      Consenters: organizations.map((organization) => ({
        Host: organization.address,
        Port: organization.ports.orderer,
        ClientTLSCert: tlsFiles(organization, 'orderer').certificate,
        ServerTLSCert: tlsFiles(organization, 'orderer').certificate,
      })),
      Options: {
        TickInterval: raft.tickInterval,
        ElectionTick: raft.electionTick,
        HeartbeatTick: raft.heartbeatTick,
        MaxInflightBlocks: raft.maxInflightBlocks,
        SnapshotIntervalSize: raft.snapshotInterval,
      },
    },
    Policies: {
      ...combined({ Readers: policies.Readers, Writers: policies.Writers, Admins: policies.Admins }),
      // Blocks are signed by orderers alone; `ANY Writers` would let any client sign one.
      BlockValidation: signature(organizations.map(({ mspId }) => `${mspId}.orderer`)),
    },
  };
}

function combined(rules: Readonly<Record<string, string>>): Record<string, Policy> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, Rule]) => [name, { Type: 'ImplicitMeta', Rule }]),
  );
}

function signature(principals: readonly string[]): Policy {
  return { Type: 'Signature', Rule: `OR(${principals.map((principal) => `'${principal}'`).join(',')})` };
}
