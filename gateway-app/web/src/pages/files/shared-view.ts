import { wordSearch } from '@medseal/input-rules';
import type { ReportClass, ReportItem } from '../../api/types.js';
import { stateOf } from '../../parts/reports/report-facts.js';

/** Which of the shared files are shown, and in which order. */
export interface View {
  readonly text: string;
  readonly class: ReportClass | '';
  readonly state: string;
  readonly order: Order;
}

/** The orders of the list; the API returns the newest first. */
export const orders = ['newest', 'oldest', 'title'] as const;
type Order = (typeof orders)[number];

interface Shown {
  /** The time by which the states of the files are judged, RFC 3339. */
  readonly now: string;
  /** What the list shows as a file's name. */
  readonly nameOf: (item: ReportItem) => string;
}

/** The files that match, in the chosen order. */
export function chosenFrom(
  items: readonly ReportItem[],
  view: View,
  { now, nameOf }: Shown,
): readonly ReportItem[] {
  const hasWords = wordSearch(view.text);
  const fitting = items.filter((item) => isChosen(item, view, now) && hasWords(wordsOf(item, nameOf(item))));
  if (view.order === 'title')
    return fitting.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  const later = view.order === 'newest' ? 1 : -1;
  return fitting.toSorted(
    (one, other) => later * (Date.parse(other.recordedAt) - Date.parse(one.recordedAt)),
  );
}

function isChosen(item: ReportItem, view: View, now: string): boolean {
  return (
    (view.class === '' || item.class === view.class) &&
    (view.state === '' || stateOf(item, now) === view.state)
  );
}

/** The text that a search covers. */
function wordsOf({ fileName = '', reportId, owner, author, recipient }: ReportItem, name: string): string {
  const people = [owner, author, recipient ?? owner].flatMap((person) => Object.values<string>(person));
  return [name, fileName, reportId, ...people].join(' ');
}
