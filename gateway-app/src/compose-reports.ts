import type { Server } from 'node:https';
import { chainsTo } from '@medseal/sealing';
import { AgentClient } from './adapters/agent-client.js';
import type { Database } from './adapters/database.js';
import type { SqliteJournal } from './adapters/journal.js';
import { fileTypeDetector } from './adapters/file-type-detector.js';
import { MemberConnections } from './adapters/member-connections.js';
import { MinioStore, type StoreOptions } from './adapters/minio-store.js';
import { LocatedSource } from './adapters/sealed-source.js';
import { SqliteUploads } from './adapters/uploads.js';
import { type Altered, composeAltered } from './compose-altered.js';
import type { Channel } from './compose-channel.js';
import { careRoutes, composeRecord, recordRoutes } from './compose-record.js';
import { composeRecovery } from './compose-recovery.js';
import type { OwnNames } from './domain/accounts.js';
import { discardsVersions } from './domain/block-feed.js';
import type { Organizations } from './domain/organizations.js';
import type { Readiness } from './domain/readiness.js';
import { createMemberServer } from './http/member.js';
import type { Route } from './http/route.js';
import { disclosureRoutes } from './http/routes/disclosures.js';
import { transactionRoutes } from './http/routes/transactions.js';
import { type UploadActs, uploadRoutes } from './http/routes/uploads.js';
import type { AlteredNews } from './use-cases/altered-news.js';
import { announcedUpload, announceUpload } from './use-cases/announce-upload.js';
import { DiscloseReport } from './use-cases/disclose-report.js';
import { LedgerReads } from './use-cases/ledger-reads.js';
import { ListDisclosures } from './use-cases/list-disclosures.js';
import { OpenContent } from './use-cases/open-content.js';
import { ReadTransaction } from './use-cases/read-transaction.js';
import { ReceiptAgain } from './use-cases/receipt-again.js';
import type { RecoveryLog } from './use-cases/recovery.js';
import type { RenewWraps } from './use-cases/renew-wraps.js';
import { RunningReadings } from './use-cases/running-readings.js';
import { ShowDisclosure } from './use-cases/show-disclosure.js';
import { ShareUpload } from './use-cases/share-upload.js';
import { UploadReport } from './use-cases/upload-report.js';

/** What reports need besides the channel. */
export interface ReportOptions {
  readonly channel: string;
  readonly mspId: string;
  /** Certificate and key (PEM) towards other organizations, as client and as server. */
  readonly tls: Readonly<{ certificate: string; key: string }>;
  /** Hospitals have a store, a regulator has none. */
  readonly store?: StoreOptions;
  /** Bytes that one report may have. */
  readonly maxReportSize: number;
  readonly log: RecoveryLog;
}

/** Reports, consents and disclosures: their routes, the port for other gateways, and how ready they are. */
export interface Reports {
  readonly routes: readonly Route[];
  /** Where there is a store. */
  readonly memberServer?: Server;
  /** To be run at each patient's login. */
  readonly renewal: RenewWraps;
  readonly alteredNews: AlteredNews;
  readonly readiness: Readiness;
  close(): Promise<void>;
}

/** What the gateway keeps besides the ledger. */
export interface ReportSurroundings {
  readonly database: Database;
  readonly journal: SqliteJournal;
  readonly names: OwnNames;
}

/** Builds everything that has to do with reports. */
export function composeReports(
  options: ReportOptions,
  channel: Channel,
  { database, journal, names }: ReportSurroundings,
): Reports {
  const { ledger, organizations, projection, feed } = channel;
  const log = warnings(options.log);
  const reads = new LedgerReads(ledger);
  const connections = new MemberConnections(options.tls);
  const agents = new AgentClient(organizations, connections);
  const store = options.store === undefined ? undefined : new MinioStore(options.store);
  const source = new LocatedSource({ mspId: options.mspId, store }, organizations, connections);
  const altered = composeAltered({ ...options, store, source, database, connections }, organizations);
  const recovery = composeRecovery({ ...options, store, journal }, channel);
  feed.onBlock((block) => {
    if (discardsVersions(block)) recovery.wake();
  });
  const readings = new RunningReadings(projection, feed);
  const record = composeRecord(channel, reads, log);
  const { channel: name, maxReportSize } = options;
  const parts = { ...record, channel: name, ledger, reads, projection, organizations };
  const uploads = new SqliteUploads(database);
  const receipts = new ReceiptAgain({ journal: journal.forObjects, reads, projection });
  return {
    routes: [
      ...recordRoutes({ ...parts, people: projection, agents, altered: altered.marks }),
      ...careRoutes({ ...parts, names }),
      ...disclosureRoutes({
        discloseReport: new DiscloseReport({ ledger, reads, projection, caughtUp: () => channel.caughtUp() }),
        openContent: new OpenContent({
          reads,
          agents,
          source,
          readings,
          looks: altered.looks,
          onSpoiled: (organization) => {
            log({ alarm: 'SPOILED_SHARE', organization }, 'a key agent released another share');
          },
        }),
        showDisclosure: new ShowDisclosure({ projection, caughtUp: () => channel.caughtUp() }),
        listDisclosures: new ListDisclosures(projection, record.references),
        projection,
      }),
      ...transactionRoutes(new ReadTransaction({ ledger, journal, mspId: options.mspId })),
      ...(store === undefined
        ? []
        : uploadRoutes(
            uploadActs({
              ...parts,
              store,
              uploads,
              people: projection,
              detector: fileTypeDetector,
              sharing: new ShareUpload({ ...record, log }),
              journal: journal.forObjects,
              recovery,
              receipts,
              maxSize: maxReportSize,
            }),
          )),
    ],
    renewal: record.renewal,
    alteredNews: altered.news,
    ...(store === undefined
      ? {}
      : { memberServer: memberServer(options, store, { reads, readings, altered, organizations }) }),
    readiness: {
      agents: async () => {
        const figures = await agents.ready();
        return { ready: 2 * figures.up > figures.total, figures };
      },
      ...(store === undefined ? {} : { store: async () => ({ ready: await store.ready() }) }),
      journal: async () => ({ ready: true, figures: await journal.figures() }),
    },
    async close() {
      await Promise.all([recovery.close(), altered.close()]);
      await Promise.all([connections.close(), store?.close()]);
    },
  };
}

/** The use cases of uploading: announcing looks, receiving acts. */
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

function memberServer(
  { mspId, tls, log }: ReportOptions,
  store: MinioStore,
  parts: Readonly<{
    reads: LedgerReads;
    readings: RunningReadings;
    altered: Altered;
    organizations: Organizations;
  }>,
): Server {
  const { reads, readings, altered, organizations } = parts;
  return createMemberServer(
    {
      mspId,
      store,
      fetch: (disclosureId) => reads.fetch(disclosureId),
      readings,
      altered,
      roots: async () => (await organizations.all()).map(({ tlsRoot }) => tlsRoot),
      chainsTo: (certificate, root) => chainsTo(certificate, root, new Date()),
      log: warnings(log),
    },
    { cert: tls.certificate, key: tls.key },
  );
}

function warnings(log: RecoveryLog): (facts: object, message: string) => void {
  return (facts, message) => {
    log.warn(facts, message);
  };
}
