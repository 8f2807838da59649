import type { Channel } from './compose-channel.js';
import type { FollowerLog } from './projection/follower.js';
import type { Readiness } from './domain/readiness.js';
import { auditRoutes } from './http/routes/audit.js';
import { ledgerRoutes } from './http/routes/ledger.js';
import type { Route } from './http/route.js';
import { AuditEvents } from './use-cases/audit-events.js';
import { AuditHistory } from './use-cases/audit-history.js';
import { AuditItems } from './use-cases/audit-items.js';
import { auditedQueries } from './use-cases/audited-queries.js';
import { LedgerExplorer } from './use-cases/explore-ledger.js';
import { ForkWatch } from './use-cases/fork-watch.js';
import { readHeights } from './use-cases/ledger-heights.js';

/** Auditors' questions, the view of the ledger, and the watch over other organizations' chains. */
export interface Audit {
  readonly routes: readonly Route[];
  readonly readiness: Readiness;
  close(): Promise<void>;
}

/** Builds everything that has to do with looking back. */
export function composeAudit(channel: Channel, mspId: string, log: FollowerLog): Audit {
  const { ledger, organizations, projection, auditLog, archive, lookup } = channel;
  const items = new AuditItems(projection, organizations);
  const parts = { ledger, projection, people: projection, organizations, auditLog, items };
  const watch = new ForkWatch({
    chain: ledger,
    lookup,
    organizations,
    own: projection,
    alarm: (facts, message) => {
      log.error(facts, message);
    },
  });
  const stop = new AbortController();
  const watching = watch.run(stop.signal);
  return {
    routes: [
      ...auditRoutes({
        events: new AuditEvents(parts),
        history: new AuditHistory({ ...parts, lookup, own: projection, mspId }),
        queriesAbout: (page, session) => auditedQueries({ auditLog, items }, page, session),
        projection,
      }),
      ...ledgerRoutes(new LedgerExplorer({ archive, organizations, projection }), () =>
        readHeights(ledger, organizations),
      ),
    ],
    readiness: { chain: () => Promise.resolve(watch.state()) },
    async close() {
      stop.abort();
      await watching;
    },
  };
}
