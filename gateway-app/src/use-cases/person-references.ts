import type { Pseudonym } from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import type { Organizations } from '../domain/organizations.js';
import type { PeopleDirectory } from '../domain/people.js';
import type { Projection } from '../domain/projection.js';

/** What a list says of a person: the id and the organization, and never a name from another hospital. */
export interface PersonReference {
  readonly personId: string;
  readonly organization: string;
}

/** A person with the name that doctors publish, where there is one. */
export interface NamedReference extends PersonReference {
  readonly fullName?: string;
}

/** Turns the ledger's names of people into those that REST uses. */
export class PersonReferences {
  readonly #people: PeopleDirectory;
  readonly #organizations: Organizations;

  constructor(people: PeopleDirectory, organizations: Organizations) {
    this.#people = people;
    this.#organizations = organizations;
  }

  /** @throws {Failure} UNAVAILABLE while the projection lacks a person that a record names. */
  async of(pseudonym: Pseudonym): Promise<PersonReference> {
    const person = await this.#people.byPseudonym(pseudonym);
    if (person === undefined)
      throw new Failure('UNAVAILABLE', 'the list is not complete yet', { retryAfter: 1 });
    const organization = await this.#organizations.byMspId(person.mspId);
    return { personId: person.personId, organization: organization.name };
  }

  /** The same with a doctor's published name. */
  async named(pseudonym: Pseudonym, projection: Pick<Projection, 'find'>): Promise<NamedReference> {
    const profile = await projection.find('profile', [pseudonym]);
    const reference = await this.of(pseudonym);
    return profile === undefined ? reference : { ...reference, fullName: profile.record.fullName };
  }
}
