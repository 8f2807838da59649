import type { Server } from 'node:https';
import { KnownMembers, MemberNetworks } from '@medseal/transport';
import { AgentClient } from '../adapters/members/agent-client.js';
import type { Database } from '../adapters/sqlite/database.js';
import type { SqliteJournal } from '../adapters/sqlite/journal.js';
import { MemberConnections } from '../adapters/members/member-connections.js';
import { MinioStore, type StoreOptions } from '../adapters/store/minio-store.js';
import { LocatedSource } from '../adapters/members/sealed-source.js';
import { SqliteUploads } from '../adapters/sqlite/uploads.js';
import { type Altered, composeAltered } from './altered.js';
import type { Channel } from './channel.js';
import { careRoutes, composeRecord, recordRoutes } from './record.js';
import { composeRecovery } from './recovery.js';
import type { OwnNames } from '../domain/people/accounts.js';
import type { Clock, Clocks } from '../domain/shared/clock.js';
import { agentsFinding, type Looks } from '../domain/health/checks.js';
import { fine } from '../domain/health/health.js';
import type { Log, Tell } from '../domain/shared/log.js';
import { createMemberPort } from '../http/members/member.js';
import type { Lifetime } from './lifetime.js';
import type { Route } from '../http/api/route.js';
import { disclosureRoutes } from '../http/routes/disclosures.js';
import { transactionRoutes } from '../http/routes/transactions.js';
import { type UploadActs, uploadRoutes } from '../http/routes/uploads.js';
import type { AlteredNews } from '../use-cases/integrity/altered-news.js';
import { announcedUpload, announceUpload } from '../use-cases/reports/announce-upload.js';
import { DiscloseReport } from '../use-cases/readings/disclose-report.js';
import type { LedgerReads } from '../use-cases/ledger/ledger-reads.js';
import { ListDisclosures } from '../use-cases/readings/list-disclosures.js';
import { OpenContent } from '../use-cases/readings/open-content.js';
import { ReadTransaction } from '../use-cases/ledger/read-transaction.js';
import type { RenewWraps } from '../use-cases/consents/renew-wraps.js';
import { RunningReadings } from '../use-cases/readings/running-readings.js';
import { ShowDisclosure } from '../use-cases/readings/show-disclosure.js';
import { ShareUpload } from '../use-cases/reports/share-upload.js';
import { StoreWatch } from '../workers/store-watch.js';
import { UploadReceipts } from '../use-cases/reports/upload-receipts.js';
import { UploadReport } from '../use-cases/reports/upload-report.js';

/** What reports need besides the channel. */
export interface ReportOptions {
  readonly channel: string;
  readonly mspId: string;
  /** Certificate and key (PEM) for connections with other organizations, as client and as server. */
  readonly tls: Readonly<{ certificate: string; key: string }>;
  /** Hospitals have a store, a regulator has none. */
  readonly store?: StoreOptions;
  /** File for the networks from which other organizations' gateways have come. */
  readonly networksPath: string;
  /** The most bytes of one report. */
  readonly maxReportSize: number;
  readonly log: Log;
}

/** Reports, consents and disclosures: their routes, the port for other gateways, and checks of their parts. */
export interface Reports {
  readonly routes: readonly Route[];
  /** Only with a store. */
  readonly memberServer?: Server;
  /** To be run at each patient's login. */
  readonly renewal: RenewWraps;
  readonly alteredNews: AlteredNews;
  readonly clocks: Clocks;
  readonly looks: Looks;
}

/** What the gateway keeps besides the ledger, and how long it runs. */
export interface ReportDeps {
  readonly database: Database;
  readonly journal: SqliteJournal;
  readonly accounts: OwnNames;
  readonly sweepClock: Clock;
  readonly lifetime: Lifetime;
}

/** Builds everything that has to do with reports. */
export function composeReports(
  options: ReportOptions,
  channel: Channel,
  { database, journal, accounts, sweepClock, lifetime }: ReportDeps,
): Reports {
  const { ledger, reads, organizations, projection, feed } = channel;
  const log = warnings(options.log);
  const connections = lifetime.owns(new MemberConnections(options.tls));
  const onSpoiled = (organization: string): void => {
    log({ alarm: 'SPOILED_SHARE', organization }, 'a share does not open, or is not the committed one');
  };
  const agents = new AgentClient({
    organizations,
    connections,
    onLate: ({ kind, mspId }) => {
      if (kind === 'cannot-open') onSpoiled(mspId);
    },
  });
  const store = options.store && lifetime.owns(new MinioStore(options.store));
  const storing = store && new StoreWatch({ store });
  const source = new LocatedSource({ own: { mspId: options.mspId, store }, organizations, connections });
  const shared = { ...options, store };
  const altered = composeAltered({ ...shared, source, database, connections }, organizations, lifetime);
  const recovery = composeRecovery({ ...shared, journal, sweepClock }, channel, lifetime);
  feed.onBlock((_block, { discardsVersions }) => {
    if (discardsVersions) recovery.wakeForEnded();
  });
  const readings = new RunningReadings({ projection, feed });
  const record = composeRecord(channel, reads, log);
  const { channel: name, maxReportSize } = options;
  const caughtUp = (): Promise<void> => channel.caughtUp();
  const parts = { ...record, channel: name, ledger, reads, projection, organizations, caughtUp };
  const uploads = new SqliteUploads(database);
  const memberServer =
    store && memberPort({ ...options, store, reads, readings, altered, organizations }, lifetime);
  const receipts = new UploadReceipts({ journal: journal.forObjects, reads, projection });
  return {
    routes: [
      ...recordRoutes({ ...parts, people: projection, agents, altered: altered.marks, onSpoiled }),
      ...careRoutes({ ...parts, accounts }),
      ...disclosureRoutes({
        discloseReport: new DiscloseReport({ ledger, reads, projection, caughtUp }),
        openContent: new OpenContent({
          reads,
          agents,
          source,
          readings,
          observer: altered.observer,
          onSpoiled,
        }),
        showDisclosure: new ShowDisclosure({ projection, caughtUp }),
        listDisclosures: new ListDisclosures({ projection, references: record.references }),
        projection,
      }),
      ...transactionRoutes(new ReadTransaction({ ledger, journal, mspId: options.mspId })),
      ...(storing === undefined
        ? []
        : uploadRoutes(
            uploadActs({
              ...parts,
              store: storing,
              uploads,
              people: projection,
              sharing: new ShareUpload({ ...record, log }),
              journal: journal.forObjects,
              recovery,
              receipts,
              sweepClock,
              maxSize: maxReportSize,
              log,
            }),
          )),
    ],
    renewal: record.renewal,
    alteredNews: altered.news,
    clocks: agents,
    ...(memberServer && { memberServer }),
    looks: {
      agents: async (signal) => agentsFinding(await agents.ready(signal)),
      ...(storing && { store: (signal: AbortSignal) => storing.finding(signal) }),
      journal: async () => {
        const figures = await journal.figures();
        return fine(`${figures.acts} acts and ${figures.objects} objects wait to be finished.`, figures);
      },
    },
  };
}

/** The use cases of uploads: an announcement is only checked, content is recorded on the ledger. */
function uploadActs(
  parts: ConstructorParameters<typeof UploadReport>[0] & Parameters<typeof announceUpload>[0],
): UploadActs {
  const uploadReport = new UploadReport(parts);
  return {
    announce: (announcement, session) => announceUpload(parts, announcement, session),
    announced: (uploadId, session) => announcedUpload(parts, uploadId, session),
    receive: (content, session) => uploadReport.receive(content, session),
  };
}

function memberPort(
  parts: Omit<ReportOptions, 'store'> &
    Readonly<{
      store: MinioStore;
      reads: LedgerReads;
      readings: RunningReadings;
      altered: Altered;
      organizations: Channel['organizations'];
    }>,
  lifetime: Lifetime,
): Server {
  const { organizations, reads, tls } = parts;
  const log = warnings(parts.log);
  const networks = lifetime.owns(
    new MemberNetworks({
      path: parts.networksPath,
      onFailure: (err) => {
        log({ err }, 'networks of members cannot be kept');
      },
    }),
  );
  const members = lifetime.owns(
    new KnownMembers({
      read: () => organizations.read(),
      onFailure: (err) => {
        log({ err }, 'the members cannot be read from the peer now');
      },
    }),
  );
  return createMemberPort(
    {
      ...parts,
      networks,
      fetch: (disclosureId) => reads.fetch(disclosureId),
      members,
      log,
    },
    tls,
  );
}

function warnings(log: Log): Tell {
  return (facts, message) => {
    log.warn(facts, message);
  };
}
