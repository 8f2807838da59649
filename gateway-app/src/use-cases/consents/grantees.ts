import type { Exclusion, Grantee, GranteeRole, NewGrantee, PersonId } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { PeopleDirectory } from '../../domain/people/people.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { NamedReference, PersonReferences } from '../people/person-references.js';

/** The intended grantee of a consent, as REST names it: a person by id, or one role of an organization by name. */
export type GranteeWish =
  { readonly person: PersonId } | { readonly organization: string; readonly role: GranteeRole };

/** The grantee of a consent, as lists show it: a doctor with the published name. */
export type GranteeReference =
  NamedReference | { readonly organization: string; readonly role: GranteeRole | 'patient' };

/** Whom a patient excludes, as lists show it: everyone of an organization, or one person. */
export type ExcludedReference = NamedReference | { readonly organization: string };

/** Translates grantees between REST and the ledger. */
export class Grantees {
  readonly #people: PeopleDirectory;
  readonly #organizations: Organizations;
  readonly #references: PersonReferences;

  constructor(
    parts: Readonly<{ people: PeopleDirectory; organizations: Organizations; references: PersonReferences }>,
  ) {
    this.#people = parts.people;
    this.#organizations = parts.organizations;
    this.#references = parts.references;
  }

  /** @throws {Failure} NOT_FOUND for an unknown person or organization. */
  async onLedger(wish: GranteeWish): Promise<NewGrantee> {
    if ('person' in wish) return { person: await this.pseudonymOf(wish.person) };
    return { organization: await this.mspIdOf(wish.organization), role: wish.role };
  }

  /** @throws {Failure} NOT_FOUND */
  async pseudonymOf(personId: PersonId) {
    const known = await this.#people.byPersonId(personId);
    if (known === undefined) throw new Failure('NOT_FOUND', 'no person has this id');
    return known.pseudonym;
  }

  /** @throws {Failure} NOT_FOUND */
  async mspIdOf(organization: string): Promise<string> {
    const found = (await this.#organizations.all()).find(({ name }) => name === organization);
    if (found === undefined) throw new Failure('NOT_FOUND', 'no organization has this name');
    return found.mspId;
  }

  async reference(grantee: Grantee, session: OpenSession): Promise<GranteeReference> {
    if ('person' in grantee) return await this.#references.during(session).named(grantee.person);
    const { name: organization } = await this.#organizations.byMspId(grantee.organization);
    return { organization, role: grantee.role };
  }

  async excluded(who: Exclusion['who'], session: OpenSession): Promise<ExcludedReference> {
    if ('person' in who) return await this.#references.during(session).named(who.person);
    const { name: organization } = await this.#organizations.byMspId(who.organization);
    return { organization };
  }
}
