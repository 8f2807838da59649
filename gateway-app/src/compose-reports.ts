import type { Server } from 'node:https';
import { chainsTo } from '@medseal/sealing';
import { AgentClient } from './adapters/agent-client.js';
import type { Database } from './adapters/database.js';
import { fileTypeDetector } from './adapters/file-type-detector.js';
import { MemberConnections } from './adapters/member-connections.js';
import { MinioStore, type StoreOptions } from './adapters/minio-store.js';
import { LocatedSource } from './adapters/sealed-source.js';
import { SqliteUploads } from './adapters/uploads.js';
import type { Channel } from './compose-channel.js';
import type { Readiness } from './domain/readiness.js';
import { createMemberServer } from './http/member.js';
import type { Route } from './http/route.js';
import { consentRoutes } from './http/routes/consents.js';
import { disclosureRoutes } from './http/routes/disclosures.js';
import { ledgerRoutes } from './http/routes/ledger.js';
import { reportRoutes } from './http/routes/reports.js';
import { DiscloseReport } from './use-cases/disclose-report.js';
import { readHeights } from './use-cases/ledger-heights.js';
import { LedgerReads } from './use-cases/ledger-reads.js';
import { ListConsents } from './use-cases/list-consents.js';
import { ListDisclosures } from './use-cases/list-disclosures.js';
import { ListReports } from './use-cases/list-reports.js';
import { OpenContent } from './use-cases/open-content.js';
import { PersonReferences } from './use-cases/person-references.js';
import { ShareReport } from './use-cases/share-report.js';
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
  readonly log: (facts: object, message: string) => void;
}

/** Reports, consents and disclosures: their routes, the port for other gateways, and how ready they are. */
export interface Reports {
  readonly routes: readonly Route[];
  /** Where there is a store. */
  readonly memberServer?: Server;
  readonly readiness: Readiness;
  close(): Promise<void>;
}

/** Builds everything that has to do with reports. */
export function composeReports(options: ReportOptions, channel: Channel, database: Database): Reports {
  const { ledger, organizations, projection } = channel;
  const reads = new LedgerReads(ledger);
  const connections = new MemberConnections(options.tls);
  const agents = new AgentClient(organizations, connections);
  const store = options.store === undefined ? undefined : new MinioStore(options.store);
  const source = new LocatedSource({ mspId: options.mspId, store }, organizations, connections);
  const references = new PersonReferences(projection, organizations);
  const upload =
    store &&
    new UploadReport({
      channel: options.channel,
      store,
      uploads: new SqliteUploads(database),
      ledger,
      organizations,
      projection,
      detector: fileTypeDetector,
      maxSize: options.maxReportSize,
    });
  return {
    routes: [
      ...reportRoutes({
        uploadReport: upload,
        listReports: new ListReports(projection, references),
        projection,
      }),
      ...consentRoutes({
        shareReport: new ShareReport({ ledger, reads, people: projection, projection }),
        listConsents: new ListConsents(projection, references),
        projection,
      }),
      ...disclosureRoutes({
        discloseReport: new DiscloseReport({ ledger, reads, projection }),
        openContent: new OpenContent({ reads, agents, source }),
        listDisclosures: new ListDisclosures(projection, references),
        projection,
      }),
      ...ledgerRoutes(() => readHeights(ledger, organizations)),
    ],
    ...(store === undefined ? {} : { memberServer: memberServer(options, store, reads) }),
    readiness: {
      agents: async () => {
        const figures = await agents.ready();
        return { ready: 2 * figures.up > figures.total, figures };
      },
      ...(store === undefined ? {} : { store: async () => ({ ready: await store.ready() }) }),
    },
    async close() {
      await Promise.all([connections.close(), store?.close()]);
    },
  };
}

function memberServer({ mspId, tls, log }: ReportOptions, store: MinioStore, reads: LedgerReads): Server {
  return createMemberServer(
    {
      mspId,
      store,
      fetch: (disclosureId) => reads.fetch(disclosureId),
      chainsTo: (certificate, root) => chainsTo(certificate, root, new Date()),
      log,
    },
    { cert: tls.certificate, key: tls.key },
  );
}
