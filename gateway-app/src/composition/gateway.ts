import { once } from 'node:events';
import type { Server } from 'node:https';
import type { Logger } from 'pino';
import { openDatabase } from '../adapters/sqlite/database.js';
import { FabricCa } from '@medseal/ledger-client';
import { SqliteIdempotencyKeys } from '../adapters/sqlite/idempotency-keys.js';
import { SqliteJournal } from '../adapters/sqlite/journal.js';
import { PeopleCa } from '../adapters/ca/people-ca.js';
import { composeAudit } from './audit.js';
import { composeChannel } from './channel.js';
import { composeLive } from './live.js';
import { composePeople, composeVault } from './people.js';
import { composeReports, type Reports } from './reports.js';
import { composeWatches } from './watches.js';
import type { Config } from './config.js';
import { steadyClock } from '../domain/shared/clock.js';
import { caFinding, type Looks } from '../domain/health/checks.js';
import type { OpenSession } from '../domain/people/sessions.js';
import { createApp } from '../http/app.js';
import { listen } from '../http/server.js';
import { healthRoutes } from '../http/routes/health.js';
import { mayAct } from '../use-cases/people/may-act.js';
import { IdempotentRequests } from '../use-cases/shared/idempotent-requests.js';
import { Lifetime } from './lifetime.js';

/** Version of the REST API that the document shows. */
const version = '1.0.0';
const apiBase = '/api/v1';

/** Starts the gateway and returns what ends it. If a part cannot start, those before it are ended. */
export async function startGateway(config: Config, log: Logger): Promise<Lifetime> {
  const lifetime = new Lifetime();
  try {
    await start(config, log, lifetime);
    return lifetime;
  } catch (error) {
    await lifetime.end().catch((err: unknown) => {
      log.warn({ err }, 'some parts did not end cleanly');
    });
    throw error;
  }
}

async function start(config: Config, log: Logger, lifetime: Lifetime): Promise<void> {
  const now = (): Date => new Date();
  const sweepClock = steadyClock(now);
  const cookie = { organization: config.organization, secure: config.http.secure };
  const database = openDatabase(config.database);
  lifetime.owns({ close: () => database.destroy() });
  const journal = new SqliteJournal(database);
  const channel = await composeChannel(config, { journal: journal.forActs, log, lifetime });
  const { ledger, reads, organizations, projection } = channel;
  const vault = composeVault(config, database, sweepClock);
  const fabricCa = lifetime.owns(new FabricCa(config.ca));
  const ca = new PeopleCa({ ca: fabricCa, registrar: config.ca.registrar });
  const reports = composeReports(reportOptions(config, log), channel, {
    database,
    journal,
    accounts: vault.accounts,
    sweepClock,
    lifetime,
  });
  const loggedIn = renewWraps(reports.renewal, log);
  const shared = {
    database,
    vault,
    ca,
    ledger,
    reads,
    organizations,
    directory: projection,
    projection,
    now,
    sweepClock,
    loggedIn,
  };
  const people = composePeople(config, shared, cookie);
  const audit = composeAudit(channel, { mspId: config.mspId, log, lifetime });
  const watches = composeWatches(config, channel, { clocks: reports.clocks, database, lifetime });
  const live = composeLive(channel, reports.alteredNews, { sessions: people.sessions, log });
  const looks: Looks = {
    ...{ ...channel.looks, ...reports.looks, ...audit.looks, ...watches },
    ca: async (signal) => caFinding(await fabricCa.ready(signal)),
  };
  const app = createApp({
    groups: [
      { base: apiBase, routes: [...people.routes, ...reports.routes, ...audit.routes, ...live.routes] },
      { base: '', routes: healthRoutes(looks) },
    ],
    sessions: people.sessions,
    once: new IdempotentRequests({
      keys: new SqliteIdempotencyKeys({ database, sweepClock }),
      atRest: vault.atRest,
      ledger,
      journal,
      mspId: config.mspId,
    }),
    cookie,
    now,
    mayAct: (pseudonym) => mayAct({ directory: projection, reads, now }, pseudonym),
    log,
    requestsPerMinute: config.throttles.requestsPerMinute,
    webRoot: config.webRoot,
    version,
  });
  await listenForMembers(reports.memberServer, config, lifetime);
  lifetime.owns(await listen(app, config.http));
  lifetime.owns(live.streams);
}

/** Runs in the background of a patient's login; a failure is logged, and the next login tries again. */
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

function reportOptions(config: Config, log: Logger): Parameters<typeof composeReports>[0] {
  return {
    channel: config.channel,
    mspId: config.mspId,
    tls: { certificate: config.tls.certificate, key: config.tls.privateKey },
    ...(config.store !== undefined && { store: config.store }),
    networksPath: config.memberNetworks,
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
