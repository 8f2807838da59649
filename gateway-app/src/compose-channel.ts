import { p256Signer } from '@medseal/sealing';
import { FabricBlocks } from './adapters/fabric-blocks.js';
import { FabricLedger } from './adapters/fabric-ledger.js';
import { LedgerOrganizations } from './adapters/ledger-organizations.js';
import { probePort } from './adapters/tcp-probe.js';
import type { AuditLog } from './domain/audit-log.js';
import type { BlockLookup } from './domain/block.js';
import type { BlockFeed } from './domain/block-feed.js';
import type { ChainArchive } from './domain/chain-archive.js';
import type { ChangeLog } from './domain/changes.js';
import type { ActJournal } from './domain/journal.js';
import type { FabricIdentity } from './domain/ledger.js';
import type { Readiness } from './domain/readiness.js';
import { Follower, type FollowerLog } from './projection/follower.js';
import { openProjectionDatabase } from './projection/database.js';
import { SqliteAuditLog } from './projection/sqlite-audit-log.js';
import { SqliteChainArchive } from './projection/sqlite-chain-archive.js';
import { SqliteChangeLog } from './projection/sqlite-change-log.js';
import { SqliteProjection } from './projection/sqlite-projection.js';

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
  /** Where acts are noted before they are submitted. */
  readonly journal: ActJournal;
}

/** The ledger, what is read from it, and the projection that follows it. */
export interface Channel {
  readonly ledger: FabricLedger;
  readonly organizations: LedgerOrganizations;
  readonly projection: SqliteProjection;
  /** Tells of each block that the projection has taken in. */
  readonly feed: BlockFeed;
  readonly lookup: BlockLookup;
  readonly auditLog: AuditLog;
  readonly archive: ChainArchive;
  readonly changes: ChangeLog;
  readonly readiness: Readiness;
  /** Resolves once the projection has every block that the own peer had when it was asked, or after the bound of a wait. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for the peer to answer a readiness question. */
const patience = 1_000;

/** Connects to the own peer and follows the channel from where the projection stopped. */
export async function composeChannel(options: ChannelOptions, log: FollowerLog): Promise<Channel> {
  const { channel, mspId, peerAddress, peerTlsRoot, journal } = options;
  const service: FabricIdentity = {
    mspId,
    certificate: options.serviceCertificate,
    sign: p256Signer(options.serviceKey),
  };
  const ledger = new FabricLedger({ channel, mspId, peerAddress, peerTlsRoot, service, journal });
  const database = openProjectionDatabase(options.projectionPath);
  const projection = await SqliteProjection.open(database);
  const lookup = new FabricBlocks(ledger, service, channel);
  const follower = new Follower(lookup, projection, log);
  const stop = new AbortController();
  const following = follower.run(stop.signal);
  return {
    ledger,
    organizations: new LedgerOrganizations(ledger),
    projection,
    feed: projection,
    lookup,
    auditLog: new SqliteAuditLog(database),
    archive: new SqliteChainArchive(database),
    changes: new SqliteChangeLog(database),
    readiness: {
      peer: async () => ({ ready: await ledger.ready(patience) }),
      chaincode: async () => {
        await ledger.evaluate('ReadConsortium', []);
        return { ready: true };
      },
      orderer: async () => ({ ready: await probePort(options.ordererAddress, patience) }),
      projection: async () => {
        const { height } = await ledger.chainInfo(mspId);
        const behind = Number(height) - Number(projection.next);
        // Blocks whose private data the own peer has not delivered yet.
        const incomplete = (await projection.incomplete()).length;
        return { ready: !follower.broken, figures: { behind, incomplete } };
      },
    },
    async caughtUp() {
      const { height } = await ledger.chainInfo(mspId);
      await projection.waitFor(String(Number(height) - 1));
    },
    async close() {
      stop.abort();
      await following;
      await projection.close();
      ledger.close();
    },
  };
}
