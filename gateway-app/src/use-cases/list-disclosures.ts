import type { Basis, DisclosureId } from '@medseal/ledger-model';
import type { Page, PageRequest, Period, Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import { DisclosedTitles } from './disclosed-titles.js';
import type { NamedReference, PersonReferences } from './person-references.js';

/** `mine`: what I read. `of-me`: who read, or tried to read, my record. */
export type DisclosureView = 'mine' | 'of-me';

/** One reading or refusal. */
export interface DisclosureItem {
  readonly disclosureId: DisclosureId;
  readonly at: string;
  readonly reader: NamedReference;
  readonly reportId: string;
  readonly versionId: string;
  /** For the patient, and for who could open the report now. */
  readonly title?: string;
  readonly purpose: string;
  /** What permitted it; absent for a refusal. */
  readonly basis?: Basis;
  readonly outcome: 'permit' | 'refuse';
  readonly reason?: string;
  readonly transactionId: string;
  readonly block: string;
}

/** What a list of disclosures may be narrowed to. */
export interface DisclosureFilter extends Period {
  readonly report?: string | undefined;
  readonly outcome?: 'permit' | 'refuse' | undefined;
}

/** The patient's complete access log, and every reader's own. */
export class ListDisclosures {
  readonly #projection: Projection;
  readonly #references: PersonReferences;

  constructor(projection: Projection, references: PersonReferences) {
    this.#projection = projection;
    this.#references = references;
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
    const titles = new DisclosedTitles(this.#projection, session);
    const items = disclosures.items.map(async (each) => {
      const [reader, title] = await Promise.all([
        this.#references.during(session).named(each.record.reader),
        titles.of(each.record),
      ]);
      return itemOf(each, { reader, ...(title !== undefined && { title }) });
    });
    return { ...disclosures, items: await Promise.all(items) };
  }
}

function itemOf(
  { record, block, transactionId }: Projected<'disclosure'>,
  more: Pick<DisclosureItem, 'reader' | 'title'>,
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
  };
}
