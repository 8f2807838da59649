import { FabricBlocks } from '../adapters/fabric/fabric-blocks.js';
import type { FabricLedger } from '../adapters/fabric/fabric-ledger.js';
import { LedgerOrganizations } from '../adapters/fabric/ledger-organizations.js';
import { probePort } from '../adapters/machine/tcp-probe.js';
import type { AuditLog } from '../domain/audit/audit-log.js';
import type { BlockLookup } from '../domain/ledger/block.js';
import type { BlockFeed } from '../domain/ledger/block-feed.js';
import type { ChainArchive } from '../domain/ledger/chain-archive.js';
import type { ChangeLog } from '../domain/ledger/changes.js';
import type { ActJournal } from '../domain/ledger/journal.js';
import type { Looks } from '../domain/health/checks.js';
import { counted, failing, fine, type Finding } from '../domain/health/health.js';
import type { Log } from '../domain/shared/log.js';
import type { Config } from './config.js';
import { type LedgerConfig, openLedger, serviceOf } from './ledger.js';
import type { Lifetime } from './lifetime.js';
import { Follower } from '../projection/follower.js';
import { openProjectionDatabase } from '../projection/database.js';
import { SqliteAuditLog } from '../projection/sqlite-audit-log.js';
import { SqliteChainArchive } from '../projection/sqlite-chain-archive.js';
import { SqliteChangeLog } from '../projection/sqlite-change-log.js';
import { SqliteProjection } from '../projection/sqlite-projection.js';
import { LedgerReads } from '../use-cases/ledger/ledger-reads.js';
import { ActsWatch } from '../workers/acts-watch.js';
import { watchLateActs } from '../workers/late-acts.js';
import { ProgressWatch } from '../workers/progress-watch.js';
import { StrangeTransactions } from '../workers/strange-transactions.js';

/** What following the channel needs. */
export interface ChannelDeps {
  /** Where acts are noted before they are submitted. */
  readonly journal: ActJournal;
  readonly log: Log;
  readonly lifetime: Lifetime;
}

/** The ledger, what is read from it, and the projection that follows it. */
export interface Channel {
  readonly ledger: FabricLedger;
  readonly reads: LedgerReads;
  readonly organizations: LedgerOrganizations;
  readonly projection: SqliteProjection;
  /** Announces each block that the projection has taken in. */
  readonly feed: BlockFeed;
  readonly lookup: BlockLookup;
  readonly auditLog: AuditLog;
  readonly archive: ChainArchive;
  readonly changes: ChangeLog;
  readonly looks: Looks;
  /** Resolves once the projection has every block that the peer had when it was asked, or when the wait is over. */
  caughtUp(): Promise<void>;
}

/** Milliseconds for peer and orderer to answer a check. */
const patience = 1_000;

/** Connects to the peer and follows the channel from where the projection stopped. */
export async function composeChannel(
  config: LedgerConfig & Pick<Config, 'ordererAddress' | 'projection'>,
  { journal, log, lifetime }: ChannelDeps,
): Promise<Channel> {
  const { channel, mspId } = config;
  const alarm = (facts: object, message: string): void => {
    log.error(facts, message);
  };
  const acts = new ActsWatch({ probe: () => ledger.probe(), mspId, now: () => performance.now() });
  const ledger: FabricLedger = lifetime.owns(
    openLedger(config, {
      ...{ journal, alarm, news: acts },
      organizations: async () => (await organizations.all()).map((each) => each.mspId),
    }),
  );
  const organizations: LedgerOrganizations = new LedgerOrganizations(ledger);
  const database = openProjectionDatabase(config.projection);
  const projection = lifetime.owns(await SqliteProjection.open(database));
  const lookup = new FabricBlocks({ ledger, service: serviceOf(config), channel });
  const follower = new Follower({ source: lookup, projection, log });
  const watching = { alarm, now: () => performance.now() };
  projection.onBlock(({ number }) => {
    acts.blockCame(number);
  });
  watchLateActs({ feed: projection, ...watching });
  const strange = new StrangeTransactions({ feed: projection, ...watching });
  const progress = new ProgressWatch({
    ...{ chain: ledger, organizations, own: projection, mspId, ...watching },
    incomplete: () => projection.incomplete(),
  });
  lifetime.runs(follower, progress, acts);
  return {
    ledger,
    reads: new LedgerReads(ledger),
    organizations,
    projection,
    feed: projection,
    lookup,
    auditLog: new SqliteAuditLog(database),
    archive: new SqliteChainArchive(database),
    changes: new SqliteChangeLog(database),
    looks: {
      peer: async () =>
        (await ledger.ready(patience))
          ? progress.peer()
          : failing('The peer does not answer.', 'Start the peer, and read its log.'),
      chaincode: async () => {
        await ledger.evaluate('ReadConsortium', []);
        return fine('The chaincode answers.');
      },
      acts: () => Promise.resolve(acts.finding()),
      orderer: async () =>
        (await probePort(config.ordererAddress, patience))
          ? fine('The orderer answers.')
          : failing('The orderer does not answer.', 'Start the orderer, and read its log.'),
      projection: async () => {
        const { height } = await ledger.chainInfo(mspId);
        return await projectionFinding(height, { follower, projection, progress });
      },
      transactions: () => Promise.resolve(strange.finding()),
    },
    async caughtUp() {
      const { height } = await ledger.chainInfo(mspId);
      await projection.waitFor(String(Number(height) - 1));
    },
  };
}

/** Fails for an inconsistent chain, unread transactions and stopped lists; the figures say how far lists are. */
async function projectionFinding(
  height: string,
  {
    follower,
    projection,
    progress,
  }: Readonly<{
    follower: Follower;
    projection: SqliteProjection;
    progress: ProgressWatch;
  }>,
): Promise<Finding> {
  const behind = Number(height) - Number(projection.next);
  const unread = await projection.validUnreadable();
  // Blocks whose private data the peer has not delivered yet.
  const incomplete = await projection.incompleteBlocks();
  const figures = { behind, incomplete };
  if (follower.broken)
    return failing(
      'The chain is inconsistent.',
      'Compare blocks with the other operators; see the alarm in the log.',
      figures,
    );
  if (unread > 0)
    return failing(
      `${counted(unread, 'valid transaction')} cannot be read, so lists may lack what changed.`,
      'Update the gateway, then rebuild the projection.',
      figures,
    );
  return { ...progress.projection(behind, incomplete), figures };
}
