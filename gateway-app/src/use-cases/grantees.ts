import type { Grantee, PersonId, PersonRole } from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import type { PeopleDirectory } from '../domain/people.js';
import type { OpenSession } from '../domain/sessions.js';
import type { NamedReference, PersonReferences } from './person-references.js';

/** Whom a consent is for, in the words of REST: a person by id, or an organization by name. */
export type GranteeWish =
  { readonly person: PersonId } | { readonly organization: string; readonly role?: PersonRole | undefined };

/** Whom a consent is for, as lists show it: a doctor with the published name. */
export type GranteeReference =
  NamedReference | { readonly organization: string; readonly role?: PersonRole | undefined };

/** Translates grantees between REST and the ledger. */
export class Grantees {
  readonly #people: PeopleDirectory;
  readonly #organizations: Organizations;
  readonly #references: PersonReferences;

  constructor(people: PeopleDirectory, organizations: Organizations, references: PersonReferences) {
    this.#people = people;
    this.#organizations = organizations;
    this.#references = references;
  }

  /** @throws {Failure} NOT_FOUND for an unknown person or organization. */
  async onLedger(wish: GranteeWish): Promise<Grantee> {
    if ('person' in wish) return { person: await this.pseudonymOf(wish.person) };
    const { role } = wish;
    return { organization: await this.mspIdOf(wish.organization), ...(role !== undefined && { role }) };
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
    return { organization, ...(grantee.role !== undefined && { role: grantee.role }) };
  }
}
