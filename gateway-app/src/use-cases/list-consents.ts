import type { ConsentId } from '@medseal/ledger-model';
import type { Page, PageRequest, Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { PersonReference, PersonReferences } from './person-references.js';

/** A consent as its patient and its grantee see it. */
export interface ConsentItem {
  readonly consentId: ConsentId;
  readonly patient: PersonReference;
  readonly grantee: PersonReference;
  readonly permission: string;
  readonly purposes: string[];
  readonly scope: { reports: string[] };
  readonly from: string;
  readonly until: string;
  readonly state: string;
  readonly transactionId: string;
  readonly block: string;
}

/** Consents that a patient gave; for others, those they received. */
export class ListConsents {
  readonly #projection: Projection;
  readonly #references: PersonReferences;

  constructor(projection: Projection, references: PersonReferences) {
    this.#projection = projection;
    this.#references = references;
  }

  async list(
    query: Readonly<{ state?: string | undefined; page: PageRequest }>,
    session: OpenSession,
  ): Promise<Page<ConsentItem>> {
    const { role, pseudonym } = session.person;
    const where = {
      ...(role === 'patient' ? { patient: pseudonym } : { grantee: pseudonym }),
      ...(query.state === undefined ? {} : { state: query.state }),
    };
    const consents = await this.#projection.list('consent', where, query.page);
    return { ...consents, items: await Promise.all(consents.items.map((each) => this.#item(each))) };
  }

  async #item({ record, block, transactionId }: Projected<'consent'>): Promise<ConsentItem> {
    const { consentId, permission, purposes, scope, from, until, state } = record;
    const [patient, grantee] = await Promise.all([
      this.#references.of(record.patient),
      this.#references.of(record.grantee.person),
    ]);
    return {
      consentId,
      patient,
      grantee,
      permission,
      purposes,
      scope,
      from,
      until,
      state,
      transactionId,
      block,
    };
  }
}
