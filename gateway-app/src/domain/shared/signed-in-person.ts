import type { PersonId, PersonRole, Pseudonym } from '@medseal/ledger-model';

/** The person to whom a session belongs. */
export interface SignedInPerson {
  readonly personId: PersonId;
  readonly pseudonym: Pseudonym;
  readonly role: PersonRole;
  readonly mspId: string;
  /** Name of the organization. */
  readonly organization: string;
  readonly fullName: string;
}
