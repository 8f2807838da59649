import type { ReportClass, ReportDetail, ReportItem } from '../../api/types.js';

/**
 * The state of a report as a list shows it. Altered stored bytes come before everything else, and a time that has
 * passed since the list was read counts.
 */
export function stateOf(
  { state, alteredAt, until }: Pick<ReportItem, 'state' | 'alteredAt' | 'until'>,
  now?: string,
): string {
  if (alteredAt !== undefined) return 'altered';
  const isOver = now !== undefined && until !== undefined && until <= now;
  if (isOver && (state === 'available' || state === 'waiting')) return 'expired';
  // What is suspended is the account of the person with whom it is shared, not the report.
  return state === 'suspended' ? 'recipientSuspended' : state;
}

/** May the reader open it at `now`? The gateway said how, by the rule that will decide. */
export function isOpenable({ openings }: Pick<ReportItem, 'openings'>, now: string): boolean {
  return openings.some(({ until }) => until === undefined || until > now);
}

/** All classes of reports, in the order in which lists and forms offer them. */
export const reportClasses: readonly ReportClass[] = [
  'laboratory',
  'imaging',
  'letter',
  'prescription',
  'vitals',
  'other',
];

type Version = ReportDetail['versions'][number];

/** The named version of a report, otherwise the newest in the record. */
export function versionIn(versions: readonly Version[], versionId: string | undefined): Version | undefined {
  const newestFirst = versions.toSorted((one, other) => (other.number ?? 0) - (one.number ?? 0));
  return versionId === undefined ? newestFirst[0] : versions.find((each) => each.versionId === versionId);
}
