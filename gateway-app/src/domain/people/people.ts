import type { PersonId, PersonRole, PersonState, Pseudonym } from '@medseal/ledger-model';

/** A registered person as every organization may know them: without a name. */
export interface KnownPerson {
  readonly pseudonym: Pseudonym;
  readonly personId: PersonId;
  readonly role: PersonRole;
  readonly mspId: string;
  readonly state: PersonState;
  /** End of the current or last suspension, RFC 3339. */
  readonly suspendedUntil?: string | undefined;
}

/** Translates between the two names of a person. */
export interface PeopleDirectory {
  /** Finds a person of any organization by the id on the card. */
  byPersonId(personId: PersonId): Promise<KnownPerson | undefined>;
  /** Finds a person by pseudonym. */
  byPseudonym(pseudonym: Pseudonym): Promise<KnownPerson | undefined>;
}
