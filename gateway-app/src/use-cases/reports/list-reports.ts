import { covers, type Grantee, type RecordOf, type WrapBasis } from '@medseal/ledger-model';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { Grantees } from '../consents/grantees.js';
import type { ListProposals } from './list-proposals.js';
import { allReceived, stateOfConsent } from '../consents/received-consents.js';
import type { ReportItem, ReportRows } from './report-rows.js';
import { bestConsent, shareFacts, stateOfShare } from './share-standing.js';

/** Which reports a list shows. */
export type ReportFilter = 'own' | 'received' | 'sent' | 'proposed';

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
    const items = await Promise.all(
      reports.items.map((report) => this.#rows.newest(report, { basis: 'own' }, session)),
    );
    return { ...reports, items: items.filter((item) => item !== undefined) };
  }

  async #received(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const shared = await this.#projection.shared({ reader: session.person }, page);
    const ofPatient = once((patient) => allReceived(this.#projection, session.person, { patient }));
    const items = shared.items.map(async ({ report }) => {
      const consents = await ofPatient(report.record.patient);
      return await this.#sharedRow(
        report,
        { consents, basis: (readable) => readable.find(hasWrap)?.consentId },
        session,
      );
    });
    return { ...shared, items: (await Promise.all(items)).filter((item) => item !== undefined) };
  }

  /** What a patient shared; what a doctor gave to patients. */
  async #sent(page: PageRequest, session: OpenSession): Promise<Page<ReportItem>> {
    const { role, pseudonym: giver } = session.person;
    if (role === 'doctor') return await this.#proposals.list(page, session);
    const shared = await this.#projection.shared({ giver }, page);
    const toGrantee = once(async (grantee) => {
      const consents = await listAll(this.#projection, 'consent', { patient: giver, grantee });
      return consents.map(({ record }) => record);
    });
    const items = shared.items.map(async ({ report, grantee }) => {
      const all = await toGrantee('person' in grantee ? grantee.person : grantee.organization);
      const consents = all.filter((each) => isSameGrantee(each.grantee, grantee));
      return await this.#sharedRow(report, { consents, basis: 'own' }, session);
    });
    return { ...shared, items: (await Promise.all(items)).filter((item) => item !== undefined) };
  }

  async #sharedRow(
    report: Projected<'report'>,
    { consents, basis }: SharedRowAccess,
    session: OpenSession,
  ): Promise<ReportItem | undefined> {
    const covering = consents.filter(
      ({ permission, scope }) => permission === 'read' && covers(scope, report.record),
    );
    const best = bestConsent(covering);
    if (best === undefined) return undefined;
    const state = stateOfShare(report.record, best, await shareFacts(this.#projection, best));
    // The ledger shows a holder nothing of what may not be read now; neither does a list.
    const readable = state === 'available' ? covering.filter(isInForce) : [];
    const shown = basis === 'own' ? basis : basis(readable);
    const row = await this.#rows.newest(report, { basis: shown, consents: covering }, session);
    const { consentId, until } = best;
    const recipient = await this.#grantees.reference(best.grantee, session);
    return row && { ...row, state, consentId, recipient, until };
  }
}

interface SharedRowAccess {
  /** From the patient to the person or organization that the row is about. */
  readonly consents: readonly RecordOf<'consent'>[];
  /**
   * The basis of the wrap that shows the title, which may be one of the consents by which the report may be read now.
   */
  readonly basis: 'own' | ((readable: readonly RecordOf<'consent'>[]) => WrapBasis | undefined);
}

function isInForce(consent: RecordOf<'consent'>): boolean {
  return stateOfConsent(consent) === 'available';
}

/** An organization's wrap opens only with its key agent's key. */
function hasWrap({ grantee }: RecordOf<'consent'>): boolean {
  return 'person' in grantee;
}

function isSameGrantee(one: Grantee, other: Grantee): boolean {
  if ('person' in one) return 'person' in other && one.person === other.person;
  return 'organization' in other && one.organization === other.organization && one.role === other.role;
}

/** Looks each name up once, however many rows of a page need it. */
function once<Found>(read: (name: string) => Promise<Found>): (name: string) => Promise<Found> {
  const known = new Map<string, Promise<Found>>();
  return (name) => {
    const found = known.get(name) ?? read(name);
    known.set(name, found);
    return found;
  };
}
