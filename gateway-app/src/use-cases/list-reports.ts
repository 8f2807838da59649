import { covers, isExcluded, type RecordOf } from '@medseal/ledger-model';
import { listAll } from '../domain/list-all.js';
import type { Page, PageRequest, Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { Grantees } from './grantees.js';
import type { ListProposals } from './list-proposals.js';
import { receivedConsents, stateOfConsent } from './received-consents.js';
import type { ReportItem, ReportRows } from './report-rows.js';

/** Which reports a list shows. */
export type ReportFilter = 'own' | 'received' | 'sent' | 'proposed';

/** Rows that one consent to the whole record makes at most. */
const rowsPerConsent = 200;

/** Lists of reports, built from the projection and opened with the reader's wraps. */
export class ListReports {
  readonly #projection: Projection;
  readonly #rows: ReportRows;
  readonly #grantees: Grantees;
  readonly #proposals: ListProposals;

  constructor(
    parts: Readonly<{
      projection: Projection;
      rows: ReportRows;
      grantees: Grantees;
      proposals: ListProposals;
    }>,
  ) {
    this.#projection = parts.projection;
    this.#rows = parts.rows;
    this.#grantees = parts.grantees;
    this.#proposals = parts.proposals;
  }

  async list(filter: ReportFilter, page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    switch (filter) {
      case 'own':
        return await this.#own(page, session);
      case 'received':
        return await this.#received(page, session);
      case 'sent':
        return await this.#sent(page, session);
      case 'proposed':
        return await this.#proposals.list(page, session);
    }
  }

  async #own(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const reports = await this.#projection.list('report', { patient: session.person.pseudonym }, page);
    const items = await Promise.all(reports.items.map((report) => this.#rows.newest(report, 'own', session)));
    return { ...reports, items: items.filter((item) => item !== undefined) };
  }

  /** Pages are pages of consents: a consent over several reports makes several rows. */
  async #received(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const consents = await receivedConsents(this.#projection, session.person, { where: {}, page });
    const rows = consents.items.map(async ({ record }) => {
      const reports = await this.#admitted(record, session);
      return await this.#rowsOf(record, { reports, basis: record.consentId }, session);
    });
    return { ...consents, items: (await Promise.all(rows)).flat() };
  }

  /** What a patient shared; what a doctor gave to patients. */
  async #sent(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    if (session.person.role === 'doctor') return await this.#proposals.list(page, session);
    const consents = await this.#projection.list('consent', { patient: session.person.pseudonym }, page);
    const rows = consents.items.map(async ({ record }) => {
      const reports = await this.#covered(record);
      return await this.#rowsOf(record, { reports, basis: 'own' }, session);
    });
    return { ...consents, items: (await Promise.all(rows)).flat() };
  }

  async #rowsOf(
    consent: RecordOf<'consent'>,
    {
      reports,
      basis,
    }: Readonly<{ reports: readonly Projected<'report'>[]; basis: 'own' | typeof consent.consentId }>,
    session: OpenSession,
  ): Promise<ReportItem[]> {
    const recipient = await this.#grantees.reference(consent.grantee, session);
    const { consentId, until } = consent;
    const state = stateOfConsent(consent);
    // The ledger shows a holder nothing of a consent that has not begun or has ended; neither does a list.
    const shown = basis === 'own' || state === 'available' ? basis : undefined;
    const rows = await Promise.all(reports.map((report) => this.#rows.newest(report, shown, session)));
    return rows
      .filter((row) => row !== undefined)
      .map((row) => ({ ...row, state, consentId, recipient, until }));
  }

  /** Reports under a consent from which the patient does not keep this reader out. */
  async #admitted(consent: RecordOf<'consent'>, { person }: OpenSession): Promise<Projected<'report'>[]> {
    const preferences = await this.#projection.find('patient', [consent.patient]);
    const exclusions = preferences?.record.exclusions ?? [];
    const covered = await this.#covered(consent);
    return covered.filter(({ record }) => !isExcluded(exclusions, person, record.reportId));
  }

  async #covered({ permission, scope, patient }: RecordOf<'consent'>): Promise<Projected<'report'>[]> {
    if (permission !== 'read') return [];
    if ('reports' in scope) {
      const named = await Promise.all(scope.reports.map((id) => this.#projection.find('report', [id])));
      return named.filter((report) => report !== undefined);
    }
    const all = await listAll(this.#projection, 'report', { patient });
    return all.filter(({ record }) => covers(scope, record)).slice(0, rowsPerConsent);
  }
}
