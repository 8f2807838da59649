import type { ConsentId, Permission, Purpose, RecordOf, Scope } from '@medseal/ledger-model';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { GranteeReference, Grantees } from './grantees.js';
import type { PersonReference, PersonReferences } from '../people/person-references.js';
import { receivedConsents } from './received-consents.js';

/** A consent, as its patient and its grantee see it. */
export interface ConsentItem {
  readonly consentId: ConsentId;
  readonly patient: PersonReference;
  readonly grantee: GranteeReference;
  readonly permission: Permission;
  readonly purposes: Purpose[];
  readonly scope: Scope;
  readonly from: string;
  readonly until: string;
  readonly state: RecordOf<'consent'>['state'];
  readonly transactionId: string;
  readonly block: string;
  /** True when it took effect long after its signed time. */
  readonly late: boolean;
}

/** Consents that the caller gave (only patients do), or received in person or as one of an organization's people. */
export type ConsentView = 'given' | 'received';

/** Lists consents by who gave or received them. */
export class ListConsents {
  readonly #projection: Projection;
  readonly #references: PersonReferences;
  readonly #grantees: Grantees;

  constructor(parts: Readonly<{ projection: Projection; references: PersonReferences; grantees: Grantees }>) {
    this.#projection = parts.projection;
    this.#references = parts.references;
    this.#grantees = parts.grantees;
  }

  async list(
    query: Readonly<{ view: ConsentView; state?: string | undefined; page: PageRequest }>,
    session: OpenSession,
  ): Promise<Page<ConsentItem>> {
    const { person } = session;
    const { view, state, page } = query;
    const where: Readonly<Record<string, string>> = state === undefined ? {} : { state };
    const consents = await (view === 'given'
      ? this.#projection.list('consent', { ...where, patient: person.pseudonym }, page)
      : receivedConsents(this.#projection, person, { where, page }));
    return { ...consents, items: await Promise.all(consents.items.map((each) => this.#item(each, session))) };
  }

  async #item(
    { record, block, transactionId, late }: Projected<'consent'>,
    session: OpenSession,
  ): Promise<ConsentItem> {
    const { consentId, permission, purposes, scope, from, until, state } = record;
    const [patient, grantee] = await Promise.all([
      this.#references.during(session).of(record.patient),
      this.#grantees.reference(record.grantee, session),
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
      late,
    };
  }
}
