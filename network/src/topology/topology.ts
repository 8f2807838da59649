import { NetworkError } from '../network-error.js';

/**
 * The one description of a network. Organizations come from `chaincode/consortium.json`; everything else is rendered
 * from this.
 */
export const topology = {
  channel: 'medseal',
  chaincode: 'medseal',
  /**
   * Fabric's batching: a single transaction waits at most `timeout`. The largest act has some 100 kB; the size limit
   * bounds what a foreign transaction can cost those who read blocks.
   */
  batch: { timeout: '50ms', maxMessages: 500, preferredBytes: '1 MB', absoluteBytes: '2 MB' },
  raft: {
    tickInterval: '100ms',
    electionTick: 10,
    heartbeatTick: 1,
    maxInflightBlocks: 5,
    snapshotInterval: '16 MB',
  },
  /** Policies of the channel that combine the organizations' own (see `render/configtx.ts`). */
  policies: {
    Readers: 'ANY Readers',
    Writers: 'ANY Writers',
    Admins: 'MAJORITY Admins',
    Endorsement: 'MAJORITY Endorsement',
    LifecycleEndorsement: 'MAJORITY Endorsement',
  },
  capabilities: { channel: 'V2_0', orderer: 'V2_0', application: 'V2_5' },
  /** Private data collections; every organization holds all of them. */
  collections: ['directory', 'care', 'envelopes'],
  /** Bucket of sealed reports in each hospital's store. */
  bucket: 'sealed-reports',
  /** The parts every organization runs, and those of hospitals only. */
  parts: { all: ['ca', 'orderer', 'peer', 'chaincode', 'agent', 'gateway'], hospital: ['store'] },
  /** Everything listens here, unless the home has hosts (`hosts.ts`). */
  address: '127.0.0.1',
  /**
   * Each gateway's pages have a separate address, this one plus the index of the organization: a browser sends the
   * cookies of an address to all of its ports.
   */
  pagesAddress: [127, 0, 0, 11],
  /** The name in TLS certificates; fabric-gateway requires a name, not an address. */
  serverName: 'localhost',
  /** Port = base + index of the organization × perOrganization + offset. */
  ports: {
    base: 21000,
    perOrganization: 20,
    offsets: {
      ca: 0,
      caHealth: 1,
      orderer: 2,
      ordererAdmin: 3,
      ordererHealth: 4,
      peer: 5,
      peerChaincode: 6,
      peerHealth: 7,
      chaincode: 8,
      agent: 9,
      gateway: 10,
      member: 11,
      store: 12,
    },
  },
  /** How long certificates are valid: people's for a working day, machines' until they are renewed by hand. */
  certificates: { person: '8h', machine: '43800h', authority: '131400h' },
} as const;

/** What listens, with one port each. */
type PortName = keyof typeof topology.ports.offsets;

/** The ports of one organization. */
export type Ports = Readonly<Record<PortName, number>>;

/** Ports of the organization with this index; throws a {@link NetworkError} if a port would be outside 1024–65535. */
export function portsOf(base: number, index: number): Ports {
  const { perOrganization, offsets } = topology.ports;
  const first = base + index * perOrganization;
  if (!Number.isInteger(base) || base < 1024 || first + perOrganization > 65_536) {
    throw new NetworkError(`Port base ${base} leaves no room for organization ${index + 1}.`, {
      next: 'set MEDSEAL_PORT_BASE to a number between 1024 and 60000',
    });
  }
  return Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, first + offset])) as Ports;
}

/** The address of this machine on which the gateway of the organization with this index serves its pages. */
export function pagesAddressOf(index: number): string {
  const [a, b, c, d] = topology.pagesAddress;
  return [a, b, c, d + index].join('.');
}
