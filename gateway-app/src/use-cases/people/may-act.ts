import { isActive, type Pseudonym } from '@medseal/ledger-model';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import type { PeopleDirectory } from '../../domain/people/people.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

/** What it takes to know whether a person is active. */
export interface StandingParts {
  readonly directory: PeopleDirectory;
  readonly reads: LedgerReads;
  readonly now: Clock;
}

/**
 * Whether the person of a session is active. The projection is asked first; if it says no, the ledger itself: a
 * recent approval may not be in the projection yet. Pending, refused and suspended people keep their session but can
 * see almost nothing with it.
 */
export async function mayAct(parts: StandingParts, pseudonym: Pseudonym): Promise<boolean> {
  const now = timeText(parts.now());
  const known = await parts.directory.byPseudonym(pseudonym);
  if (known !== undefined && isActive(known, now)) return true;
  return isActive(await parts.reads.person(pseudonym), now);
}
