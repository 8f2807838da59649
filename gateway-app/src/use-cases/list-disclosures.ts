import type { Page, PageRequest, Projected, Projection } from '../domain/projection.js';
import type { PeopleDirectory } from '../domain/people.js';
import type { OpenSession } from '../domain/sessions.js';
import { Failure } from '../domain/failure.js';

/** `mine`: what I read. `of-me`: who read, or tried to read, my record. */
export type DisclosureView = 'mine' | 'of-me';

/** One reading or refusal. */
export interface DisclosureItem {
  readonly disclosureId: string;
  readonly at: string;
  readonly reader: Readonly<{ personId: string; organization: string }>;
  readonly reportId: string;
  readonly versionId: string;
  readonly purpose: string;
  /** What permitted it; absent for a refusal. */
  readonly basis?: Readonly<{ kind: string; id?: string }>;
  readonly outcome: 'permit' | 'refuse';
  readonly reason?: string;
  readonly transactionId: string;
  readonly block: string;
}

/** What a list of disclosures may be narrowed to. */
export interface DisclosureFilter {
  readonly report?: string | undefined;
  readonly outcome?: 'permit' | 'refuse' | undefined;
}

/** The patient's complete access log, and every reader's own. */
export class ListDisclosures {
  readonly #projection: Projection;
  readonly #people: PeopleDirectory;
  readonly #organizationName: (mspId: string) => Promise<string>;

  constructor(
    parts: Readonly<{
      projection: Projection;
      people: PeopleDirectory;
      organizationName: (mspId: string) => Promise<string>;
    }>,
  ) {
    this.#projection = parts.projection;
    this.#people = parts.people;
    this.#organizationName = parts.organizationName;
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
    const disclosures = await this.#projection.list('disclosure', where, query.page);
    return { ...disclosures, items: await Promise.all(disclosures.items.map((each) => this.#item(each))) };
  }

  async #item({ record, block, transactionId }: Projected<'disclosure'>): Promise<DisclosureItem> {
    const { disclosureId, at, reportId, versionId, purpose, basis, outcome, reason } = record;
    const reader = await this.#people.byPseudonym(record.reader);
    if (reader === undefined)
      throw new Failure('UNAVAILABLE', 'the list is not complete yet', { retryAfter: 1 });
    return {
      disclosureId,
      at,
      reader: { personId: reader.personId, organization: await this.#organizationName(record.mspId) },
      reportId,
      versionId,
      purpose,
      outcome,
      ...(basis === undefined ? {} : { basis }),
      ...(reason === undefined ? {} : { reason }),
      transactionId,
      block,
    };
  }
}
