import type { AssignmentItem, ConsentItem } from '../../api/types.js';
import type { Care } from './care.js';

/** What a doctor may do for a patient at a given time. Only a preview: the contract decides at each act. */
export interface Standing {
  /** The assignment that ends last. */
  readonly assignment: AssignmentItem | undefined;
  /** An assignment that has not started. */
  readonly coming: AssignmentItem | undefined;
  /** The permission to add reports that ends last. */
  readonly contribute: ConsentItem | undefined;
  /** Permissions to read; the one that ends last comes first. */
  readonly read: readonly ConsentItem[];
  readonly mayPropose: boolean;
}

interface Period {
  readonly state: string;
  readonly from: string;
  readonly until: string;
}

/** The standing at `now`, RFC 3339. */
export function standingOf({ assignments, consents }: Care, now: string): Standing {
  const live = <Item extends Period>(items: readonly Item[]): Item[] =>
    items.filter((each) => isLive(each, now)).sort((one, other) => (one.until < other.until ? 1 : -1));
  const assignment = live(assignments)[0];
  const contribute = live(consents.filter(({ permission }) => permission === 'contribute'))[0];
  return {
    assignment,
    coming: assignments.find(({ state, from }) => state === 'active' && from > now),
    contribute,
    read: live(consents.filter(({ permission }) => permission === 'read')),
    mayPropose: assignment !== undefined && contribute !== undefined,
  };
}

function isLive({ state, from, until }: Period, now: string): boolean {
  return state === 'active' && from <= now && now < until;
}
