import { useEffect } from 'react';
import type { PagedList } from './listing.js';

/** The items of a list that pass a test that the API does not know; reads on by itself while nothing has passed yet. */
export function useFiltered<Item>(list: PagedList<Item>, passes: (item: Item) => boolean): PagedList<Item> {
  const items = list.items.filter((item) => passes(item));
  const { hasMore, isLoadingMore, error, loadMore } = list;
  const readsOn = items.length === 0 && hasMore && error === null;
  useEffect(() => {
    if (readsOn && !isLoadingMore) loadMore();
  }, [readsOn, isLoadingMore, loadMore]);
  return { ...list, items, isLoading: list.isLoading || readsOn };
}
