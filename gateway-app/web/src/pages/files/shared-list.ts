import { useEffect, useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import type { ReportClass, ReportItem } from '../../api/types.js';
import { type PagedList, usePagedList } from '../../parts/listing.js';
import { stateOf } from '../../parts/report-facts.js';

/** Which of the shared files are shown, and in which order. */
export interface View {
  readonly text: string;
  readonly class: ReportClass | '';
  readonly state: string;
  readonly order: Order;
}

/** The orders of the list; the API gives the newest first. */
export const orders = ['newest', 'oldest', 'title'] as const;
type Order = (typeof orders)[number];

const everything: View = { text: '', class: '', state: '', order: 'newest' };

/**
 * Shared files, filtered and sorted here. The API does neither, so the list is read to its end as soon as something is wanted
 * of it: "nothing found" and "the oldest" must not be about the first page only.
 */
export function useSharedList(filter: 'received' | 'sent') {
  const [view, setView] = useState(everything);
  const list = usePagedList(['reports', filter, 'paged'], (after) => {
    const query = { filter, ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/reports', { params: { query } }));
  });
  const isEverything = view === everything || Object.values(view).join() === Object.values(everything).join();
  const whole = useReadOn(list, !isEverything);
  const items = whole.items.filter((item) => passes(item, view)).toSorted(comparison[view.order]);
  return {
    view,
    change: (part: Partial<View>): void => {
      setView({ ...view, ...part });
    },
    list: { ...whole, items },
    isFiltered: !isEverything,
    total: whole.items.length,
  };
}

function useReadOn(list: PagedList<ReportItem>, wanted: boolean): PagedList<ReportItem> {
  const { hasMore, isLoadingMore, error, loadMore } = list;
  const readsOn = wanted && hasMore && error === null;
  useEffect(() => {
    if (readsOn && !isLoadingMore) loadMore();
  }, [readsOn, isLoadingMore, loadMore]);
  return { ...list, isLoading: list.isLoading || readsOn };
}

function passes(item: ReportItem, view: View): boolean {
  const { title = '', fileName = '', owner, author, recipient } = item;
  const people = [owner, author, recipient ?? owner].flatMap((person) => Object.values<string>(person));
  const wanted = view.text.trim().toLocaleLowerCase();
  return (
    (view.class === '' || item.class === view.class) &&
    (view.state === '' || stateOf(item) === view.state) &&
    (wanted === '' ||
      [title, fileName, item.reportId, ...people].join(' ').toLocaleLowerCase().includes(wanted))
  );
}

const comparison: Readonly<Record<Order, (one: ReportItem, other: ReportItem) => number>> = {
  newest: (one, other) => Date.parse(other.recordedAt) - Date.parse(one.recordedAt),
  oldest: (one, other) => Date.parse(one.recordedAt) - Date.parse(other.recordedAt),
  title: (one, other) => (one.title ?? '').localeCompare(other.title ?? ''),
};
