import { isActive, type Pseudonym } from '@medseal/ledger-model';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import type { PeopleDirectory } from '../../domain/people/people.js';
import { LedgerReads } from '../ledger/ledger-reads.js';

/** What it takes to know whether a person is active. */
export interface StandingParts {
  readonly directory: PeopleDirectory;
  readonly ledger: Ledger;
  readonly now: Clock;
}

/**
 * Is the person of a session active? The projection is asked first; where it says no, the ledger itself: an approval a moment
 * ago may not be in yet. Pending, refused and suspended people keep their session and see next to nothing with it.
 */
export async function mayAct(parts: StandingParts, pseudonym: Pseudonym): Promise<boolean> {
  const now = timeText(parts.now());
  const known = await parts.directory.byPseudonym(pseudonym);
  if (known !== undefined && isActive(known, now)) return true;
  return isActive(await new LedgerReads(parts.ledger).person(pseudonym), now);
}
