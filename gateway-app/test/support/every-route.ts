import type { Route } from '../../src/http/api/route.js';
import { aboutRoutes } from '../../src/http/routes/about.js';
import { assignmentRoutes } from '../../src/http/routes/assignments.js';
import { auditRoutes } from '../../src/http/routes/audit.js';
import { consentRoutes } from '../../src/http/routes/consents.js';
import { disclosureRoutes } from '../../src/http/routes/disclosures.js';
import { eventRoutes } from '../../src/http/routes/events.js';
import { ledgerRoutes } from '../../src/http/routes/ledger.js';
import { peopleRoutes } from '../../src/http/routes/people.js';
import { permissionRequestRoutes } from '../../src/http/routes/permission-requests.js';
import { preferenceRoutes } from '../../src/http/routes/preferences.js';
import { proposalRoutes } from '../../src/http/routes/proposals.js';
import { registrationRoutes } from '../../src/http/routes/registrations.js';
import { reportRoutes } from '../../src/http/routes/reports.js';
import { sessionRoutes } from '../../src/http/routes/sessions.js';
import { transactionRoutes } from '../../src/http/routes/transactions.js';
import { uploadRoutes } from '../../src/http/routes/uploads.js';

/** What people and programs may call, as declared, with nothing behind it. */
export function everyRoute(): Route[] {
  const nothing = {} as never;
  return [
    ...aboutRoutes(nothing),
    ...registrationRoutes(nothing),
    ...sessionRoutes(nothing, nothing),
    ...peopleRoutes(nothing),
    ...reportRoutes(nothing),
    ...proposalRoutes(nothing),
    ...consentRoutes(nothing),
    ...preferenceRoutes(nothing),
    ...assignmentRoutes(nothing),
    ...permissionRequestRoutes(nothing),
    ...disclosureRoutes(nothing),
    ...transactionRoutes(nothing),
    ...uploadRoutes(nothing),
    ...auditRoutes(nothing),
    ...ledgerRoutes(nothing, nothing),
    ...eventRoutes(nothing),
  ];
}
