import type { Channel } from './channel.js';
import type { Looks } from '../domain/health/checks.js';
import { FairLimit } from '../domain/shared/fair-limit.js';
import { ConcurrencyLimit } from '../domain/shared/concurrency-limit.js';
import type { Log } from '../domain/shared/log.js';
import { auditRoutes } from '../http/routes/audit.js';
import { ledgerRoutes } from '../http/routes/ledger.js';
import type { Route } from '../http/api/route.js';
import type { Lifetime } from './lifetime.js';
import { AuditEvents } from '../use-cases/audit/audit-events.js';
import { AuditHistory } from '../use-cases/audit/audit-history.js';
import { AuditItems } from '../use-cases/audit/audit-items.js';
import { AuditedQueries } from '../use-cases/audit/audited-queries.js';
import { CheckedChain } from '../use-cases/ledger/checked-chain.js';
import { LedgerExplorer } from '../use-cases/ledger/explore-ledger.js';
import { ForkWatch } from '../workers/fork-watch.js';
import { readHeights } from '../use-cases/ledger/ledger-heights.js';

/** Auditors' questions, the view of the ledger, and the watch over other organizations' chains. */
export interface Audit {
  readonly routes: readonly Route[];
  readonly looks: Looks;
}

/** The message for callers when all places are taken. */
const tooManyChecks = 'Too many people are checking the ledger right now.';

/** Builds everything that has to do with looking back. */
export function composeAudit(
  channel: Channel,
  { mspId, log, lifetime }: Readonly<{ mspId: string; log: Log; lifetime: Lifetime }>,
): Audit {
  const { ledger, organizations, projection, auditLog, archive, lookup } = channel;
  const items = new AuditItems({ people: projection, organizations });
  // Auditors’ questions have a gate of their own, so that no crowd delays them; the ledger's pages share the other one.
  const [forAuditors, forOthers] = [lookingBack(), lookingBack()];
  const parts = { ledger, projection, people: projection, organizations, auditLog, items, gate: forAuditors };
  const chain = new CheckedChain({
    archive,
    own: projection,
    gate: new ConcurrencyLimit(1, 64, tooManyChecks),
  });
  const watch = new ForkWatch({
    chain: ledger,
    organizations,
    own: projection,
    alarm: (facts, message) => {
      chain.forget();
      log.error(facts, message);
    },
  });
  // Every call asks all organizations.
  const heights = new ConcurrencyLimit(4, 64, tooManyChecks);
  lifetime.runs(watch);
  return {
    routes: [
      ...auditRoutes({
        events: new AuditEvents(parts),
        history: new AuditHistory({ ...parts, lookup, own: projection, mspId }),
        queries: new AuditedQueries({ auditLog, items, organizations, gate: forOthers }),
        projection,
      }),
      ...ledgerRoutes(
        new LedgerExplorer({ archive, organizations, projection, chain, gate: forOthers }),
        () => heights.pass(() => readHeights(ledger, organizations)),
      ),
    ],
    looks: { chain: () => Promise.resolve(watch.finding()) },
  };
}

/** Lets four calls look back at once, two of one person, who may have eight waiting and running. */
function lookingBack(): FairLimit {
  const each = { running: 2, altogether: 8 };
  return new FairLimit({
    atOnce: 4,
    mayWait: 64,
    each,
    crowded: 'Too many people are searching the ledger right now.',
  });
}
