import { p256Signer } from '@medseal/sealing';
import { FabricBlocks } from './adapters/fabric-blocks.js';
import { FabricLedger } from './adapters/fabric-ledger.js';
import { LedgerOrganizations } from './adapters/ledger-organizations.js';
import { probePort } from './adapters/tcp-probe.js';
import type { FabricIdentity } from './domain/ledger.js';
import type { Readiness } from './domain/readiness.js';
import { Follower, type FollowerLog } from './projection/follower.js';
import { SqliteProjection } from './projection/sqlite-projection.js';
import { openProjectionDatabase } from './projection/tables.js';

/** The channel as this organization reaches it. Certificates and keys are PEM. */
export interface ChannelOptions {
  readonly channel: string;
  readonly mspId: string;
  readonly peerAddress: string;
  readonly peerTlsRoot: string;
  readonly ordererAddress: string;
  readonly serviceCertificate: string;
  readonly serviceKey: string;
  /** File of the projection's own database; it is rebuilt when it is missing. */
  readonly projectionPath: string;
}

/** The ledger, what is read from it, and the projection that follows it. */
export interface Channel {
  readonly ledger: FabricLedger;
  readonly organizations: LedgerOrganizations;
  readonly projection: SqliteProjection;
  readonly readiness: Readiness;
  close(): Promise<void>;
}

/** Milliseconds for the peer to answer a readiness question. */
const patience = 1_000;

/** Connects to the own peer and follows the channel from where the projection stopped. */
export async function composeChannel(options: ChannelOptions, log: FollowerLog): Promise<Channel> {
  const { channel, mspId, peerAddress, peerTlsRoot } = options;
  const service: FabricIdentity = {
    mspId,
    certificate: options.serviceCertificate,
    sign: p256Signer(options.serviceKey),
  };
  const ledger = new FabricLedger({ channel, mspId, peerAddress, peerTlsRoot, service });
  const projection = await SqliteProjection.open(openProjectionDatabase(options.projectionPath));
  const follower = new Follower(new FabricBlocks(ledger, service, channel), projection, log);
  const stop = new AbortController();
  const following = follower.run(stop.signal);
  return {
    ledger,
    organizations: new LedgerOrganizations(ledger),
    projection,
    readiness: {
      peer: async () => ({ ready: await ledger.ready(patience) }),
      orderer: async () => ({ ready: await probePort(options.ordererAddress, patience) }),
      projection: async () => {
        const { height } = await ledger.chainInfo(mspId);
        const behind = Number(height) - Number(projection.next);
        return { ready: !follower.broken, figures: { behind } };
      },
    },
    async close() {
      stop.abort();
      await following;
      await projection.close();
      ledger.close();
    },
  };
}
