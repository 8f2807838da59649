import { isActive, type PersonAnswer } from '@medseal/ledger-model';
import type { Account } from '../../domain/people/accounts.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import { LedgerReads } from '../ledger/ledger-reads.js';

/**
 * What the ledger says of the person of an account.
 * @throws {Failure} INTEGRITY when the ledger has other keys for this person than the account was made with.
 */
export async function readPersonOf(
  ledger: Ledger,
  account: Pick<Account, 'pseudonym' | 'keys' | 'personId'>,
): Promise<PersonAnswer> {
  const person = await new LedgerReads(ledger).person(account.pseudonym);
  if (person.keys !== account.keys || person.personId !== account.personId)
    throw new Failure('INTEGRITY', 'The ledger and the account of this person do not agree.');
  return person;
}

/** The state as it counts at a time: a suspension that has run out is none. */
export function stateAt(person: PersonAnswer, time: string): PersonAnswer['state'] {
  return isActive(person, time) ? 'active' : person.state;
}
