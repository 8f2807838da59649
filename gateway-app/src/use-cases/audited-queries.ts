import type { AuditQueryId } from '@medseal/ledger-model';
import type { AuditEvent, AuditLog } from '../domain/audit-log.js';
import type { Page, PageRequest } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { AuditItems, NamedParty } from './audit-items.js';

/** An auditor's question as the patient whom it names sees it. */
export interface AuditedQuery {
  readonly auditQueryId: AuditQueryId;
  readonly at: string;
  readonly auditor: NamedParty;
  /** `search`, `accounting`, `export` or `history`. */
  readonly asked: string;
  /** Period that was asked for, where one was. */
  readonly from?: string;
  readonly to?: string;
  readonly transactionId: string;
  readonly block: string;
}

interface QueryRecord {
  readonly auditQueryId: AuditQueryId;
  readonly query: Readonly<{ kind: string } & Period & { filter?: Period }>;
}
type Period = Readonly<{ from?: string; to?: string }>;

/** Auditors' questions whose record names the caller, or a version of one of the caller's reports. */
export async function auditedQueries(
  { auditLog, items }: Readonly<{ auditLog: AuditLog; items: AuditItems }>,
  page: PageRequest,
  { person }: OpenSession,
): Promise<Page<AuditedQuery>> {
  const events = await auditLog.queriesAbout(person.pseudonym, page);
  return { ...events, items: await Promise.all(events.items.map((event) => describe(event, items))) };
}

async function describe(event: AuditEvent, items: AuditItems): Promise<AuditedQuery> {
  const { auditQueryId, query } = event.record as unknown as QueryRecord;
  const { from, to } = { ...query.filter, ...query };
  return {
    auditQueryId,
    at: event.at,
    auditor: await items.party(event.actor, event.actorMspId),
    asked: query.kind,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    transactionId: event.transactionId,
    block: event.block,
  };
}
