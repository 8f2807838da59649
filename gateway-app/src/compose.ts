import { once } from 'node:events';
import type { Server } from 'node:https';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { SqliteAccounts } from './adapters/accounts.js';
import { type Database, openDatabase } from './adapters/database.js';
import { FabricCa } from './adapters/fabric-ca.js';
import { SqliteIdempotencyKeys } from './adapters/idempotency-keys.js';
import { SqliteJournal } from './adapters/journal.js';
import { PeopleCa } from './adapters/people-ca.js';
import { composeAudit } from './compose-audit.js';
import { type Channel, composeChannel } from './compose-channel.js';
import { composeLive } from './compose-live.js';
import { composePeople } from './compose-people.js';
import { composeReports, type Reports } from './compose-reports.js';
import type { Config } from './config.js';
import { AtRest } from './domain/at-rest.js';
import type { Readiness } from './domain/readiness.js';
import type { OpenSession } from './domain/sessions.js';
import { createApp } from './http/app.js';
import { listen } from './http/server.js';
import { healthRoutes } from './http/routes/health.js';
import { mayAct } from './use-cases/may-act.js';
import { Once } from './use-cases/once.js';
import { Lifetime } from './lifetime.js';

/** Version of the REST API that the document shows. */
const version = '1.0.0';
const apiBase = '/api/v1';

/** Starts the gateway; what it returns ends it again. When a part cannot start, those before it are ended. */
export async function startGateway(config: Config, log: Logger): Promise<Lifetime> {
  const lifetime = new Lifetime();
  try {
    await start(config, log, lifetime);
    return lifetime;
  } catch (error) {
    await lifetime.end();
    throw error;
  }
}

async function start(config: Config, log: Logger, lifetime: Lifetime): Promise<void> {
  const now = (): Date => new Date();
  const cookie = { organization: config.organization, secure: config.http.secure };
  const database = openDatabase(config.database);
  lifetime.owns({ close: () => database.destroy() });
  const journal = new SqliteJournal(database);
  const channel = lifetime.owns(
    await composeChannel({ ...channelOptions(config), journal: journal.forActs }, log),
  );
  const { ledger, organizations, projection } = channel;
  const atRest = new AtRest(config.pepper);
  const names = new SqliteAccounts(database, atRest);
  const ca = new PeopleCa(lifetime.owns(new FabricCa(config.ca)), config.ca.registrar);
  const reports = lifetime.owns(
    composeReports(reportOptions(config, log), channel, { database, journal, names }),
  );
  const loggedIn = renewWraps(reports.renewal, log);
  const around = { database, ca, ledger, organizations, directory: projection, projection, now, loggedIn };
  const people = composePeople(config, around, cookie);
  const audit = lifetime.owns(composeAudit(channel, config.mspId, log));
  const live = composeLive(channel, reports.alteredNews, { sessions: people.sessions, log });
  const app = createApp({
    groups: [
      { base: apiBase, routes: [...people.routes, ...reports.routes, ...audit.routes, ...live.routes] },
      { base: '', routes: healthRoutes({ ...readiness(database, channel, reports), ...audit.readiness }) },
    ],
    sessions: people.sessions,
    once: new Once({
      keys: new SqliteIdempotencyKeys(database),
      atRest,
      ledger,
      journal,
      mspId: config.mspId,
    }),
    cookie,
    now,
    mayAct: (pseudonym) => mayAct({ directory: projection, ledger, now }, pseudonym),
    log,
    requestsPerMinute: config.http.requestsPerMinute,
    webRoot: config.webRoot,
    version,
  });
  await listenForMembers(reports.memberServer, config, lifetime);
  lifetime.owns(await listen(app, config.http));
  lifetime.owns(live.streams);
}

/** In the background of a patient's login; what fails is logged and found again at the next one. */
function renewWraps(renewal: Reports['renewal'], log: Logger): (session: OpenSession) => void {
  return (session) => {
    if (session.person.role !== 'patient') return;
    renewal.renew(session).then(
      (wraps) => {
        if (wraps > 0) log.info({ wraps }, 'wraps renewed at a login');
      },
      (error: unknown) => {
        log.warn({ err: error }, 'wraps could not be renewed at a login');
      },
    );
  };
}

function readiness(database: Database, channel: Channel, reports: Reports): Readiness {
  return {
    ...channel.readiness,
    ...reports.readiness,
    database: async () => {
      await sql`select 1`.execute(database);
      return { ready: true };
    },
  };
}

function channelOptions(config: Config): Omit<Parameters<typeof composeChannel>[0], 'journal'> {
  return {
    channel: config.channel,
    mspId: config.mspId,
    peerAddress: config.peer.address,
    peerTlsRoot: config.peer.tlsRoot,
    ordererAddress: config.ordererAddress,
    serviceCertificate: config.service.certificate,
    serviceKey: config.service.privateKey,
    projectionPath: config.projection,
  };
}

function reportOptions(config: Config, log: Logger): Parameters<typeof composeReports>[0] {
  return {
    channel: config.channel,
    mspId: config.mspId,
    tls: { certificate: config.tls.certificate, key: config.tls.privateKey },
    ...(config.store !== undefined && { store: config.store }),
    maxReportSize: config.maxReportSize,
    log,
  };
}

async function listenForMembers(
  server: Server | undefined,
  config: Config,
  lifetime: Lifetime,
): Promise<void> {
  if (server === undefined) return;
  server.listen(config.member.port, config.member.host);
  await once(server, 'listening');
  lifetime.owns({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
}
