import type { Person } from './gateway-client.js';

interface Blocks {
  readonly items: readonly Readonly<{ number: string }>[];
}

/** Number of the newest block that a person's gateway shows. */
export async function newestBlock(person: Person): Promise<number> {
  const { items } = await person.call<Blocks>('GET', '/ledger/blocks?limit=1');
  return Number(items[0]?.number);
}

/** Transactions of the blocks after a number, as far as they are among the newest `limit` blocks. */
export async function transactionsAfter<Transaction>(
  person: Person,
  block: number,
  limit: number,
): Promise<Transaction[]> {
  const { items } = await person.call<Blocks>('GET', `/ledger/blocks?limit=${limit}`);
  const newer = items.filter(({ number }) => Number(number) > block);
  const blocks = await Promise.all(
    newer.map(({ number }) =>
      person.call<{ transactions: Transaction[] }>('GET', `/ledger/blocks/${number}`),
    ),
  );
  return blocks.flatMap(({ transactions }) => transactions);
}
