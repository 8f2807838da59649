import type { Person } from './gateway-client.js';

/** All pages of a list. The path has a query already. */
export async function pagesOf<Item>(person: Person, path: string): Promise<Item[][]> {
  const pages: Item[][] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const from: string = after === '' ? '' : `&after=${after}`;
    const page: { items: Item[]; next?: string } = await person.call('GET', `${path}${from}`);
    pages.push(page.items);
    after = page.next;
  }
  return pages;
}
