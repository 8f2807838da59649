import type { DoctorProfile, Pseudonym } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { KnownPerson, PeopleDirectory } from '../../domain/people/people.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/** What a list says about a person: the id and the organization, and never a patient's name. */
export interface PersonReference {
  readonly personId: string;
  readonly organization: string;
}

/** A person with what a doctor publishes: two doctors of the same name are distinguished by specialty and office. */
export interface NamedReference extends PersonReference, Partial<DoctorProfile> {}

/** Turns the ledger's names of people into those that REST uses. */
export interface References {
  /** @throws {Failure} UNAVAILABLE while the projection lacks a person that a record names. */
  of(pseudonym: Pseudonym): Promise<PersonReference>;
  /** The same, with what a doctor publishes. */
  named(pseudonym: Pseudonym): Promise<NamedReference>;
}

/** Where references come from. */
export interface ReferenceParts {
  readonly people: PeopleDirectory;
  readonly organizations: Organizations;
  readonly projection: Pick<Projection, 'find'>;
}

/** Gives each request references of its own, which look up each person once, however often a list names them. */
export class PersonReferences {
  readonly #parts: ReferenceParts;
  readonly #ofRequests = new WeakMap<OpenSession, References>();

  constructor(parts: ReferenceParts) {
    this.#parts = parts;
  }

  /** Each request opens a session, so nothing is remembered for longer than one answer. */
  during(session: OpenSession): References {
    const known = this.#ofRequests.get(session);
    if (known !== undefined) return known;
    const references = lookedUpOnce(this.#parts);
    this.#ofRequests.set(session, references);
    return references;
  }
}

function lookedUpOnce(parts: ReferenceParts): References {
  const all = new Map<Pseudonym, Promise<NamedReference>>();
  const named = async (pseudonym: Pseudonym): Promise<NamedReference> => {
    const known = all.get(pseudonym) ?? lookUp(parts, pseudonym);
    all.set(pseudonym, known);
    return await known;
  };
  return {
    named,
    of: async (pseudonym) => {
      const { personId, organization } = await named(pseudonym);
      return { personId, organization };
    },
  };
}

async function lookUp(parts: ReferenceParts, pseudonym: Pseudonym): Promise<NamedReference> {
  const person = await parts.people.byPseudonym(pseudonym);
  if (person === undefined)
    throw new Failure('UNAVAILABLE', 'the list is not complete yet', { retryAfter: 1 });
  const [organization, profile] = await Promise.all([
    parts.organizations.byMspId(person.mspId),
    publishedProfile(parts, person),
  ]);
  return { personId: person.personId, organization: organization.name, ...profile };
}

async function publishedProfile(
  { projection }: ReferenceParts,
  { pseudonym, role }: KnownPerson,
): Promise<Partial<DoctorProfile>> {
  const profile = role === 'doctor' ? await projection.find('profile', [pseudonym]) : undefined;
  if (profile === undefined) return {};
  const { fullName, specialty, officeAddress, designation } = profile.record;
  return { fullName, specialty, officeAddress, designation };
}
