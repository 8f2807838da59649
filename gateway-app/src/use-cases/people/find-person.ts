import type { PersonId, PersonRole } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { PeopleDirectory } from '../../domain/people/people.js';

/** What others learn about a person whose exact id they know: no name. */
export interface FoundPerson {
  readonly personId: PersonId;
  readonly role: PersonRole;
  /** Name of the organization. */
  readonly organization: string;
}

/** Finds a person of any organization by exact id. @throws {Failure} NOT_FOUND */
export async function findPerson(
  parts: Readonly<{ directory: PeopleDirectory; organizations: Organizations }>,
  personId: PersonId,
): Promise<FoundPerson> {
  const entry = await parts.directory.byPersonId(personId);
  if (entry === undefined) throw new Failure('NOT_FOUND', 'There is no person with this id.');
  const { name } = await parts.organizations.byMspId(entry.mspId);
  return { personId, role: entry.role, organization: name };
}
