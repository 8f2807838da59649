import type { ReportClass, ReportItem } from '../api/types.js';

/** The state of a report as a list shows it: that the stored bytes were found altered comes before everything else. */
export function stateOf({ state, alteredAt }: Pick<ReportItem, 'state' | 'alteredAt'>): string {
  return alteredAt === undefined ? state : 'altered';
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
