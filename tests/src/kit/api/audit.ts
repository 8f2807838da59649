import type { Person } from './gateway-client.js';

/** A person or organization as auditors see one. */
interface Party {
  readonly personId?: string;
  readonly organization?: string;
}

/** An event as auditors see it. */
export interface AuditEvent {
  readonly kind: string;
  readonly at: string;
  readonly actor: Party;
  readonly subject?: Party;
  readonly purposes?: readonly string[];
  readonly basis?: Readonly<{ kind: string; id?: string }>;
  readonly outcome?: string;
  readonly reason?: string;
  readonly asked?: string;
  readonly disclosureId?: string;
  readonly auditQueryId?: string;
  readonly function: string;
  readonly transactionId: string;
  readonly block: string;
}

/** Where an auditor's question is recorded. */
export interface Recorded {
  readonly auditQueryId: string;
  readonly transactionId: string;
  readonly block: string;
  readonly asOfBlock: string;
}

/** A page of events with the record of its question. */
export interface AuditAnswer extends Recorded {
  readonly items: readonly AuditEvent[];
  readonly next?: string;
}

/** An export as it arrived. */
export interface AuditExport extends Recorded {
  readonly mediaType: string;
  readonly text: string;
}

/** Searches events; `after` and `limit` belong to the filter's body. */
export async function searchEvents(auditor: Person, filter: object = {}): Promise<AuditAnswer> {
  return await auditor.call('POST', '/audit/events/search', filter);
}

/** Follows a search to its end. */
export async function allEvents(auditor: Person, filter: object, limit = 200): Promise<AuditEvent[]> {
  const items: AuditEvent[] = [];
  let after: string | undefined;
  do {
    const page = await searchEvents(auditor, { ...filter, limit, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

/** Accounting of disclosures. */
export async function account(
  auditor: Person,
  patient: Person,
  period: Readonly<{ from: string; to: string }>,
): Promise<AuditAnswer> {
  return await auditor.call('POST', '/audit/accounting', { patient: patient.personId, ...period });
}

/** Exports events; the record of the question is in the headers. */
export async function exportEvents(
  auditor: Person,
  format: 'csv' | 'ndjson',
  filter: object = {},
): Promise<AuditExport> {
  const response = await auditor.gateway.fetch('POST', '/audit/exports', {
    token: auditor.token,
    body: { format, ...filter },
  });
  const header = (name: string) => response.headers.get(name) ?? '';
  return {
    auditQueryId: header('medseal-audit-query'),
    transactionId: header('medseal-transaction'),
    block: header('medseal-block'),
    asOfBlock: header('medseal-as-of-block'),
    mediaType: header('content-type'),
    text: await response.text(),
  };
}
