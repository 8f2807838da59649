import type { Channel } from './channel.js';
import type { OwnNames } from '../domain/people/accounts.js';
import type { KeyAgents } from '../domain/reports/key-agents.js';
import type { AlteredMarks } from '../domain/integrity/altered.js';
import type { PeopleDirectory } from '../domain/people/people.js';
import { KeyedMutex } from '../domain/shared/keyed-mutex.js';
import type { Tell } from '../domain/shared/log.js';
import type { Route } from '../http/api/route.js';
import { assignmentRoutes } from '../http/routes/assignments.js';
import { consentRoutes } from '../http/routes/consents.js';
import { permissionRequestRoutes } from '../http/routes/permission-requests.js';
import { preferenceRoutes } from '../http/routes/preferences.js';
import { proposalRoutes } from '../http/routes/proposals.js';
import { reportRoutes } from '../http/routes/reports.js';
import { Assignments } from '../use-cases/care/assignments.js';
import { Proposals } from '../use-cases/reports/proposals.js';
import { EmergencyHalves } from '../use-cases/care/emergency-halves.js';
import { Consents } from '../use-cases/consents/consents.js';
import { Grantees } from '../use-cases/consents/grantees.js';
import { GranteeWraps } from '../use-cases/consents/grantee-wraps.js';
import type { LedgerReads } from '../use-cases/ledger/ledger-reads.js';
import { ListConsents } from '../use-cases/consents/list-consents.js';
import { ListProposals } from '../use-cases/reports/list-proposals.js';
import { ListReports } from '../use-cases/reports/list-reports.js';
import { OwnRecord } from '../use-cases/record/own-record.js';
import { PermissionRequests } from '../use-cases/care/permission-requests.js';
import { PersonReferences } from '../use-cases/people/person-references.js';
import { Preferences } from '../use-cases/care/preferences.js';
import { RenewWraps } from '../use-cases/consents/renew-wraps.js';
import { ShowReport } from '../use-cases/reports/report-detail.js';
import { ReportRows } from '../use-cases/reports/report-rows.js';

type Ports = Pick<Channel, 'ledger' | 'organizations' | 'projection'>;

/** What the routes of record and care are made of. */
type RecordParts = ReturnType<typeof composeRecord> &
  Ports &
  Readonly<{ channel: string; reads: LedgerReads }>;

/** Builds what hands patient halves to grantees. */
export function composeRecord({ ledger, organizations, projection }: Ports, reads: LedgerReads, log: Tell) {
  const references = new PersonReferences({ people: projection, organizations, projection });
  const grantees = new Grantees({ people: projection, organizations, references });
  const record = new OwnRecord({ reads, projection });
  const wraps = new GranteeWraps({ ledger, reads, organizations, projection, record });
  const consents = new Consents({ ledger, reads, projection, grantees, wraps, log });
  return {
    references,
    grantees,
    wraps,
    consents,
    turns: new KeyedMutex(),
    emergency: new EmergencyHalves({ ledger, organizations, projection, record }),
    requests: new PermissionRequests({ ledger, reads, projection, grantees, references, wraps, consents }),
    renewal: new RenewWraps({ projection, record, wraps, consents }),
  };
}

/** Reports, proposals, and what patients permit. */
export function recordRoutes(
  parts: RecordParts &
    Readonly<{
      people: PeopleDirectory;
      agents: KeyAgents;
      altered: AlteredMarks;
      onSpoiled: (mspId: string) => void;
    }>,
): Route[] {
  const { channel, projection, references, grantees } = parts;
  const rows = new ReportRows({ projection, references, altered: parts.altered });
  const listProposals = new ListProposals({ channel, projection, rows });
  const decisions = new Proposals(parts);
  return [
    ...reportRoutes({
      listReports: new ListReports({ projection, rows, grantees, proposals: listProposals }),
      showReport: new ShowReport({ projection, references, grantees, rows }),
      proposals: decisions,
      projection,
    }),
    ...proposalRoutes(decisions),
    ...consentRoutes({
      grantConsent: parts.consents,
      listConsents: new ListConsents({ projection, references, grantees }),
      projection,
    }),
    ...preferenceRoutes(new Preferences(parts)),
  ];
}

/** Who treats whom, and what doctors ask for. */
export function careRoutes(parts: RecordParts & Readonly<{ accounts: OwnNames }>): Route[] {
  const { projection, requests } = parts;
  return [
    ...assignmentRoutes({ assignments: new Assignments(parts), projection }),
    ...permissionRequestRoutes({ requests, projection }),
  ];
}
