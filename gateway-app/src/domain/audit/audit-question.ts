import type { AuditQuery, EventFilter, Pseudonym } from '@medseal/ledger-model';

type AccountingQuery = Extract<AuditQuery, { kind: 'accounting' }>;

/** The filter that gives the answer to a question, in the form that searches use; a history has none. */
export function answeringFilter(query: Exclude<AuditQuery, { kind: 'history' }>): EventFilter {
  return query.kind === 'accounting' ? accountingFilter(query) : query.filter;
}

/** An accounting of disclosures: all readings of a patient's reports and all refusals, in a period. */
export function accountingFilter({ patient, from, to }: Omit<AccountingQuery, 'kind'>): EventFilter {
  return { kinds: ['reading', 'refusal'], patient, from, to };
}

/** Does the question itself name the person? A history names a version. */
export function isAskedAbout(query: AuditQuery, person: Pseudonym): boolean {
  if (query.kind === 'history') return false;
  const { patient, person: actor } = answeringFilter(query);
  return patient === person || actor === person;
}
