import { isActive, type PersonAnswer } from '@medseal/ledger-model';
import type { Account } from '../../domain/people/accounts.js';
import { Failure } from '../../domain/shared/failure.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

/**
 * What the ledger says about the person of an account.
 * @throws {Failure} INTEGRITY when the ledger has other keys for this person than the account was made with.
 */
export async function readPersonOf(
  reads: LedgerReads,
  account: Pick<Account, 'pseudonym' | 'keys' | 'personId'>,
): Promise<PersonAnswer> {
  const person = await reads.person(account.pseudonym);
  if (person.keys !== account.keys || person.personId !== account.personId)
    throw new Failure('INTEGRITY', 'The ledger and the account of this person do not agree.');
  return person;
}

/** The state that counts at a time: a suspension that has expired does not. */
export function stateAt(person: PersonAnswer, time: string): PersonAnswer['state'] {
  return isActive(person, time) ? 'active' : person.state;
}
