/** One page of a list as the API answers it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** The most items on one page of the API. */
const limit = '200';

/** Reads a list to the end; `read` puts the start and the length of a page into the query of its call. */
export async function readWhole<Item>(
  read: (page: Readonly<{ limit: string; after?: string }>) => Promise<ListPage<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit, ...(after !== undefined && { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
