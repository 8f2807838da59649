import type { PersonId, PersonRole, PersonState, Pseudonym } from '@medseal/ledger-model';

/** A registered person as every organization may know them: no name. */
export interface KnownPerson {
  readonly pseudonym: Pseudonym;
  readonly personId: PersonId;
  readonly role: PersonRole;
  readonly mspId: string;
  readonly state: PersonState;
  /** End of the present or last suspension, RFC 3339. */
  readonly suspendedUntil?: string | undefined;
}

/** Translates between the two names of a person. */
export interface PeopleDirectory {
  /** Finds a person by the id on the card, of whatever organization. */
  byPersonId(personId: PersonId): Promise<KnownPerson | undefined>;
  /** Finds a person by the ledger's name. */
  byPseudonym(pseudonym: Pseudonym): Promise<KnownPerson | undefined>;
}
