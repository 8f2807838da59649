import type { RecordOf, WrapBasis } from '@medseal/ledger-model';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { wrapBasisOf } from '../../domain/reports/wrap-basis.js';
import { openCatalogueEntry } from '../record/catalogue.js';
import { permitsNow, presentFacts } from './present-facts.js';

type Disclosure = RecordOf<'disclosure'>;

/**
 * Titles for a list of disclosures, for one answer: the title of a report that was opened a hundred times is opened
 * once. Patients always see the titles of their own record, readers as long as they could open the report now.
 */
export class DisclosedTitles {
  readonly #projection: Projection;
  readonly #session: OpenSession;
  readonly #titles = new Map<string, Promise<string | undefined>>();

  constructor(parts: Readonly<{ projection: Projection; session: OpenSession }>) {
    this.#projection = parts.projection;
    this.#session = parts.session;
  }

  async of(disclosure: Disclosure): Promise<string | undefined> {
    const { versionId, purpose, basis } = disclosure;
    const question = [versionId, purpose, basis && wrapBasisOf(basis)].join(' ');
    const known = this.#titles.get(question) ?? this.#open(disclosure);
    this.#titles.set(question, known);
    return await known;
  }

  async #open(disclosure: Disclosure): Promise<string | undefined> {
    const basis = await this.#basis(disclosure);
    if (basis === undefined) return undefined;
    const { versionId } = disclosure;
    return (await openCatalogueEntry(this.#projection, { versionId, basis }, this.#session))?.title;
  }

  /** The basis of the wrap that may be opened to show the title; undefined if none may. */
  async #basis(disclosure: Disclosure): Promise<WrapBasis | undefined> {
    const { patient, reader, basis } = disclosure;
    const { pseudonym } = this.#session.person;
    if (patient === pseudonym) return 'own';
    if (reader !== pseudonym || basis === undefined) return undefined;
    return (await this.#stillHolds(disclosure)) ? wrapBasisOf(basis) : undefined;
  }

  async #stillHolds(disclosure: Disclosure): Promise<boolean> {
    const present = await presentFacts(this.#projection, disclosure);
    return present !== undefined && permitsNow(present, disclosure);
  }
}
