import { useEffect, useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { type PagedList, usePagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { chosenFrom, type View } from './shared-view.js';

const everything: View = { text: '', class: '', state: '', order: 'newest' };

/**
 * Shared files, filtered and sorted here. The API does neither, so the list is read to the end as soon as a filter or
 * another order is chosen: "nothing found" and "the oldest" must not refer to the first page only.
 */
export function useSharedList(filter: 'received' | 'sent') {
  const [view, setView] = useState(everything);
  const list = usePagedList(['reports', filter, 'paged'], (after) => {
    const query = { filter, ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/reports', { params: { query } }));
  });
  const isEverything = view === everything || Object.values(view).join() === Object.values(everything).join();
  const whole = useReadOn(list, !isEverything);
  const nameOf = useReportName();
  const now = useNow();
  const items = chosenFrom(whole.items, view, { now, nameOf });
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
