import type {
  Basis,
  DisclosureId,
  Purpose,
  RecordOf,
  RefusalReason,
  ReportClass,
  ReportId,
  VersionId,
} from '@medseal/ledger-model';
import type { Page, PageRequest, Period, Projected, Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { DisclosedTitles } from './disclosed-titles.js';
import type { NamedReference, PersonReferences } from '../people/person-references.js';

/** `mine`: what I read. `of-me`: who read, or tried to read, my record. */
export type DisclosureView = 'mine' | 'of-me';

/** One reading or refusal. */
export interface DisclosureItem {
  readonly disclosureId: DisclosureId;
  readonly at: string;
  readonly reader: NamedReference;
  readonly reportId: ReportId;
  readonly versionId: VersionId;
  /** For the patient, and for those who could open the report now. */
  readonly title?: string;
  /** Class of the report, and when the version was proposed: for the patient, and for readers. */
  readonly class?: ReportClass;
  readonly proposedAt?: string;
  readonly purpose: Purpose;
  /** What permitted it; absent for a refusal. */
  readonly basis?: Basis;
  readonly outcome: 'permit' | 'refuse';
  readonly reason?: RefusalReason;
  readonly transactionId: string;
  readonly block: string;
  /** True when it took effect long after its signed time. */
  readonly late: boolean;
}

/** Filters for a list of disclosures. */
export interface DisclosureFilter extends Period {
  readonly report?: string | undefined;
  readonly outcome?: 'permit' | 'refuse' | undefined;
}

/** The patient's complete access log, and every reader's own. */
export class ListDisclosures {
  readonly #projection: Projection;
  readonly #references: PersonReferences;

  constructor(parts: Readonly<{ projection: Projection; references: PersonReferences }>) {
    this.#projection = parts.projection;
    this.#references = parts.references;
  }

  async list(
    query: Readonly<{ view: DisclosureView; filter: DisclosureFilter; page: PageRequest }>,
    session: OpenSession,
  ): Promise<Page<DisclosureItem>> {
    const where = {
      ...(query.view === 'mine'
        ? { reader: session.person.pseudonym }
        : { patient: session.person.pseudonym }),
      ...(query.filter.report === undefined ? {} : { reportId: query.filter.report }),
      ...(query.filter.outcome === undefined ? {} : { outcome: query.filter.outcome }),
    };
    const { from, to } = query.filter;
    const disclosures = await this.#projection.list('disclosure', where, query.page, { from, to });
    const titles = new DisclosedTitles({ projection: this.#projection, session });
    const items = disclosures.items.map(async (each) => {
      const [reader, title, known] = await Promise.all([
        this.#references.during(session).named(each.record.reader),
        titles.of(each.record),
        this.#known(each.record, session),
      ]);
      return itemOf(each, { reader, ...(title !== undefined && { title }), ...known });
    });
    return { ...disclosures, items: await Promise.all(items) };
  }

  /** What still names a report whose title is destroyed; nothing for refused callers. */
  async #known(
    { reportId, versionId, patient, outcome }: RecordOf<'disclosure'>,
    { person }: OpenSession,
  ): Promise<Pick<DisclosureItem, 'class' | 'proposedAt'>> {
    if (patient !== person.pseudonym && outcome === 'refuse') return {};
    const [report, proposedAt] = await Promise.all([
      this.#projection.find('report', [reportId]),
      this.#projection.since('proposal', [versionId]),
    ]);
    return {
      ...(report !== undefined && { class: report.record.class }),
      ...(proposedAt !== undefined && { proposedAt }),
    };
  }
}

function itemOf(
  { record, block, transactionId, late }: Projected<'disclosure'>,
  more: Pick<DisclosureItem, 'reader' | 'title' | 'class' | 'proposedAt'>,
): DisclosureItem {
  const { disclosureId, at, reportId, versionId, purpose, basis, outcome, reason } = record;
  return {
    disclosureId,
    at,
    reportId,
    versionId,
    purpose,
    outcome,
    ...(basis === undefined ? {} : { basis }),
    ...(reason === undefined ? {} : { reason }),
    ...more,
    transactionId,
    block,
    late,
  };
}
